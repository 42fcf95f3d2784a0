import type { Objective } from "../objective/objective.ts";
import {
  anyOf,
  checkFinite,
  checkOptions,
  list,
  nested,
  number,
  type OptionTable,
  required,
} from "../options/mod.ts";
import { checkDirections, checkResolution, checkVector } from "./check.ts";
import { evenlySpaced, lossTurns } from "./losses.ts";

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

/** The part of a plane that is computed. */
export interface PlaneOptions {
  /**
   * The range of both coordinates, −extent … extent, or one range each; 1 by
   * default.
   */
  readonly extent?: number | {
    readonly x: readonly [number, number];
    readonly y: readonly [number, number];
  };
  /** Number of points along each direction, 41 by default. */
  readonly resolution?: number;
}

/** What {@linkcode plane} takes beside the directions. */
export const planeOptions: OptionTable<PlaneOptions> = {
  extent: anyOf(number, nested({ x: required(list), y: required(list) })),
  resolution: number,
};

/** A plane under way. */
export interface PlaneStep {
  /**
   * Of full size, as it is when it is read; a point not computed yet carries its
   * nearest neighbor's loss.
   */
  readonly plane: Plane;
  /** Share of the points that are computed, 0 … 1. */
  readonly done: number;
}

/**
 * The loss on a plane; see {@linkcode planeSteps}.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import {
 *   direction,
 *   empiricalLoss,
 *   initialize,
 *   mlp,
 *   plane,
 *   teacherStudent,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const u = direction(objective, θ, { kind: "random", seed: 1 });
 * const v = direction(objective, θ, { kind: "random", seed: 2 });
 * const { losses } = plane(objective, θ, [u, v], { extent: 1, resolution: 9 });
 * assertEquals(losses.length, 81); // ys × xs, row-major
 * ```
 */
export function plane(
  objective: Objective,
  center: ArrayLike<number>,
  directions: readonly [ArrayLike<number>, ArrayLike<number>],
  options: PlaneOptions = {},
): Plane {
  const turns = planeTurns(objective, center, directions, options);
  for (;;) {
    const { done, value } = turns.next();
    if (done) return value;
  }
}

/**
 * Losses on the grid center + x u + y v, from coarse to fine, yielding after
 * each row: first every 2ᵏ-th point of every 2ᵏ-th row, then ever denser.
 *
 * @throws {RangeError} If lengths do not fit, a number is not finite, or an
 * option has no meaning.
 * @throws {TypeError} If an option is unknown or of another type.
 */
export function* planeSteps(
  objective: Objective,
  center: ArrayLike<number>,
  directions: readonly [ArrayLike<number>, ArrayLike<number>],
  options: PlaneOptions = {},
): Generator<PlaneStep, Plane> {
  const turns = planeTurns(objective, center, directions, options);
  for (;;) {
    const { done, value } = turns.next();
    if (done) return value;
    if (value !== undefined) yield value;
  }
}

/**
 * The steps of {@linkcode planeSteps}, and nothing at each turn in between: a
 * place to stop within a row.
 */
export function* planeTurns(
  objective: Objective,
  center: ArrayLike<number>,
  directions: readonly [ArrayLike<number>, ArrayLike<number>],
  options: PlaneOptions = {},
): Generator<PlaneStep | undefined, Plane> {
  const act = "compute a plane";
  const origin = checkVector(act, objective, "center", center);
  const [u, v] = checkDirections(act, objective, directions);
  checkOptions(act, options, planeOptions);
  const { xs, ys } = gridOf(act, options);
  const n = xs.length;
  const p = origin.length;
  const values = new Float64Array(n * ys.length).fill(NaN);
  const computed = new Uint8Array(values.length);
  const Θ = new Float64Array(n * p);
  const row = new Float64Array(n);
  let count = 0;

  function planeNow(): Plane {
    return {
      xs,
      ys,
      losses: values.slice(),
      directions: [u, v],
      center: origin,
    };
  }

  /** Computes what is missing in row j at every stride-th point. */
  function* rowTurns(
    j: number,
    stride: number,
  ): Generator<undefined, void> {
    const columns: number[] = [];
    for (let i = 0; i < n; i += stride) {
      if (computed[j * n + i] === 0) columns.push(i);
    }
    columns.forEach((i, k) => {
      for (let m = 0; m < p; m++) {
        Θ[k * p + m] = origin[m] + xs[i] * u[m] + ys[j] * v[m];
      }
    });
    yield* lossTurns(objective, Θ, columns.length, row);
    columns.forEach((i, k) => {
      spread(i, j, stride, row[k]);
      values[j * n + i] = row[k];
      computed[j * n + i] = 1;
    });
    count += columns.length;
  }

  /** Gives the loss to the points around that are not computed. */
  function spread(i: number, j: number, stride: number, loss: number): void {
    const half = stride >> 1;
    const bottom = Math.max(0, j - half);
    const top = Math.min(ys.length - 1, j + half);
    const left = Math.max(0, i - half);
    const right = Math.min(n - 1, i + half);
    for (let b = bottom; b <= top; b++) {
      for (let a = left; a <= right; a++) {
        if (computed[b * n + a] === 0) values[b * n + a] = loss;
      }
    }
  }

  const coarsest = 2 ** (31 - Math.clz32(Math.max(1, (n - 1) / 4)));
  for (let stride = coarsest; stride >= 1; stride /= 2) {
    for (let j = 0; j < ys.length; j += stride) {
      yield* rowTurns(j, stride);
      if (stride === coarsest && j + stride < ys.length) continue;
      if (stride === coarsest) fillMargin(values, n);
      // A copy of the grid at each row would cost more than the rows.
      yield {
        get plane() {
          return planeNow();
        },
        done: count / values.length,
      };
    }
  }
  return planeNow();
}

/** Beyond the last coarse point of a row or column, its value goes on. */
function fillMargin(values: Float64Array, n: number): void {
  for (let k = 0; k < values.length; k++) {
    if (!Number.isNaN(values[k])) continue;
    values[k] = k % n > 0 ? values[k - 1] : values[k - n];
  }
}

/** The coordinates along both directions. */
export function gridOf(
  act: string,
  { extent = 1, resolution = 41 }: PlaneOptions,
): { readonly xs: Float64Array; readonly ys: Float64Array } {
  checkResolution(act, resolution);
  const { x, y } = typeof extent === "number"
    ? { x: [-extent, extent], y: [-extent, extent] }
    : extent;
  for (const [name, range] of [["x", x], ["y", y]] as const) {
    checkFinite(act, `extent.${name}`, range);
    if (range[0] < range[1]) continue;
    throw new RangeError(
      `Cannot ${act}: extent along ${name} is ${range[0]} … ${
        range[1]
      }, expected an ascending range`,
    );
  }
  return {
    xs: evenlySpaced(x[0], x[1], resolution),
    ys: evenlySpaced(y[0], y[1], resolution),
  };
}
