import { infinityNormAt, isFiniteVector } from "../../linalg/mod.ts";
import type { Objective } from "../../objective/objective.ts";
import type { Status } from "../../status.ts";
import {
  abortSignal,
  anyOf,
  checkOptions,
  checkPoint,
  countFrom,
  holding,
  list,
  nested,
  number,
  numberFrom,
  numbers,
  type OptionTable,
  record,
} from "../../options/mod.ts";
import { countEvaluations, type Evaluations } from "../evaluations.ts";
import {
  type DescentState,
  type HistoryOptions,
  historyOptions,
  historyRecorder,
  type TrainingHistory,
} from "../history.ts";
import { learningRates } from "./learning_rates.ts";
import { type Minibatches, minibatches } from "./minibatches.ts";
import {
  checkResumed,
  copySlots,
  type OptimizerState,
} from "./optimizer_state.ts";
import {
  chooseOptimizer,
  type OptimizerChoice,
  optimizerChoice,
} from "./optimizers.ts";
import { type Schedule, scheduleChoice, scheduleFactor } from "./schedule.ts";
import { toEnd } from "../../steps.ts";

/** How to optimize in discrete steps. */
export interface OptimizeOptions {
  /** "adam" by default. */
  readonly method?: OptimizerChoice;
  /** One for all parameters or one per layer; each method has its default. */
  readonly learningRate?: number | readonly number[];
  /**
   * Factors of the learning rates, one or one per parameter; 1 by default. A
   * parameter with factor 0 keeps its value exactly.
   */
  readonly timeScale?: number | ArrayLike<number>;
  /** Constant by default. */
  readonly schedule?: Schedule;
  /** Samples per shuffled minibatch; all of them, in order, by default. */
  readonly batchSize?: number;
  /** Steps in all, those of a resumed run included; 10⁴ by default. */
  readonly steps?: number;
  /** Of the order of the samples; 0 by default. */
  readonly seed?: number;
  /**
   * Converged at ‖∇L‖∞ ≤ this over the parameters that are not frozen, with full
   * batches; none by default.
   */
  readonly gradientNorm?: number;
  /** Converged at a loss on all samples ≤ this; none by default. */
  readonly loss?: number;
  /**
   * Keeps a history, with an entry for the points whose loss on all samples is
   * known; none by default.
   */
  readonly history?: HistoryOptions;
  /** Wall-clock limit; 60 by default. */
  readonly maxSeconds?: number;
  /** Ends with "aborted" after the step under way. */
  readonly signal?: AbortSignal;
  /**
   * The state of an earlier run: this one continues it, bit for bit as if it
   * had not stopped. Method, rates, schedule and batch size are the earlier
   * ones unless given; the method and the batch size must not change.
   */
  readonly resumeFrom?: OptimizerState;
}

/** What {@linkcode optimize} takes. */
export const optimizeOptions: OptionTable<OptimizeOptions> = {
  method: optimizerChoice,
  learningRate: anyOf(number, list),
  timeScale: anyOf(number, list),
  schedule: scheduleChoice,
  batchSize: countFrom(1),
  steps: countFrom(0),
  seed: number,
  gradientNorm: number,
  loss: number,
  history: nested(historyOptions),
  maxSeconds: numberFrom(0),
  signal: abortSignal,
  resumeFrom: holding("the state of a run", {
    method: record,
    step: number,
    parameters: numbers,
    slots: record,
    best: record,
  }),
};

/** One step taken. Its arrays are reused: copy what is kept. */
export interface OptimizeStep {
  /** Counts steps from 1. */
  readonly step: number;
  /** θ. */
  readonly parameters: Float64Array;
  /**
   * L at θ on all samples; NaN where it was not computed, as is the case within
   * an epoch of minibatches.
   */
  readonly loss: number;
  /** L on the batch, before the step. */
  readonly batchLoss: number;
  /** ∇L at θ; with minibatches that of the batch, before the step. */
  readonly gradient: Float64Array;
  /** All that is needed to go on from here; a copy. */
  state(): OptimizerState;
  /** The history so far, if one is kept. */
  history?(): TrainingHistory;
}

