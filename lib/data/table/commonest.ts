/** The number that occurs most often, the first of several. */
export function commonest(counts: readonly number[]): number {
  const found = new Map<number, number>();
  for (const count of counts) found.set(count, (found.get(count) ?? 0) + 1);
  return [...found].reduce((a, b) => b[1] > a[1] ? b : a, [0, 0])[0];
}
