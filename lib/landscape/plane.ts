import type { Objective } from "../objective/mod.ts";
import { checkGrid, checkPoint, spaced } from "./checks.ts";
import { lossesAt } from "./losses.ts";

/** Losses on a grid center + x u + y v. */
export interface Plane {
  /** Coordinates along u, ascending. */
  readonly xs: Float64Array;
  /** Coordinates along v, ascending. */
  readonly ys: Float64Array;
  /** ys.length × xs.length, row-major: losses[j · xs.length + i]. */
  readonly losses: Float64Array;
  /** u and v (p each). */
  readonly directions: readonly [Float64Array, Float64Array];
  /** The point at x = y = 0. */
  readonly center: Float64Array;
}

/** Options of {@linkcode plane}. */
export interface PlaneOptions {
  /** ± this far along both directions, or a range for each. Default 1. */
  readonly extent?: number | {
    readonly x: readonly [number, number];
    readonly y: readonly [number, number];
  };
  /** Points along each direction. Default 51. */
  readonly resolution?: number;
}

/** A plane under way; what is not computed yet holds its coarser neighbor. */
export interface PlaneStep {
  readonly plane: Plane;
  /** Share done, 0 … 1. */
  readonly done: number;
}

/** Every 8th row and column first, then every 4th, 2nd, and all. */
const strides = [8, 4, 2, 1];

/** {@linkcode plane}, from coarse to fine, a step per row. */
export function* planeSteps(
  objective: Objective,
  center: Float64Array,
  directions: readonly [Float64Array, Float64Array],
  options: PlaneOptions = {},
): Generator<PlaneStep, Plane> {
  const { extent = 1, resolution = 51 } = options;
  const { x, y } = typeof extent === "number"
    ? { x: [-extent, extent], y: [-extent, extent] } as const
    : extent;
  const act = "compute the plane";
  checkPoint(act, "the center", objective, center);
  checkPoint(act, "the first direction", objective, directions[0]);
  checkPoint(act, "the second direction", objective, directions[1]);
  checkGrid(act, resolution, x, y);
  const n = resolution;
  const p = center.length;
  const xs = spaced(x, n);
  const ys = spaced(y, n);
  const losses = new Float64Array(n * n);
  const known = new Uint8Array(n * n);
  const result: Plane = { xs, ys, losses, directions, center };
  const [u, v] = directions;
  const Θ = new Float64Array(n * p);
  const columns = new Int32Array(n);
  const row = new Float64Array(n);
  let computed = 0;
  for (const stride of strides) {
    for (let j = 0; j < n; j += stride) {
      let count = 0;
      for (let i = 0; i < n; i += stride) {
        if (known[j * n + i]) continue;
        for (let k = 0; k < p; k++) {
          Θ[count * p + k] = center[k] + xs[i] * u[k] + ys[j] * v[k];
        }
        columns[count++] = i;
      }
      lossesAt(objective, Θ, count, row);
      for (let c = 0; c < count; c++) {
        const i = columns[c];
        known[j * n + i] = 1;
        spread(losses, known, n, i, j, stride, row[c]);
      }
      computed += count;
      if (count > 0) yield { plane: result, done: computed / (n * n) };
    }
  }
  return result;
}

/** Fills the block of a coarse point as far as nothing finer is known. */
function spread(
  losses: Float64Array,
  known: Uint8Array,
  n: number,
  i: number,
  j: number,
  stride: number,
  value: number,
): void {
  losses[j * n + i] = value;
  for (let b = j; b < Math.min(j + stride, n); b++) {
    for (let a = i; a < Math.min(i + stride, n); a++) {
      if (!known[b * n + a]) losses[b * n + a] = value;
    }
  }
}

/**
 * Losses on a grid through `center`, spanned by two directions.
 *
 * Cost: resolution² losses.
 *
 * @throws {RangeError} If lengths, extent or resolution do not fit.
 */
export function plane(
  objective: Objective,
  center: Float64Array,
  directions: readonly [Float64Array, Float64Array],
  options: PlaneOptions = {},
): Plane {
  const steps = planeSteps(objective, center, directions, options);
  for (;;) {
    const next = steps.next();
    if (next.done) return next.value;
  }
}