/** Where the optimizer ended; the best point it saw. */
export interface OptimizeResult {
  /** "completed": all steps were taken. */
  readonly status: Status;
  /** θ at the best point. */
  readonly parameters: Float64Array;
  /** L there, on all samples. */
  readonly loss: number;
  /** ‖∇L‖∞ there, over the parameters that are not frozen. */
  readonly gradientNorm: number;
  /** Steps taken in all. */
  readonly steps: number;
  /** Wall-clock time of this run. */
  readonly seconds: number;
  /** Evaluations in this run. */
  readonly evaluations: Evaluations;
  /** All that is needed to go on from the last point. */
  readonly state: OptimizerState;
  /** L at the last point, on all samples. */
  readonly lastLoss: number;
  /** From the start to the last point, if one was asked for. */
  readonly history?: TrainingHistory;
}

/**
 * Optimizes to the end; see {@linkcode optimizeSteps}.
 *
 * @example Usage
 * ```ts
 * import { assert } from "@std/assert";
 * import {
 *   empiricalLoss,
 *   initialize,
 *   mlp,
 *   optimize,
 *   teacherStudent,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const { parameters } = optimize(objective, θ, {
 *   method: "adam",
 *   learningRate: 0.01,
 *   steps: 100,
 * });
 * assert(objective.loss(parameters) < objective.loss(θ));
 * ```
 */
export function optimize(
  objective: Objective,
  θ: ArrayLike<number>,
  options: OptimizeOptions = {},
): OptimizeResult {
  return toEnd(optimizeSteps(objective, θ, options));
}

/**
 * Optimizes L from θ (or, when resuming, from where the other run stopped) in
 * discrete steps, yielding each one.
 *
 * The result is the best point seen. With full batches every point is judged at
 * no cost; with minibatches those at the end of each epoch and the last one,
 * each for one loss on all samples, which adds about a third to the work.
 *
 * @throws {RangeError} If θ or the state does not fit the objective, or an
 * option has no meaning.
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 *
 * @example Usage
 * ```ts
 * import { assert } from "@std/assert";
 * import {
 *   empiricalLoss,
 *   initialize,
 *   mlp,
 *   optimizeSteps,
 *   teacherStudent,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * for (const { step } of optimizeSteps(objective, θ, { steps: 3 })) {
 *   assert(step <= 3); // between the steps a program may do something else
 * }
 * ```
 */
