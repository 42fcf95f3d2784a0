import { parameterName } from "../network/mod.ts";
import type { Objective } from "../objective/mod.ts";
import { checkGrid, checkPoint, spaced } from "./checks.ts";
import { lossesAt } from "./losses.ts";

/** Losses along one direction. */
export interface Slice {
  readonly offsets: Float64Array;
  readonly losses: Float64Array;
}

/** One slice per parameter, on common offsets. */
export interface ParameterSlices {
  readonly offsets: Float64Array;
  /** losses[i][k] is the loss with offsets[k] added to parameter i. */
  readonly losses: readonly Float64Array[];
  /** "layer1.weight(0, 1)" … */
  readonly names: readonly string[];
}

/** Options of {@linkcode parameterSlices}. */
export interface ParameterSlicesOptions {
  /** Offsets from −extent to extent. Default 2. */
  readonly extent?: number;
  /** Number of offsets; odd, so that 0 is among them. Default 101. */
  readonly resolution?: number;
}

/** The loss at θ + offset · direction, for each offset. */
export function slice(
  objective: Objective,
  θ: Float64Array,
  direction: Float64Array,
  offsets: ArrayLike<number>,
): Slice {
  checkPoint("take the slice", "the parameter vector", objective, θ);
  checkPoint("take the slice", "the direction", objective, direction);
  const count = offsets.length;
  const p = objective.parameterCount;
  const Θ = new Float64Array(count * p);
  for (let k = 0; k < count; k++) {
    for (let i = 0; i < p; i++) Θ[k * p + i] = θ[i] + offsets[k] * direction[i];
  }
  const losses = lossesAt(objective, Θ, count, new Float64Array(count));
  return { offsets: Float64Array.from(offsets), losses };
}

/** How many parameters have been done. */
export interface ParameterSlicesStep {
  readonly done: number;
}

/** {@linkcode parameterSlices}, a step per parameter. */
export function* parameterSlicesSteps(
  objective: Objective,
  θ: Float64Array,
  options: ParameterSlicesOptions = {},
): Generator<ParameterSlicesStep, ParameterSlices> {
  const { extent = 2, resolution = 101 } = options;
  checkPoint("take the slices", "the parameter vector", objective, θ);
  checkGrid("take the slices", resolution, [-extent, extent]);
  const p = objective.parameterCount;
  const offsets = spaced([-extent, extent], resolution);
  const Θ = new Float64Array(resolution * p);
  for (let k = 0; k < resolution; k++) Θ.set(θ, k * p);
  const losses: Float64Array[] = [];
  for (let i = 0; i < p; i++) {
    for (let k = 0; k < resolution; k++) Θ[k * p + i] = θ[i] + offsets[k];
    losses.push(
      lossesAt(objective, Θ, resolution, new Float64Array(resolution)),
    );
    for (let k = 0; k < resolution; k++) Θ[k * p + i] = θ[i];
    yield { done: (i + 1) / p };
  }
  const { network } = objective;
  const names = losses.map((_, i) =>
    network ? parameterName(network, i) : `θ(${i})`
  );
  return { offsets, losses, names };
}

/** One slice through θ along each parameter. */
export function parameterSlices(
  objective: Objective,
  θ: Float64Array,
  options: ParameterSlicesOptions = {},
): ParameterSlices {
  const steps = parameterSlicesSteps(objective, θ, options);
  for (;;) {
    const next = steps.next();
    if (next.done) return next.value;
  }
}
