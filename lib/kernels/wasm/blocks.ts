/** A run of equal blocks: `count` of them, `size` rows each. */
export interface Run {
  readonly first: number;
  readonly size: number;
  readonly count: number;
}

/**
 * n rows in blocks of at most `most`, as equal as can be: two runs at most.
 * 10 rows in blocks of 4 are 4 + 3 + 3.
 */
export function blocksOf(n: number, most: number): Run[] {
  const count = Math.ceil(n / most);
  const size = Math.floor(n / count);
  const larger = n - size * count;
  const runs = [
    { first: 0, size: size + 1, count: larger },
    { first: larger * (size + 1), size, count: count - larger },
  ];
  return runs.filter((run) => run.count > 0);
}
