import { infinityNorm } from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";
import type { Status } from "../train/result.ts";
import type { Point } from "./minimizer.ts";
import { type MinimizeMethod, minimizerNamed } from "./minimizers.ts";

/** How to minimize. */
export interface MinimizeOptions {
  /** "trustRegionNewton" by default. */
  readonly method?: MinimizeMethod;
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
}

/** Minimizes to the end; see {@linkcode minimizeSteps}. */
export function minimize(
  objective: Objective,
  θ: Float64Array,
  options: MinimizeOptions = {},
): MinimizeResult {
  const steps = minimizeSteps(objective, θ, options);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/**
 * Minimizes L from θ, yielding each accepted step.
 *
 * A point with ‖∇L‖∞ within its bound ends the search only if it is a minimum
 * as far as the method can tell: trust-region Newton leaves a saddle.
 *
 * @throws {RangeError} If θ does not fit the objective or the method is unknown.
 */
export function* minimizeSteps(
  objective: Objective,
  θ: Float64Array,
  options: MinimizeOptions = {},
): Generator<MinimizeStep, MinimizeResult> {
  const p = objective.parameterCount;
  if (θ.length !== p) {
    throw new RangeError(
      `Cannot minimize from ${θ.length} parameters, expected ${p}`,
    );
  }
  const {
    method = "trustRegionNewton",
    gradientNorm = 1e-12,
    loss: lossBound = -Infinity,
    maxIterations = 1000,
    maxSeconds = 60,
    signal,
  } = options;
  const began = performance.now();
  const minimizer = minimizerNamed(method);
  const gradient = new Float64Array(p);
  const parameters = θ.slice();
  const loss = objective.lossAndGradient(parameters, gradient);
  const point: Point = { parameters, gradient, loss };
  let slope = infinityNorm(gradient);
  let steps = 0;
  let rejected = 0;

  function result(status: Status): MinimizeResult {
    return {
      status,
      parameters,
      loss: point.loss,
      gradientNorm: slope,
      steps,
      rejected,
      seconds: (performance.now() - began) / 1000,
    };
  }

  if (!(loss - loss === 0 && slope < Infinity)) return result("non-finite");
  const run = minimizer.start(objective, point);
  for (;;) {
    if (point.loss <= lossBound) return result("converged");
    const flat = slope <= gradientNorm;
    if (flat && (run.isMinimum?.() ?? true)) return result("converged");
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
      return result(flat && outcome === "stalled" ? "converged" : outcome);
    }
    steps++;
    slope = infinityNorm(gradient);
    yield {
      step: steps,
      parameters,
      loss: point.loss,
      gradient,
      gradientNorm: slope,
    };
  }
}
