/** Where a recorder stands, as plain data. */
export interface RecorderState {
  /** Distance of the items along the coordinate. */
  readonly spacing: number;
  /** Which multiple of it each item stands for, ascending. */
  readonly indices: readonly number[];
}

/** Items at even distances along a coordinate, in bounded memory. */
export interface Recorder<Item> {
  /** From which coordinate on the next item would be kept. */
  next(): number;
  /** Keeps the item at u ≥ next(). */
  add(u: number, item: Item): void;
  /** Widens the distances until all multiples up to u find room. */
  reach(u: number): void;
  /** What is kept, in order. */
  items(): readonly Item[];
  /** Where it stands. */
  state(): RecorderState;
}

/**
 * Keeps at most `capacity` items, the first for each multiple of the spacing:
 * when they become too many, the spacing doubles. So the end need not be known
 * beforehand, and a run that is resumed keeps what it had kept without a stop.
 * Of what was kept before it takes as much as there is room for.
 */
export function makeRecorder<Item>(
  capacity: number,
  from: RecorderState,
  kept: readonly Item[] = [],
): Recorder<Item> {
  let { spacing } = from;
  let entries = kept.map((item, k) => ({ index: from.indices[k], item }));

  function nextIndex(): number {
    return entries.length === 0 ? 0 : entries[entries.length - 1].index + 1;
  }

  function widen(): void {
    spacing *= 2;
    let last = -1;
    entries = entries.flatMap(({ index, item }) => {
      const half = Math.floor(index / 2);
      if (half === last) return [];
      last = half;
      return [{ index: half, item }];
    });
  }

  function fit(): void {
    while (entries.length > capacity) widen();
  }

  fit();
  return {
    next: () => nextIndex() * spacing,
    add(u, item) {
      // (k · spacing) / spacing may round to less than k
      const index = Math.max(nextIndex(), Math.floor(u / spacing));
      entries.push({ index, item });
      fit();
    },
    reach(u) {
      while (u / spacing >= capacity) widen();
    },
    items: () => entries.map(({ item }) => item),
    state: () => ({ spacing, indices: entries.map(({ index }) => index) }),
  };
}
