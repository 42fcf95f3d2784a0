import { checkpoint } from "../../checkpoint.ts";
import type { Dataset } from "../../data/mod.ts";
import {
  checkArguments,
  checkOptions,
  holding,
  numbers,
  record,
} from "../../options/mod.ts";
import type { LinearModel } from "../linear_model/linear_model.ts";
import { transpose } from "../linear_model/matrices.ts";
import { linearDescent } from "./linear_descent.ts";
import {
  type TwoLayerTrainingOptions,
  twoLayerTrainingOptions,
} from "./options.ts";
import {
  type LeastError,
  leastError,
  quadraticError,
} from "./quadratic_error.ts";
import { reluDescent } from "./relu_descent.ts";
import { type Plan, planOf } from "./plan.ts";
import { toOriginal } from "./singular_coordinates.ts";
import type { TwoLayerTraining } from "./training.ts";
import { toEnd } from "../../steps.ts";

/** How far {@linkcode trainTwoLayerSteps} has come. */
export interface TwoLayerStep {
  /** Iterations done. */
  readonly iteration: number;
  /** Iterations in all. */
  readonly iterations: number;
}

/** Iterations between two steps of the generator. */
const slice = 2000;

/**
 * Trains to the end; see {@linkcode trainTwoLayerSteps}.
 *
 * @example Usage
 * ```ts
 * import { assert } from "@std/assert";
 * import { linearModel, trainTwoLayer } from "@thalweg/thalweg";
 *
 * const model = linearModel({
 *   samples: 10,
 *   inputs: 2,
 *   outputs: 2,
 *   testSamples: 5,
 *   seed: 1,
 * });
 * const { losses } = trainTwoLayer(model, { hidden: 3, iterations: 100 });
 * assert(losses.length > 0);
 * ```
 */
export function trainTwoLayer(
  model: Pick<LinearModel, "data" | "test" | "coefficients">,
  options: TwoLayerTrainingOptions = {},
): TwoLayerTraining {
  return toEnd(trainTwoLayerSteps(model, options));
}

/**
 * Trains a two-layer network without biases on all samples at once by gradient
 * descent, and keeps loss, risk, weights and weight errors of its iterations:
 * 100 000 of two inputs, 50 hidden neurons and two outputs in about half a
 * second. Linear networks never look at the samples again: their errors come
 * from XᵀX and the best map B = U S Vᵀ.
 *
 * Yields now and then; allocates what it keeps.
 *
 * @throws {RangeError} If an option is out of range, options exclude each other,
 * or the model's parts do not fit together.
 * @throws {TypeError} If an option is unknown or of another type.
 *
 * @example Usage
 * ```ts
 * import { assert } from "@std/assert";
 * import { linearModel, trainTwoLayerSteps } from "@thalweg/thalweg";
 *
 * const model = linearModel({
 *   samples: 10,
 *   inputs: 2,
 *   outputs: 2,
 *   testSamples: 5,
 *   seed: 1,
 * });
 * for (const { iteration } of trainTwoLayerSteps(model, { iterations: 100 })) {
 *   assert(iteration <= 100);
 * }
 * ```
 */
export function* trainTwoLayerSteps(
  model: Pick<LinearModel, "data" | "test" | "coefficients">,
  options: TwoLayerTrainingOptions = {},
): Generator<TwoLayerStep, TwoLayerTraining> {
  const act = "train the two layers";
  checkArguments(act, { model }, {
    model: holding("a linear model", {
      data: record,
      test: record,
      coefficients: numbers,
    }),
  });
  checkOptions(act, options, twoLayerTrainingOptions);
  const best = leastError(model.data);
  const plan = planOf(act, model, best, options);
  const { iterations, times, decay, factor, rates, start } = plan;
  const size = plan.outputs * plan.inputs;
  const run = descentOf(plan, model, best);
  const kept = {
    losses: new Float64Array(times.length),
    risks: new Float64Array(times.length),
    weights: new Float64Array(times.length * size),
    errors: new Float64Array(times.length * size),
  };
  const β = model.coefficients;
  let next = 0;
  for (let t = 0; t < iterations; t++) {
    const keep = times[next] === t;
    if (keep) kept.losses[next] = run.loss();
    const slowed = factor / (1 + decay * (t + 1));
    run.step(rates[0] * slowed, rates[1] * slowed);
    if (keep) {
      kept.risks[next] = run.risk();
      kept.weights.set(run.product, next * size);
      const compared = run.compared();
      for (let n = 0; n < size; n++) {
        kept.errors[next * size + n] = (compared[n] - β[n]) ** 2;
      }
      next++;
    }
    if (t % slice === slice - 1) {
      checkpoint();
      yield { iteration: t + 1, iterations };
    }
  }
  return {
    times: Float64Array.from(times),
    ...kept,
    initial: { first: start.first, second: start.second },
    final: run.weights(),
    solution: {
      weights: plan.target,
      original: best.minimumNorm,
      loss: best.least,
    },
    coordinates: plan.coordinates,
    ...(plan.modes ? { modes: plan.modes } : {}),
  };
}

/** The descent that a plan asks for, with its errors and its map. */
function descentOf(
  plan: Plan,
  { data, test }: { readonly data: Dataset; readonly test: Dataset },
  best: LeastError,
) {
  const { start, sequential, inputs: d, outputs, synaptic } = plan;
  if (plan.relu) {
    const run = reluDescent(start, data, test, plan.hidden, sequential);
    return { ...run, compared: () => run.product };
  }
  const { target, covariance } = plan;
  const run = linearDescent(start, target, covariance, plan, sequential);
  const coordinates = synaptic ? plan.coordinates : undefined;
  const loss = quadraticError(best, outputs, coordinates);
  const risk = quadraticError(leastError(test), outputs, coordinates);
  const original = coordinates && toOriginal(coordinates, outputs, d);
  const compared = !original
    ? () => run.product
    : plan.asPublished
    ? () => transpose(run.product, outputs, d)
    : () => original(run.product);
  return {
    ...run,
    loss: () => loss(run.product),
    risk: () => risk(run.product),
    /** What is compared with β. */
    compared,
  };
}
