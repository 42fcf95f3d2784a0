import { infinityNorm } from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";
import type { Status } from "../status.ts";
import {
  abortSignal,
  checkOptions,
  checkPoint,
  countFrom,
  number,
  numberFrom,
  type OptionTable,
  text,
} from "../options/mod.ts";
import { bestSeen } from "./best_seen.ts";
import { countEvaluations, type Evaluations } from "./evaluations.ts";
import type { LineSearchName } from "./line_search.ts";
import type { Point } from "./minimizer.ts";
import {
  defaultMethod,
  type MinimizeMethod,
  minimizerNamed,
} from "./minimizers.ts";
import { minimizeSentence } from "./sentence.ts";
import { toEnd } from "../steps.ts";

/** How to minimize. */
export interface MinimizeOptions {
  /** By default as {@linkcode defaultMethod} says for the size. */
  readonly method?: MinimizeMethod;
  /** For the methods that search along lines; each has its default. */
  readonly lineSearch?: LineSearchName;
  /** Converged at ‖∇L‖∞ ≤ this; 1e-12 by default. */
  readonly gradientNorm?: number;
  /** Converged at a loss ≤ this; none by default. */
  readonly loss?: number;
  /** Accepted steps at most; 1000 by default. */
  readonly maxIterations?: number;
  /** Wall-clock limit; 60 by default. */
  readonly maxSeconds?: number;
  /** Ends with "aborted" after the iteration under way. */
  readonly signal?: AbortSignal;
}

/** What {@linkcode minimize} takes. */
export const minimizeOptions: OptionTable<MinimizeOptions> = {
  method: text,
  lineSearch: text,
  gradientNorm: numberFrom(0),
  loss: number,
  maxIterations: countFrom(0),
  maxSeconds: numberFrom(0),
  signal: abortSignal,
};

/** An accepted step. Its arrays are reused: copy what is kept. */
export interface MinimizeStep {
  /** Counts accepted steps from 1. */
  readonly step: number;
  /** θ. */
  readonly parameters: Float64Array;
  /** L at θ. */
  readonly loss: number;
  /** ∇L at θ. */
  readonly gradient: Float64Array;
  /** ‖∇L‖∞ at θ. */
  readonly gradientNorm: number;
}

/** Where the minimizer ended; the best point it saw. */
export interface MinimizeResult {
  /** "stalled": no further decrease is possible in float64. */
  readonly status: Status;
  /** The same in words, with what may help. */
  readonly sentence: string;
  /** θ. */
  readonly parameters: Float64Array;
  /** L at θ. */
  readonly loss: number;
  /** ‖∇L‖∞ at θ. */
  readonly gradientNorm: number;
  /** Steps accepted. */
  readonly steps: number;
  /** Steps tried and refused. */
  readonly rejected: number;
  /** Wall-clock time. */
  readonly seconds: number;
  /** What was computed. */
  readonly evaluations: Evaluations;
}

/** Steps that may pass without a better point: then all that is left is noise. */
const patience = 30;

/**
 * Minimizes to the end; see {@linkcode minimizeSteps}.
 *
 * @example Usage
 * ```ts
 * import { assert } from "@std/assert";
 * import {
 *   empiricalLoss,
 *   initialize,
 *   minimize,
 *   mlp,
 *   teacherStudent,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const { loss, status } = minimize(objective, θ, { method: "lbfgs" });
 * assert(loss < objective.loss(θ), status);
 * ```
 */
export function minimize(
  objective: Objective,
  θ: ArrayLike<number>,
  options: MinimizeOptions = {},
): MinimizeResult {
  return toEnd(minimizeSteps(objective, θ, options));
}

/**
 * Minimizes L from θ, yielding each accepted step.
 *
 * A point with ‖∇L‖∞ within its bound ends the search only if it is a minimum
 * as far as the method can tell: trust-region Newton leaves a saddle.
 *
 * @throws {RangeError} If θ does not fit the objective, the method or line
 * search is unknown, or the objective lacks what the method needs.
 * @throws {TypeError} If an option is unknown or of another type.
 */
export function* minimizeSteps(
  original: Objective,
  θ: ArrayLike<number>,
  options: MinimizeOptions = {},
): Generator<MinimizeStep, MinimizeResult> {
  checkOptions("minimize", options, minimizeOptions);
  const parameters = checkPoint("minimize", original, θ).slice();
  const p = parameters.length;
  const {
    method = defaultMethod(p),
    lineSearch,
    gradientNorm = 1e-12,
    loss: lossBound = -Infinity,
    maxIterations = 1000,
    maxSeconds = 60,
    signal,
  } = options;
  const began = performance.now();
  const minimizer = minimizerNamed(method);
  const { objective, evaluations } = countEvaluations(original);
  const gradient = new Float64Array(p);
  const loss = objective.lossAndGradient(parameters, gradient);
  const point: Point = { parameters, gradient, loss };
  const best = bestSeen(point);
  let slope = infinityNorm(gradient);
  let steps = 0;
  let rejected = 0;
  let fruitless = 0; // steps since the best point

  function result(status: Status): MinimizeResult {
    const end = best.point();
    return {
      status,
      sentence: minimizeSentence(original, method, status, end, {
        loss: lossBound,
        gradientNorm,
      }),
      ...end,
      steps,
      rejected,
      seconds: (performance.now() - began) / 1000,
      evaluations,
    };
  }

  if (!(loss - loss === 0 && slope < Infinity)) return result("non-finite");
  const run = minimizer.start(objective, point, lineSearch && { lineSearch });
  for (;;) {
    if (point.loss <= lossBound) return result("converged");
    const flat = slope <= gradientNorm;
    if (flat && (run.isMinimum?.() ?? true)) {
      best.take(point, slope);
      return result("converged");
    }
    if (fruitless >= patience) return result("stalled");
    if (signal?.aborted) return result("aborted");
    if (steps >= maxIterations) return result("max-steps");
    if (performance.now() - began > 1000 * maxSeconds) {
      return result("max-time");
    }
    const outcome = run.iterate();
    if (outcome === "refused") {
      rejected++;
      continue;
    }
    if (outcome !== "accepted") {
      if (flat) best.take(point, slope);
      return result(flat && outcome === "stalled" ? "converged" : outcome);
    }
    steps++;
    slope = infinityNorm(gradient);
    fruitless = best.see(point, slope) ? 0 : fruitless + 1;
    yield {
      step: steps,
      parameters,
      loss: point.loss,
      gradient,
      gradientNorm: slope,
    };
  }
}
