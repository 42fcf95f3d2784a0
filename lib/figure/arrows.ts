import { countFrom, holding, numbers, type Option } from "../options/mod.ts";

/** Velocities on the grid of a plane, as `gradientField` computes them. */
export interface ArrowField {
  /** Coordinates along u, ascending. */
  readonly xs: Float64Array;
  /** Coordinates along v, ascending. */
  readonly ys: Float64Array;
  /** ẋ at each point, row-major: xVelocities[j · xs.length + i]. */
  readonly xVelocities: Float64Array;
  /** ẏ at each point. */
  readonly yVelocities: Float64Array;
  /** The share of the squared velocity that leaves the plane, 0 … 1. */
  readonly outOfPlane?: Float64Array;
}

/** What options named `arrows` take. */
export const someArrows: Option = holding("a field of arrows", {
  xs: numbers,
  ys: numbers,
  xVelocities: numbers,
  yVelocities: numbers,
});

/** An arrow in coordinates of the plane. */
export interface Arrow {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  /** The two ends of its head's wings. */
  readonly wings: readonly (readonly [number, number])[];
  /** 1 where the velocity lies in the plane; less where it leaves it. */
  readonly opacity: number;
  /** In words, with the velocity. */
  readonly title: string;
}

/** Arrows along each axis at most: of more the lengths are hard to tell. */
const MOST = 21;

/** What options named `arrowsAlong` take. */
export const anArrowCount: Option = countFrom(2);
/** Of a cell of arrows: the longest, and the shortest that still points. */
const [LONGEST, SHORTEST] = [0.9, 0.25];
/** Lengths are told over so many decades of the velocity. */
const DECADES = 3;
/** Of an arrow's length, and half the angle of its head. */
const [HEAD, ANGLE] = [0.38, 0.45];

/**
 * A field as arrows of similar size: their lengths grow with the logarithm of
 * the velocity, as losses do in the colors behind them. None where it is 0.
 *
 * @param most Arrows along each axis at most.
 */
export function arrowsOf(field: ArrowField, most = MOST): Arrow[] {
  const { xs, ys, xVelocities, yVelocities, outOfPlane } = field;
  const speeds = Array.from(
    xVelocities,
    (x, n) => Math.hypot(x, yVelocities[n]),
  );
  const fastest = speeds.reduce((top, v) => v > top ? v : top, 0);
  const stride = Math.ceil(Math.max(xs.length, ys.length) / most);
  // in shares of the plane, so that an angle is seen as it is
  const width = xs[xs.length - 1] - xs[0];
  const height = ys[ys.length - 1] - ys[0];
  const cells = Math.max(xs.length, ys.length) / stride;
  // as far from one edge as from the other
  const firstOf = (count: number) => ((count - 1) % stride) >> 1;
  const arrows: Arrow[] = [];
  for (let j = firstOf(ys.length); j < ys.length; j += stride) {
    for (let i = firstOf(xs.length); i < xs.length; i += stride) {
      const n = j * xs.length + i;
      const [vx, vy] = [xVelocities[n] / width, yVelocities[n] / height];
      if (!(speeds[n] > 0)) continue;
      const decades = Math.log10(speeds[n] / fastest);
      const share = Math.max(0, 1 + decades / DECADES);
      const length = (SHORTEST + (LONGEST - SHORTEST) * share) / cells;
      const angle = Math.atan2(vy, vx);
      const [dx, dy] = [
        length * Math.cos(angle) * width,
        length * Math.sin(angle) * height,
      ];
      // at an edge it stands within
      const [x, y] = [within(xs[i], dx, xs), within(ys[j], dy, ys)];
      const to = [x + dx / 2, y + dy / 2] as const;
      const wing = (side: number): readonly [number, number] => [
        to[0] - HEAD * length * Math.cos(angle + side * ANGLE) * width,
        to[1] - HEAD * length * Math.sin(angle + side * ANGLE) * height,
      ];
      arrows.push({
        from: [x - dx / 2, y - dy / 2],
        to,
        wings: [wing(1), wing(-1)],
        opacity: 1 - 0.8 * (outOfPlane?.[n] ?? 0),
        title: `at ${xs[i]}, ${ys[j]}: velocity ${xVelocities[n]}, ${
          yVelocities[n]
        }`,
      });
    }
  }
  return arrows;
}

/** The middle of an arrow of a width that does not reach beyond the grid. */
function within(at: number, width: number, grid: Float64Array): number {
  const half = Math.abs(width) / 2;
  const [low, high] = [grid[0] + half, grid[grid.length - 1] - half];
  return Math.min(high, Math.max(low, at));
}
