import { parameterName } from "../network/mod.ts";
import type { Objective } from "../objective/objective.ts";
import { checkVector } from "./check.ts";
import { lossesAt } from "./losses.ts";
import { checkArguments, checkFinite, list } from "../options/mod.ts";
import { toEnd } from "../steps.ts";

/** The loss as a function of the values of two parameters. */
export interface ParameterSurface {
  /** Values of the parameter across; `ys`: of the one upward. */
  readonly xs: Float64Array;
  /** See `xs`. */
  readonly ys: Float64Array;
  /** ys.length × xs.length, row-major. */
  readonly losses: Float64Array;
  /** Names of the two parameters. */
  readonly names: readonly [string, string];
  /** Their values at θ. */
  readonly at: readonly [number, number];
}

/** The loss as a function of the value of one parameter. */
export interface ParameterCurve {
  /** Values of the parameter. */
  readonly values: Float64Array;
  /** The loss at each value. */
  readonly losses: Float64Array;
  /** Name of the parameter. */
  readonly name: string;
  /** Its value at θ. */
  readonly at: number;
  /** The loss at θ. */
  readonly loss: number;
}

/** The part of a surface that is computed. */
export interface ParameterSurfaceStep {
  /** Share done, 0 … 1. */
  readonly done: number;
}

/**
 * The loss with parameter i set to each of the values, all others as in θ.
 *
 * @throws {TypeError} If an argument is of another type.
 * @throws {RangeError} If lengths do not fit or a number is not finite.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import {
 *   empiricalLoss,
 *   initialize,
 *   mlp,
 *   parameterCurve,
 *   teacherStudent,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const { losses } = parameterCurve(objective, θ, 0, [-1, 0, 1]);
 * assertEquals(losses.length, 3); // the first weight is −1, 0 and 1
 * ```
 */
export function parameterCurve(
  objective: Objective,
  θ: ArrayLike<number>,
  i: number,
  values: ArrayLike<number>,
): ParameterCurve {
  const act = "compute a curve";
  const center = checkVector(act, objective, "θ", θ);
  checkIndex(act, objective, i);
  checkFinite(act, "values", values);
  const p = center.length;
  const Θ = new Float64Array(values.length * p);
  for (let k = 0; k < values.length; k++) {
    Θ.set(center, k * p);
    Θ[k * p + i] = values[k];
  }
  const losses = new Float64Array(values.length);
  return {
    values: Float64Array.from(values),
    losses: lossesAt(objective, Θ, values.length, losses),
    name: nameOf(objective, i),
    at: center[i],
    loss: objective.loss(center),
  };
}

/**
 * The loss on a grid of two parameters; see {@linkcode parameterSurfaceSteps}.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import {
 *   empiricalLoss,
 *   initialize,
 *   mlp,
 *   parameterSurface,
 *   teacherStudent,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const { names, losses } = parameterSurface(objective, θ, [0, 1], [-1, 0, 1]);
 * assertEquals([names.length, losses.length], [2, 9]);
 * ```
 */
export function parameterSurface(
  objective: Objective,
  θ: ArrayLike<number>,
  indices: readonly [number, number],
  values: ArrayLike<number>,
): ParameterSurface {
  return toEnd(parameterSurfaceSteps(objective, θ, indices, values));
}

/**
 * The loss with two parameters set to every pair of values, all others as in θ,
 * yielding after each row. Of the same parameter twice the value upward wins.
 *
 * @throws {RangeError} If lengths do not fit or a number is not finite.
 */
export function* parameterSurfaceSteps(
  objective: Objective,
  θ: ArrayLike<number>,
  indices: readonly [number, number],
  values: ArrayLike<number>,
): Generator<ParameterSurfaceStep, ParameterSurface> {
  const act = "compute a surface";
  const center = checkVector(act, objective, "θ", θ);
  checkArguments(act, { indices }, { indices: list });
  const [across, upward] = indices;
  checkIndex(act, objective, across);
  checkIndex(act, objective, upward);
  checkFinite(act, "values", values);
  const p = center.length;
  const n = values.length;
  const Θ = new Float64Array(n * p);
  const losses = new Float64Array(n * n);
  for (let k = 0; k < n; k++) {
    Θ.set(center, k * p);
    Θ[k * p + across] = values[k];
  }
  for (let j = 0; j < n; j++) {
    for (let k = 0; k < n; k++) Θ[k * p + upward] = values[j];
    lossesAt(objective, Θ, n, losses.subarray(j * n, (j + 1) * n));
    yield { done: (j + 1) / n };
  }
  return {
    xs: Float64Array.from(values),
    ys: Float64Array.from(values),
    losses,
    names: [nameOf(objective, across), nameOf(objective, upward)],
    at: [center[across], center[upward]],
  };
}

function nameOf({ network }: Objective, i: number): string {
  return network === undefined ? `θ[${i}]` : parameterName(network, i);
}

function checkIndex(
  act: string,
  { parameterCount }: Objective,
  i: number,
): void {
  if (Number.isInteger(i) && i >= 0 && i < parameterCount) return;
  throw new RangeError(
    `Cannot ${act}: parameter ${i}, expected an index in 0 … ${
      parameterCount - 1
    }`,
  );
}
