import type { Objective } from "../objective/objective.ts";
import { checkOptions, checkPoint } from "../options/mod.ts";
import { discretePhase } from "./discrete_phase.ts";
import { flowPhase } from "./flow_phase.ts";
import { type TrainOptions, trainOptions } from "./options.ts";
import { runPhase, type TrainStep } from "./phase.ts";
import { refinePhase } from "./refine_phase.ts";
import type { TrainingResult } from "./result.ts";
import { beginRefinement, resultOf, startRun } from "./run.ts";
import { withVerdict } from "./with_verdict.ts";
import { toEnd } from "../steps.ts";

/**
 * Trains to the end; see {@linkcode trainSteps}.
 *
 * @example Usage
 * ```ts
 * import { assert } from "@std/assert";
 * import {
 *   empiricalLoss,
 *   initialize,
 *   mlp,
 *   teacherStudent,
 *   train,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const fit = train(objective, θ); // a flow, then a minimizer
 * assert(fit.gradientNorm < 1e-8, fit.sentence);
 * ```
 */
export function train(
  objective: Objective,
  θ: ArrayLike<number>,
  options: TrainOptions = {},
): TrainingResult {
  return toEnd(trainSteps(objective, θ, options));
}

/**
 * Follows the gradient flow from θ, or runs a discrete optimizer, then refines
 * the best point so far, yielding each accepted step.
 *
 * The result holds the best point seen in any phase. Its trajectory is
 * log-spaced in 1 + t during the first phase and holds start and end: of the
 * flow from the solver's dense output, with t the number of steps of an
 * optimizer (with minibatches: at the ends of epochs). Each accepted step of
 * the refinement is a point, at intervals where they are more than
 * `trajectory.points`.
 *
 * A phase that ends with its limit on steps, time or patience hands over to the
 * next, and so does an optimizer that diverges; a flow that meets values that are
 * not finite, or what is aborted, ends the training. With `resumeFrom` the training goes on where another one stopped,
 * and θ only has to have the right length.
 *
 * @throws {RangeError} If θ does not fit the objective or is not finite, or an
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
 *   teacherStudent,
 *   trainSteps,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * for (const { loss } of trainSteps(objective, θ)) {
 *   assert(loss >= 0); // between the steps a program may do something else
 * }
 * ```
 */
export function* trainSteps(
  objective: Objective,
  θ: ArrayLike<number>,
  options: TrainOptions = {},
): Generator<TrainStep, TrainingResult> {
  checkOptions("train", options, trainOptions);
  const start = checkStart(objective, options.resumeFrom?.parameters ?? θ);
  const run = startRun(objective, start, options);
  const { flow, discrete, refine } = run.options;
  if (run.phase !== "refine") {
    if (flow) yield* runPhase(run, flowPhase(run, flow));
    if (discrete) yield* runPhase(run, discretePhase(run, discrete));
  }
  const halted = run.status === "aborted" ||
    run.status === "non-finite" && !(discrete && Number.isFinite(run.bestLoss));
  if (refine && !halted) {
    beginRefinement(run);
    yield* runPhase(run, refinePhase(run, refine));
  }
  const { proof = false } = options;
  return withVerdict(resultOf(run, run.status), objective, run.free, proof);
}

function checkStart(objective: Objective, θ: ArrayLike<number>): Float64Array {
  const start = checkPoint("train", objective, θ);
  const index = start.findIndex((value) => !Number.isFinite(value));
  if (index >= 0) {
    throw new RangeError(
      `Cannot train from parameter ${index} = ${
        start[index]
      }, expected a finite number`,
    );
  }
  return start;
}
