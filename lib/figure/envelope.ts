import * as Plot from "@observablehq/plot";

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
export function envelopeOf<X>(
  xs: ArrayLike<X>,
  ys: ArrayLike<number>,
  place: (x: X) => number,
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

/** Marks of an envelope, from points of its line: faintly filled between. */
export function envelopeMarks<P, X>(
  low: readonly P[],
  high: readonly P[],
  { x, y, color, name }: {
    readonly x: (point: P) => X;
    readonly y: (point: P) => number;
    readonly color: string;
    /** Of the line, for those who hear the figure. */
    readonly name?: string;
  },
): Plot.Markish {
  const edge = {
    x,
    y,
    stroke: color,
    strokeWidth: 1,
    ...(name === undefined ? {} : { ariaLabel: () => name }),
  };
  return [
    Plot.areaY(low, {
      x,
      y1: y,
      y2: (_: P, i: number) => y(high[i]),
      fill: color,
      fillOpacity: 0.2,
    }),
    Plot.line(low, edge),
    Plot.line(high, edge),
  ];
}
