import { parameterName } from "../network/mod.ts";
import type { Objective } from "../objective/objective.ts";
import {
  checkFinite,
  checkOptions,
  list,
  number,
  type OptionTable,
} from "../options/mod.ts";
import { checkResolution, checkVector } from "./check.ts";
import type { ParameterSlices } from "./slice.ts";
import { evenlySpaced, lossTurns } from "./losses.ts";

/** Which offsets the slices are computed at. */
export interface ParameterSlicesOptions {
  /** The offsets themselves; by default even ones from −extent to extent. */
  readonly offsets?: ArrayLike<number>;
  /** 1 by default. */
  readonly extent?: number;
  /** Number of offsets, 51 by default. */
  readonly resolution?: number;
}

/** What {@linkcode parameterSlices} takes. */
export const parameterSlicesOptions: OptionTable<ParameterSlicesOptions> = {
  offsets: list,
  extent: number,
  resolution: number,
};

/** The slices computed so far. */
export interface ParameterSlicesStep {
  /** `losses` ends with the last parameter computed; grows in place. */
  readonly slices: ParameterSlices;
  /** Share done, 0 … 1. */
  readonly done: number;
}

/**
 * All single-parameter slices; see {@linkcode parameterSlicesSteps}.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import {
 *   empiricalLoss,
 *   initialize,
 *   mlp,
 *   parameterSlices,
 *   teacherStudent,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const { losses } = parameterSlices(objective, θ, { resolution: 5 });
 * assertEquals(losses.length, objective.parameterCount);
 * ```
 */
export function parameterSlices(
  objective: Objective,
  θ: ArrayLike<number>,
  options: ParameterSlicesOptions = {},
): ParameterSlices {
  const turns = parameterSlicesTurns(objective, θ, options);
  for (;;) {
    const { done, value } = turns.next();
    if (done) return value;
  }
}

/**
 * Losses with each offset added to one parameter at a time, yielding after each
 * parameter.
 *
 * @throws {RangeError} If θ does not fit the objective or an option has no
 * meaning.
 * @throws {TypeError} If an option is unknown or of another type.
 */
export function* parameterSlicesSteps(
  objective: Objective,
  θ: ArrayLike<number>,
  options: ParameterSlicesOptions = {},
): Generator<ParameterSlicesStep, ParameterSlices> {
  const turns = parameterSlicesTurns(objective, θ, options);
  for (;;) {
    const { done, value } = turns.next();
    if (done) return value;
    if (value !== undefined) yield value;
  }
}

/**
 * The steps of {@linkcode parameterSlicesSteps}, and nothing at each turn in
 * between: a place to stop within a slice.
 */
export function* parameterSlicesTurns(
  objective: Objective,
  θ: ArrayLike<number>,
  options: ParameterSlicesOptions = {},
): Generator<ParameterSlicesStep | undefined, ParameterSlices> {
  checkOptions("take slices", options, parameterSlicesOptions);
  const center = checkVector("take slices", objective, "θ", θ);
  const offsets = offsetsOf(options);
  const p = center.length;
  const count = offsets.length;
  const { network } = objective;
  const names = Array.from(
    center,
    (_, i) => network === undefined ? `θ[${i}]` : parameterName(network, i),
  );
  const Θ = new Float64Array(count * p);
  for (let k = 0; k < count; k++) Θ.set(center, k * p);
  const computed: Float64Array[] = [];
  const slices = { offsets, losses: computed, names };
  for (let i = 0; i < p; i++) {
    for (let k = 0; k < count; k++) Θ[k * p + i] = center[i] + offsets[k];
    const losses = new Float64Array(count);
    yield* lossTurns(objective, Θ, count, losses);
    computed.push(losses);
    for (let k = 0; k < count; k++) Θ[k * p + i] = center[i];
    yield { slices, done: (i + 1) / p };
  }
  return slices;
}

function offsetsOf(
  { offsets, extent = 1, resolution = 51 }: ParameterSlicesOptions,
): Float64Array {
  const act = "take slices";
  if (offsets !== undefined) {
    checkFinite(act, "offsets", offsets);
    return Float64Array.from(offsets);
  }
  checkResolution(act, resolution);
  if (!(extent > 0 && extent < Infinity)) {
    throw new RangeError(
      `Cannot ${act}: extent is ${extent}, expected a positive number`,
    );
  }
  return evenlySpaced(-extent, extent, resolution);
}
