/** Columns of so many pixels, in each of which a line may go up and down once. */
const COLUMN = 3;
/** Share of the columns in which an oscillating line does so more often. */
const BUSY = 0.3;

/** What an oscillating line lies between, at points of its own. */
export interface Envelope {
  /** Which of its points, from left to right. */
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/**
 * Lower and upper envelope of a line that goes up and down more often than the
 * pixels of a width can show, where it would fill a thick band; undefined for
 * other lines. `place` says where in the width a value lies, 0 … 1.
 */
export function envelopeOf(
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  place: (x: number) => number,
  width: number,
): Envelope | undefined {
  const columns = new Map<
    number,
    { low: number; high: number; turns: number }
  >();
  for (let k = 0; k < xs.length; k++) {
    if (!Number.isFinite(ys[k])) return; // it has gaps, which would be bridged
    const at = Math.floor(place(xs[k]) * width / COLUMN);
    const column = columns.get(at);
    if (!column) {
      columns.set(at, { low: k, high: k, turns: 0 });
      continue;
    }
    const turns = k + 1 < xs.length &&
      (ys[k] - ys[k - 1]) * (ys[k + 1] - ys[k]) < 0;
    if (turns) column.turns++;
    if (ys[k] < ys[column.low]) column.low = k;
    if (ys[k] > ys[column.high]) column.high = k;
  }
  const all = [...columns].sort(([a], [b]) => a - b).map(([, column]) =>
    column
  );
  const busy = all.filter(({ turns }) => turns > 1).length;
  if (busy < BUSY * width / COLUMN) return;
  return {
    low: all.map(({ low }) => low),
    high: all.map(({ high }) => high),
  };
}