export function* optimizeSteps(
  original: Objective,
  θ: ArrayLike<number>,
  options: OptimizeOptions = {},
): Generator<OptimizeStep, OptimizeResult> {
  checkOptions("optimize", options, optimizeOptions);
  const { resumeFrom } = options;
  const start = checkPoint("optimize", original, resumeFrom?.parameters ?? θ);
  const {
    method = resumeFrom?.method ?? "adam",
    schedule = resumeFrom?.schedule ?? { kind: "constant" },
    timeScale = resumeFrom?.timeScale ?? 1,
    batchSize = resumeFrom?.minibatches?.batchSize,
    steps = 1e4,
    seed = 0,
    gradientNorm: slopeBound = -Infinity,
    loss: lossBound = -Infinity,
    history,
    maxSeconds = 60,
    signal,
  } = options;
  const began = performance.now();
  const { objective, evaluations } = countEvaluations(original);
  const p = objective.parameterCount;
  const optimizer = chooseOptimizer(method);
  const {
    learningRate = resumeFrom?.learningRate ?? optimizer.learningRate,
  } = options;
  const factor = scheduleFactor(schedule);
  const baseRates = learningRates(objective, learningRate, timeScale);
  const free = Array.from(baseRates.keys()).filter((i) =>
    (typeof timeScale === "number" ? timeScale : timeScale[i]) > 0
  );
  checkResumed(optimizer.choice.name, batchSize, resumeFrom);
  const batches: Minibatches | undefined = batchSize === undefined
    ? undefined
    : minibatches(objective, batchSize, resumeFrom?.minibatches ?? seed);

  const parameters = start.slice();
  const slots = copySlots(resumeFrom?.slots ?? optimizer.init(p));
  const gradient = new Float64Array(p);
  const rates = new Float64Array(p);
  let step = resumeFrom?.step ?? 0;
  const recorder = history &&
    historyRecorder(history.points, history.earlier, history.spacing);
  const log = history?.log ?? (({ loss }: DescentState) => ({ loss }));
  let logged = history?.earlier?.iterations.at(-1);

  /** L on all samples; with full batches ∇L too, for the next step. */
  function judge(): number {
    return batches
      ? objective.loss(parameters)
      : objective.lossAndGradient(parameters, gradient);
  }

  // within an epoch the earlier run did not judge this point either
  const isWithin = batches !== undefined && resumeFrom !== undefined;
  let loss = isWithin ? NaN : judge();
  const best = {
    parameters: (resumeFrom?.best.parameters ?? parameters).slice(),
    loss: resumeFrom?.best.loss ?? loss,
  };

  /** Enters this point, if it has no entry; for good where it is its turn. */
  function record(how: "add" | "addLast"): void {
    if (step === logged) return;
    logged = step;
    const now = { iteration: step, parameters, loss, gradient };
    recorder?.[how](step, parameters, log(now));
  }

  function historySoFar(): TrainingHistory {
    if (!Number.isNaN(loss)) record("addLast");
    return recorder!.history();
  }

  function state(): OptimizerState {
    return {
      method: optimizer.choice,
      learningRate,
      schedule,
      timeScale,
      step,
      parameters: parameters.slice(),
      slots: copySlots(slots),
      ...(batches && { minibatches: batches.state() }),
      best: { parameters: best.parameters.slice(), loss: best.loss },
    };
  }

  function result(status: Status): OptimizeResult {
    const reached = state();
    if (Number.isNaN(loss)) loss = judge(); // within an epoch
    record("addLast");
    const isBetter = loss < best.loss;
    const at = isBetter ? reached.parameters : reached.best.parameters;
    return {
      status,
      parameters: at.slice(),
      loss: isBetter ? loss : best.loss,
      gradientNorm: infinityNormAt(objective.gradient(at), free),
      steps: step,
      seconds: (performance.now() - began) / 1000,
      evaluations: { ...evaluations },
      state: reached,
      lastLoss: loss,
      ...(recorder && { history: recorder.history() }),
    };
  }

  if (!isWithin && recorder?.wants(step)) {
    if (batches) objective.gradient(parameters, gradient);
    record("add");
  }
  if (!batches && !Number.isFinite(loss)) return result("non-finite");
  for (;;) {
    if (loss <= lossBound) return result("converged");
    const watched = slopeBound >= 0 && !batches;
    if (watched && infinityNormAt(gradient, free) <= slopeBound) {
      return result("converged");
    }
    if (signal?.aborted) return result("aborted");
    if (step >= steps) return result("completed");
    if (performance.now() - began > 1000 * maxSeconds) {
      return result("max-time");
    }
    let batchLoss = loss;
    if (batches) {
      batchLoss = batches.next().lossAndGradient(parameters, gradient);
    }
    const f = factor(step);
    for (let i = 0; i < p; i++) rates[i] = f * baseRates[i];
    step++;
    optimizer.update({ parameters, gradient, rates, step }, slots);
    const judged = !batches || batches.isEpochEnd();
    loss = judged ? judge() : NaN;
    if (loss < best.loss) {
      best.loss = loss;
      best.parameters.set(parameters);
    }
    if (judged && recorder?.wants(step)) record("add");
    yield {
      step,
      parameters,
      loss,
      batchLoss,
      gradient,
      state,
      ...(recorder && { history: historySoFar }),
    };
    const latest = Number.isNaN(loss) && batches ? batchLoss : loss;
    if (!Number.isFinite(latest) || !isFiniteVector(parameters)) {
      return result("non-finite");
    }
  }
}
