import { number, type OptionTable } from "../options/mod.ts";
import { trainingAt, type TrainingResult } from "../train/mod.ts";
import type { Trajectory } from "../verdict/mod.ts";
import type { ObjectiveSource } from "./kind.ts";

/** Which moment of a training is looked at. */
export interface AtTime {
  /**
   * A time of its trajectory, finished or running: the stored point at or
   * before it is taken, see {@linkcode trainingAt}. Default: the best point.
   */
  readonly at?: number;
}

/** What methods take that look at one moment. */
export const atTime: OptionTable<AtTime> = { at: number };

/**
 * The objective of a training and θ at a time of it.
 *
 * @throws {TypeError} As {@linkcode objectiveOf}.
 */
export function pointOf(
  fit: TrainingResult,
  what: string,
  at?: number,
): { readonly objective: ObjectiveSource; readonly parameters: Float64Array } {
  return {
    objective: objectiveOf(fit, what),
    parameters: at === undefined
      ? fit.parameters
      : trainingAt(fit, at).parameters,
  };
}

/**
 * The objective that a training names.
 *
 * @param what What it is wanted for, in the error's words.
 * @throws {TypeError} If that holds functions, and so has no name.
 */
export function objectiveOf(
  fit: TrainingResult,
  what: string,
): ObjectiveSource {
  if (fit.objective) return fit.objective;
  throw new TypeError(
    `Cannot compute ${what}: the training's objective holds functions, expected run.job with the objective itself`,
  );
}

/** What was known of a trajectory at a time. */
export function trajectoryUntil(
  trajectory: Trajectory,
  at: number = Infinity,
): Trajectory {
  return piece(trajectory, 0, trainingAt({ trajectory }, at).index + 1);
}

/** A trajectory from its point at or before a time on. */
export function trajectoryFrom(
  trajectory: Trajectory,
  from: number | undefined,
): Trajectory {
  return from === undefined
    ? trajectory
    : piece(trajectory, trainingAt({ trajectory }, from).index);
}

function piece(
  { times, parameters, losses }: Trajectory,
  start: number,
  end?: number,
): Trajectory {
  return {
    times: times.slice(start, end),
    parameters: parameters.slice(start, end),
    losses: losses.slice(start, end),
  };
}
