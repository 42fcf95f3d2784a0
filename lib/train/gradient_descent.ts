import type { Objective } from "../objective/objective.ts";
import { optimizeSteps } from "../optimize/mod.ts";
import type { Status } from "../status.ts";
import {
  historyRecorder,
  type Logged,
  type TrainingHistory,
} from "./history.ts";

/** Where gradient descent stands before an update. */
export interface DescentState {
  /** Updates made so far. */
  readonly iteration: number;
  /** θ; valid until the next update. */
  readonly parameters: Float64Array;
  /** Loss at θ. */
  readonly loss: number;
  /** ∇L at θ; valid until the next update. */
  readonly gradient: Float64Array;
}

/** How {@linkcode gradientDescent} runs. */
export interface GradientDescentOptions {
  /** η in θ ← θ − η ∇L; default 0.01. */
  readonly learningRate?: number;
  /** Number of updates; default 1000. */
  readonly iterations?: number;
  /** Most entries of the history, the last one not counted; default 2000. */
  readonly points?: number;
  /** What to keep of an entry; default the loss, as "loss". */
  readonly log?: (state: DescentState) => Logged;
}

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

/** One iteration, made or about to be made. */
export interface DescentStep {
  /** Updates made so far. */
  readonly iteration: number;
  /** The result as if it had ended here. */
  readonly snapshot: () => DescentResult;
}

/**
 * Plain full-batch gradient descent with a fixed learning rate, as in a first
 * course: θ ← θ − η ∇L, with a history of bounded memory. The entry of
 * iteration k is the state after k updates.
 *
 * @throws {RangeError} If an option has no meaning or θ does not fit.
 *
 * @example Usage
 * ```ts
 * import { customObjective } from "../objective/mod.ts";
 * import { assertAlmostEquals } from "@std/assert";
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
  θ: Float64Array,
  options: GradientDescentOptions = {},
): DescentResult {
  const steps = gradientDescentSteps(objective, θ, options);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/**
 * {@linkcode gradientDescent}, yielding before each update.
 *
 * @throws {RangeError} If an option has no meaning or θ does not fit.
 */
export function* gradientDescentSteps(
  objective: Objective,
  θ: Float64Array,
  options: GradientDescentOptions = {},
): Generator<DescentStep, DescentResult> {
  const { learningRate = 0.01, iterations = 1000 } = options;
  const { log = ({ loss }: DescentState) => ({ loss }) } = options;
  check(objective, θ, learningRate, iterations);
  const recorder = historyRecorder(options.points);
  const steps = optimizeSteps(objective, θ, {
    method: "gradientDescent",
    learningRate,
    steps: iterations,
    maxSeconds: Infinity,
  });
  const gradient = new Float64Array(θ.length);
  let state: DescentState = {
    iteration: 0,
    parameters: θ.slice(),
    loss: objective.lossAndGradient(θ, gradient),
    gradient,
  };

  let recorded = -1;

  function record(): void {
    recorded = state.iteration;
    recorder.add(recorded, state.parameters, log(state));
  }

  function resultSoFar(status: Status): DescentResult {
    const { loss, parameters } = state;
    const history = recorder.history();
    return { status, loss, parameters: parameters.slice(), history };
  }

  const snapshot = () => resultSoFar("running");
  for (;;) {
    if (recorder.wants(state.iteration)) record();
    if (state.iteration < iterations) {
      yield { iteration: state.iteration, snapshot };
    }
    const { done, value } = steps.next();
    if (done) {
      if (recorded < state.iteration) record();
      return resultSoFar(value.status);
    }
    state = { ...value, iteration: value.step };
  }
}

function check(
  { parameterCount }: Objective,
  θ: Float64Array,
  learningRate: number,
  iterations: number,
): void {
  const act = "Cannot descend";
  if (θ.length !== parameterCount) {
    throw new RangeError(
      `${act}: θ has ${θ.length} entries, expected ${parameterCount}`,
    );
  }
  if (!(learningRate > 0 && learningRate < Infinity)) {
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
