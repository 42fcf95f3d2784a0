import { isFiniteVector } from "../linalg/vector.ts";
import type { Status } from "../train/result.ts";
import type { OdeProblem, OdeResult, OdeStep } from "./problem.ts";
import { type Solver, solverNamed } from "./solvers.ts";
import {
  errorNorm,
  growthFactor,
  initialStepSize,
  shrinkFactor,
  type Tolerances,
} from "./step_control.ts";

/** How to integrate an initial-value problem. */
export interface IntegrateOptions extends Partial<Tolerances> {
  /** The method, "tsit5" by default. */
  readonly solver?: Solver;
  /** Initial time, 0 by default. */
  readonly start?: number;
  /** End time; Infinity leaves the end to an event or a limit. */
  readonly until: number;
  /** First step size; found from the problem by default. */
  readonly initialStep?: number;
  /** One size for all steps, without error control. */
  readonly fixedStep?: number;
  /** Accepted steps at most, 10⁶ by default. */
  readonly maxSteps?: number;
  /** Wall-clock limit, 60 by default. */
  readonly maxSeconds?: number;
  /**
   * Looked at before the first step and, once it has been yielded, after each
   * one; a status ends the integration.
   */
  readonly event?: () => Status | undefined;
  /** Ends the integration with "aborted" after the step under way. */
  readonly signal?: AbortSignal;
}

/** Retries with a tenth of the step before values that are not finite end it. */
const retries = 12;

/** Integrates to the end; see {@linkcode integrateSteps}. */
export function integrate(
  problem: OdeProblem,
  y0: Float64Array,
  options: IntegrateOptions,
): OdeResult {
  const steps = integrateSteps(problem, y0, options);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/**
 * Integrates ẏ = f(t, y) from y0, yielding each accepted step.
 *
 * Step sizes follow a proportional-integral controller on the root mean square
 * of the error estimate in units of absoluteTolerance + relativeTolerance |y|
 * (both 1e-6 by default). A step with values that are not finite is tried
 * again with a tenth of the size.
 *
 * @throws {RangeError} If y0 does not have `dimension` entries, or an option
 * has no meaning.
 */
export function* integrateSteps(
  problem: OdeProblem,
  y0: Float64Array,
  options: IntegrateOptions,
): Generator<OdeStep, OdeResult> {
  checkOptions(problem, y0, options);
  const {
    start = 0,
    until,
    relativeTolerance = 1e-6,
    absoluteTolerance = 1e-6,
    maxSteps = 1e6,
    maxSeconds = 60,
    fixedStep,
    event,
    signal,
  } = options;
  const began = performance.now();
  const tolerances = { relativeTolerance, absoluteTolerance };
  const method = solverNamed(options.solver ?? "tsit5");
  let evaluations = 0;
  const counted: OdeProblem = {
    dimension: problem.dimension,
    derivative(t, y, out) {
      evaluations++;
      problem.derivative(t, y, out);
    },
  };
  const stepper = method.stepper(counted);
  let time = start;
  let y = y0.slice();
  let yNew = new Float64Array(y.length);
  const yError = new Float64Array(y.length);
  let steps = 0;
  let rejected = 0;

  function result(status: Status): OdeResult {
    const seconds = (performance.now() - began) / 1000;
    return { status, time, y, steps, rejected, evaluations, seconds };
  }

  const f = stepper.begin(time, y);
  if (!isFiniteVector(f) || !isFiniteVector(y)) return result("non-finite");
  let h = fixedStep ?? options.initialStep ??
    initialStepSize(counted, method, time, y, f, tolerances);
  let previousError = 1;
  let refused = 0; // attempts in a row
  let nonFinite = 0; // those of them with values that are not finite
  let shrunkBy: Status = "step-too-small"; // what made steps small last
  while (time < until) {
    // before each attempt: after a refused one nothing has changed
    const stopped = event?.();
    if (stopped !== undefined) return result(stopped);
    if (signal?.aborted) return result("aborted");
    if (steps >= maxSteps) return result("max-steps");
    if (performance.now() - began > 1000 * maxSeconds) {
      return result("max-time");
    }
    if (time + h === time) return result(shrunkBy);

    // Stretch the last step a little rather than leave a sliver for one more.
    const last = time + 1.01 * h >= until;
    const size = last ? until - time : h;
    stepper.attempt(time, y, size, yNew, yError);
    const error = errorNorm(yError, y, yNew, tolerances);
    if (!(error <= 1) && (fixedStep === undefined || Number.isNaN(error))) {
      rejected++;
      refused++;
      shrunkBy = error < Infinity ? "step-too-small" : "non-finite";
      if (error < Infinity) {
        h = size * shrinkFactor(error, method.errorOrder);
        continue;
      }
      nonFinite++;
      if (nonFinite > retries || fixedStep !== undefined) {
        return result("non-finite");
      }
      h = size / 10;
      continue;
    }

    stepper.accept();
    steps++;
    const previousTime = time;
    const yOld = y;
    time = last ? until : time + size;
    y = yNew;
    yNew = yOld;
    const step: OdeStep = {
      step: steps,
      previousTime,
      time,
      y,
      interpolate(at, out) {
        return stepper.interpolate((at - previousTime) / size, yOld, size, out);
      },
    };
    yield step;
    if (fixedStep === undefined) {
      const growth = growthFactor(error, previousError, method.errorOrder);
      // after a refusal the step must not grow at once (Hairer's rule)
      h = size * (refused > 0 ? Math.min(1, growth) : growth);
      previousError = error;
    }
    refused = 0;
    nonFinite = 0;
  }
  return result("completed");
}

function checkOptions(
  problem: OdeProblem,
  y0: Float64Array,
  options: IntegrateOptions,
): void {
  if (y0.length !== problem.dimension) {
    throw new RangeError(
      `Cannot integrate from ${y0.length} initial values, expected ${problem.dimension}`,
    );
  }
  const start = options.start ?? 0;
  if (!(options.until >= start)) {
    throw new RangeError(
      `Cannot integrate until ${options.until}, expected a time from ${start} on`,
    );
  }
  const sizes = [
    "relativeTolerance",
    "absoluteTolerance",
    "initialStep",
    "fixedStep",
  ] as const;
  for (const name of sizes) {
    const value = options[name];
    if (value === undefined || (value > 0 && value < Infinity)) continue;
    throw new RangeError(
      `Cannot integrate with ${name} ${value}, expected a positive number`,
    );
  }
}
