import type { TrainingResult } from "./result.ts";
import {
  checkArguments,
  holding,
  number,
  numbers,
  points,
} from "../options/mod.ts";

/** The state of a training at a time. */
export interface TrainingState {
  /** When, in the trajectory's time: at most the time asked for. */
  readonly time: number;
  /** θ then. */
  readonly parameters: Float64Array;
  /** L then. */
  readonly loss: number;
  /** Which point of the trajectory it is. */
  readonly index: number;
}

const aResult = holding("the result of a training, with its trajectory", {
  trajectory: holding("a trajectory", {
    times: numbers,
    parameters: points,
    losses: numbers,
  }),
});

/**
 * The state of a finished or running training at a time: exactly the last
 * stored point at or before it, nothing in between is made up. Before the
 * start it is the start.
 *
 * @throws {TypeError} If an argument is of another type.
 * @throws {RangeError} If the time is NaN.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { customObjective, train, trainingAt } from "@thalweg/thalweg";
 *
 * const bowl = customObjective({
 *   parameterCount: 1,
 *   loss: (θ) => θ[0] ** 2,
 * });
 * const result = train(bowl, Float64Array.of(1));
 * assertEquals(trainingAt(result, 0).loss, 1);
 * assertEquals(trainingAt(result, 0).parameters, Float64Array.of(1));
 * ```
 */
export function trainingAt(
  result: Pick<TrainingResult, "trajectory">,
  time: number,
): TrainingState {
  checkArguments("look at a training", { result, time }, {
    result: aResult,
    time: number,
  });
  const { times, parameters, losses } = result.trajectory;
  if (Number.isNaN(time)) {
    throw new RangeError("Cannot look at time NaN, expected a number");
  }
  let index = 0;
  let end = times.length;
  while (end - index > 1) {
    const middle = (index + end) >> 1;
    if (times[middle] <= time) index = middle;
    else end = middle;
  }
  return {
    time: times[index],
    parameters: parameters[index],
    loss: losses[index],
    index,
  };
}
