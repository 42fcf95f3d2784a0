import type { Objective } from "../../objective/objective.ts";
import type { Status } from "../../status.ts";
import {
  type HistoryOptions,
  historyOptions,
  type TrainingHistory,
} from "../history.ts";
import {
  anyOf,
  checkOptions,
  checkPoint,
  list,
  number,
  type OptionTable,
} from "../../options/mod.ts";
import { optimizeSteps } from "./optimize.ts";
import { toEnd } from "../../steps.ts";

/** How {@linkcode gradientDescent} runs. */
export interface GradientDescentOptions
  extends Pick<HistoryOptions, "points" | "spacing" | "log"> {
  /** η in θ ← θ − η ∇L, one or one per layer; default 0.01. */
  readonly learningRate?: number | readonly number[];
  /** Number of updates; default 1000. */
  readonly iterations?: number;
}

/** What {@linkcode gradientDescent} takes. */
export const gradientDescentOptions: OptionTable<GradientDescentOptions> = {
  learningRate: anyOf(number, list),
  iterations: number,
  points: historyOptions.points,
  spacing: historyOptions.spacing,
  log: historyOptions.log,
};

/** What {@linkcode gradientDescent} returns. */
export interface DescentResult {
  /** "completed", or "non-finite" where the loss ran away. */
  readonly status: Status;
  /** The last loss. */
  readonly loss: number;
  /** θ after the last update. */
  readonly parameters: Float64Array;
  /** The way there, from before the first update to after the last. */
  readonly history: TrainingHistory;
}

/** An update made. */
export interface DescentStep {
  /** Updates made so far. */
  readonly iteration: number;
  /** The result as if it had ended here. */
  readonly snapshot: () => DescentResult;
}

/**
 * Plain full-batch gradient descent with a fixed learning rate, as in a first
 * course: θ ← θ − η ∇L, with a history of bounded memory. The entry of
 * iteration k is the state after k updates. A name for `optimize` of that
 * method and with a history, whose result is the last point, not the best.
 *
 * @throws {TypeError} If an argument is of another type.
 * @throws {RangeError} If an option has no meaning or θ does not fit.
 *
 * @example Usage
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { customObjective, gradientDescent } from "@thalweg/thalweg";
 *
 * const bowl = customObjective({
 *   parameterCount: 1,
 *   loss: ([x]) => x * x,
 *   gradient: ([x]) => Float64Array.of(2 * x),
 * });
 * const { parameters, history } = gradientDescent(bowl, Float64Array.of(1), {
 *   learningRate: 0.25,
 *   iterations: 3,
 * });
 * assertAlmostEquals(parameters[0], 0.125);
 * assertAlmostEquals(history.values.loss[1], 0.25);
 * ```
 */
export function gradientDescent(
  objective: Objective,
  θ: ArrayLike<number>,
  options: GradientDescentOptions = {},
): DescentResult {
  return toEnd(gradientDescentSteps(objective, θ, options));
}

/**
 * {@linkcode gradientDescent}, yielding each update.
 *
 * @throws {RangeError} If an option has no meaning or θ does not fit.
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 *
 * @example Usage
 * ```ts
 * import { assert } from "@std/assert";
 * import {
 *   empiricalLoss,
 *   gradientDescentSteps,
 *   initialize,
 *   mlp,
 *   teacherStudent,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * for (
 *   const { iteration } of gradientDescentSteps(objective, θ, { iterations: 3 })
 * ) assert(iteration <= 3);
 * ```
 */
export function* gradientDescentSteps(
  objective: Objective,
  θ: ArrayLike<number>,
  options: GradientDescentOptions = {},
): Generator<DescentStep, DescentResult> {
  checkOptions("descend", options, gradientDescentOptions);
  const { learningRate = 0.01, iterations = 1000, ...history } = options;
  const start = checkPoint("descend", objective, θ);
  check(learningRate, iterations);
  const steps = optimizeSteps(objective, start, {
    method: "gradientDescent",
    learningRate,
    steps: iterations,
    maxSeconds: Infinity,
    history,
  });
  for (;;) {
    const { done, value } = steps.next();
    if (done) {
      const { status, lastLoss: loss, state, history } = value;
      return { status, loss, parameters: state.parameters, history: history! };
    }
    const { step, loss, parameters, history } = value;
    yield {
      iteration: step,
      snapshot: () => ({
        status: "running",
        loss,
        parameters: parameters.slice(),
        history: history!(),
      }),
    };
  }
}

function check(
  learningRate: number | readonly number[],
  iterations: number,
): void {
  const act = "Cannot descend";
  // those of layers, which may be 0, optimize looks at
  if (
    typeof learningRate === "number" &&
    !(learningRate > 0 && learningRate < Infinity)
  ) {
    throw new RangeError(
      `${act}: learningRate is ${learningRate}, expected a positive number`,
    );
  }
  if (!Number.isSafeInteger(iterations) || iterations < 0) {
    throw new RangeError(
      `${act}: iterations is ${iterations}, expected an integer from 0 on`,
    );
  }
}
