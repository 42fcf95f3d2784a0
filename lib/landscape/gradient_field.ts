import { checkpoint } from "../checkpoint.ts";
import { dot } from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";
import {
  checkArguments,
  checkOptions,
  holding,
  number,
  numbers,
  oneOf,
  type OptionTable,
} from "../options/mod.ts";
import { checkDirections, checkVector } from "./check.ts";
import { gridOf, type PlaneOptions, planeOptions } from "./plane.ts";

/** The gradient on the points center + x u + y v of a plane. */
export interface GradientField {
  /** Coordinates along u, ascending. */
  readonly xs: Float64Array;
  /** Coordinates along v, ascending. */
  readonly ys: Float64Array;
  /** The loss; this and what follows: ys × xs, row-major. */
  readonly losses: Float64Array;
  /** ∂L/∂x = u·∇L. */
  readonly xSlopes: Float64Array;
  /** ∂L/∂y = v·∇L. */
  readonly ySlopes: Float64Array;
  /** ẋ of the gradient flow θ̇ = −∇L, projected on the plane. */
  readonly xVelocities: Float64Array;
  /** ẏ of it. */
  readonly yVelocities: Float64Array;
  /** ‖∇L‖, out of the plane as well. */
  readonly gradientNorms: Float64Array;
  /** The share of ‖∇L‖² that points out of the plane, 0 … 1. */
  readonly outOfPlane: Float64Array;
  /** u and v (p each). */
  readonly directions: readonly [Float64Array, Float64Array];
  /** The point at x = y = 0. */
  readonly center: Float64Array;
}

/**
 * The gradient on a plane, with what arrows in it cannot show: how much of the
 * gradient points out of it. The flow follows the arrows only where that is 0.
 *
 * Cost: a gradient per point, 21 × 21 by default.
 *
 * @throws {RangeError} If lengths do not fit, a number is not finite, a direction
 * is zero, both are parallel, or an option has no meaning.
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import {
 *   direction,
 *   empiricalLoss,
 *   gradientField,
 *   initialize,
 *   mlp,
 *   teacherStudent,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const u = direction(objective, θ, { kind: "coordinate", index: 0 });
 * const v = direction(objective, θ, { kind: "coordinate", index: 1 });
 * const { gradientNorms } = gradientField(objective, θ, [u, v], {
 *   resolution: 9,
 * });
 * assertEquals(gradientNorms.length, 81);
 * ```
 */
export function gradientField(
  objective: Objective,
  center: ArrayLike<number>,
  directions: readonly [ArrayLike<number>, ArrayLike<number>],
  options: PlaneOptions = {},
): GradientField {
  const act = "compute a gradient field";
  const origin = checkVector(act, objective, "center", center);
  const [u, v] = checkDirections(act, objective, directions);
  checkOptions(act, options, planeOptions);
  const { xs, ys } = gridOf(act, { resolution: 21, ...options });
  const [uu, uv, vv] = [dot(u, u), dot(u, v), dot(v, v)];
  const determinant = uu * vv - uv * uv;
  if (!(determinant > 1e-14 * uu * vv)) {
    throw new RangeError(
      `Cannot ${act}: parallel directions, expected two that span a plane`,
    );
  }
  const field = {
    xs,
    ys,
    losses: new Float64Array(xs.length * ys.length),
    xSlopes: new Float64Array(xs.length * ys.length),
    ySlopes: new Float64Array(xs.length * ys.length),
    xVelocities: new Float64Array(xs.length * ys.length),
    yVelocities: new Float64Array(xs.length * ys.length),
    gradientNorms: new Float64Array(xs.length * ys.length),
    outOfPlane: new Float64Array(xs.length * ys.length),
    directions: [u, v],
    center: origin,
  } as const;
  const θ = new Float64Array(origin.length);
  const g = new Float64Array(origin.length);
  for (let k = 0; k < field.losses.length; k++) {
    checkpoint();
    const [x, y] = [xs[k % xs.length], ys[Math.floor(k / xs.length)]];
    for (let m = 0; m < θ.length; m++) θ[m] = origin[m] + x * u[m] + y * v[m];
    field.losses[k] = objective.lossAndGradient(θ, g);
    const [gu, gv, square] = [dot(g, u), dot(g, v), dot(g, g)];
    // the projection of g has coordinates (a, b), with Gram (a, b) = (gu, gv)
    const a = (vv * gu - uv * gv) / determinant;
    const b = (uu * gv - uv * gu) / determinant;
    field.xSlopes[k] = gu;
    field.ySlopes[k] = gv;
    field.xVelocities[k] = -a;
    field.yVelocities[k] = -b;
    field.gradientNorms[k] = Math.sqrt(square);
    field.outOfPlane[k] = square > 0
      ? Math.min(1, Math.max(0, 1 - (a * gu + b * gv) / square))
      : 0;
  }
  return field;
}

/** Which value is to be small. */
export interface CriticalRegionOptions {
  /**
   * "gradientNorm", the default: ‖∇L‖, so that the points are nearly critical in
   * the whole space; "slope": the part of it in the plane, so that they are
   * critical as far as the picture can show; "loss".
   */
  readonly of?: "gradientNorm" | "slope" | "loss";
}

/** What {@linkcode criticalRegion} takes. */
export const criticalRegionOptions: OptionTable<CriticalRegionOptions> = {
  of: oneOf("gradientNorm", "slope", "loss"),
};

/** The points of a grid at which a value is small. */
export interface CriticalRegion {
  /** Their numbers in the grid, row-major. */
  readonly indices: Int32Array;
  /** Their coordinates along u. */
  readonly xs: Float64Array;
  /** Their coordinates along v. */
  readonly ys: Float64Array;
  /** The value at each. */
  readonly values: Float64Array;
}

const aField = holding("a gradient field", {
  xs: numbers,
  ys: numbers,
  losses: numbers,
  gradientNorms: numbers,
  xSlopes: numbers,
});

/**
 * The points of a gradient field where a value is at most ε.
 *
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 *
 * @example Usage
 * ```ts
 * import { assert } from "@std/assert";
 * import {
 *   criticalRegion,
 *   direction,
 *   empiricalLoss,
 *   gradientField,
 *   initialize,
 *   mlp,
 *   teacherStudent,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const u = direction(objective, θ, { kind: "coordinate", index: 0 });
 * const v = direction(objective, θ, { kind: "coordinate", index: 1 });
 * const field = gradientField(objective, θ, [u, v], { resolution: 9 });
 * const { indices } = criticalRegion(field, 0.1); // where ‖∇L‖ < 0.1
 * assert(indices.length <= 81);
 * ```
 */
export function criticalRegion(
  field: GradientField,
  ε: number,
  options: CriticalRegionOptions = {},
): CriticalRegion {
  const act = "find a critical region";
  checkArguments(act, { field, ε }, { field: aField, ε: number });
  checkOptions(act, options, criticalRegionOptions);
  const { of = "gradientNorm" } = options;
  const { xs, ys, losses, gradientNorms, outOfPlane } = field;
  const all = of === "loss"
    ? losses
    : of === "gradientNorm"
    ? gradientNorms
    : gradientNorms.map((size, k) => size * Math.sqrt(1 - outOfPlane[k]));
  const indices = Int32Array.from(all.keys()).filter((k) => all[k] <= ε);
  return {
    indices,
    xs: Float64Array.from(indices, (k) => xs[k % xs.length]),
    ys: Float64Array.from(indices, (k) => ys[Math.floor(k / xs.length)]),
    values: Float64Array.from(indices, (k) => all[k]),
  };
}
