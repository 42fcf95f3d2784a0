import { isFiniteVector } from "../linalg/vector.ts";
import {
  abortSignal,
  anyOf,
  callable,
  checkArguments,
  checkOptions,
  countFrom,
  holding,
  list,
  listOnlyOf,
  number,
  numberFrom,
  numbers,
  type OptionTable,
  required,
  text,
} from "../options/mod.ts";
import type { Status } from "../status.ts";
import { completeProblem } from "./derivatives.ts";
import { eventWatch } from "./events.ts";
import type {
  OdeEvent,
  OdeMethod,
  OdeProblem,
  OdeResult,
  OdeStep,
} from "./problem.ts";
import { type Solver, solverNamed } from "./solvers.ts";
import { growthFactor, initialStepSize, shrinkFactor } from "./step_control.ts";
import { errorNorm, stepTolerances, type Tolerances } from "./tolerances.ts";
import { toEnd } from "../steps.ts";

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
  /** One size for all steps, without error control; Euler's method needs it. */
  readonly stepSize?: number;
  /** Accepted steps at most, 10⁶ by default. */
  readonly maxSteps?: number;
  /** Wall-clock limit, 60 by default. */
  readonly maxSeconds?: number;
  /** What ends the integration before `until`. */
  readonly events?: readonly OdeEvent[];
  /** Ends the integration with "aborted" after the step under way. */
  readonly signal?: AbortSignal;
}

/** What every way to integrate takes. */
export const stepOptions: OptionTable<Omit<IntegrateOptions, "events">> = {
  solver: text,
  start: number,
  until: number,
  initialStep: number,
  stepSize: number,
  relativeTolerance: number,
  absoluteTolerance: anyOf(number, list),
  maxSteps: countFrom(0),
  maxSeconds: numberFrom(0),
  signal: abortSignal,
};

/** What {@linkcode integrate} takes. */
export const integrateOptions: OptionTable<IntegrateOptions> = {
  ...stepOptions,
  until: required(number),
  events: listOnlyOf(
    holding("an event", { status: text, value: callable }),
    "a list of events, with status and value",
  ),
};

/** Retries with a tenth of the step before values that are not finite end it. */
const retries = 12;
/** The same for the first step, whose size is a guess. */
const firstRetries = 60;

const aProblem = holding("a problem, with dimension and derivative", {
  dimension: number,
  derivative: callable,
});

/**
 * Integrates to the end; see {@linkcode integrateSteps}.
 *
 * @example Usage
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { integrate } from "@thalweg/thalweg";
 *
 * const { y } = integrate(
 *   { dimension: 1, derivative: (_t, y, out) => { out[0] = -y[0]; } },
 *   [1],
 *   { until: 1, relativeTolerance: 1e-10, absoluteTolerance: 1e-12 },
 * );
 * assertAlmostEquals(y[0], Math.exp(-1), 1e-8);
 * ```
 */
export function integrate(
  problem: OdeProblem,
  y0: ArrayLike<number>,
  options: IntegrateOptions,
): OdeResult {
  return toEnd(integrateSteps(problem, y0, options));
}

/**
 * Integrates ẏ = f(t, y) from y0, yielding each accepted step.
 *
 * Step sizes follow a proportional-integral controller on the root mean square
 * of the error estimate in units of absoluteTolerance + relativeTolerance |y|
 * (both 1e-6 by default). A step with values that are not finite is tried
 * again with a tenth of the size, one whose equations could not be solved with
 * a quarter. A step in which an event falls is cut there.
 *
 * @throws {RangeError} If y0 does not have `dimension` entries, or an option
 * has no meaning.
 * @throws {TypeError} If an option is unknown, missing or of another type.
 */
export function* integrateSteps(
  problem: OdeProblem,
  y0: ArrayLike<number>,
  options: IntegrateOptions,
): Generator<OdeStep, OdeResult> {
  checkArguments("integrate", { problem, y0 }, {
    problem: aProblem,
    y0: numbers,
  });
  checkOptions("integrate", options, integrateOptions);
  const method = solverNamed(options.solver ?? "tsit5");
  checkProblem(problem, method, y0, options);
  const {
    start = 0,
    until,
    relativeTolerance = 1e-6,
    absoluteTolerance = 1e-6,
    maxSteps = 1e6,
    maxSeconds = 60,
    stepSize,
    events = [],
    signal,
  } = options;
  const began = performance.now();
  const tolerances = stepTolerances(
    { relativeTolerance, absoluteTolerance },
    y0.length,
  );
  const counts = { evaluations: 0, jacobians: 0, jacobianProducts: 0 };
  const complete = completeProblem(problem, counts);
  const stepper = method.stepper(complete, tolerances);
  const { errorOrder = 1 } = method;
  let time = start;
  let y: Float64Array = Float64Array.from(y0);
  let yNew: Float64Array = new Float64Array(y.length);
  const yError = new Float64Array(y.length);
  let steps = 0;
  let rejected = 0;
  let recovery: string | undefined;
  let h = options.stepSize ?? options.initialStep ?? 0; // 0: not yet found

  function result(status: Status): OdeResult {
    const seconds = (performance.now() - began) / 1000;
    return {
      status,
      time,
      y,
      steps,
      rejected,
      ...counts,
      seconds,
      stepSize: h,
      ...(recovery === undefined ? {} : { recovery }),
    };
  }

  const f = stepper.begin(time, y);
  if (!isFiniteVector(f) || !isFiniteVector(y)) return result("non-finite");
  const watch = eventWatch(events);
  const met = watch.begin(time, y);
  if (met !== undefined) return result(met);
  if (h === 0) {
    h = initialStepSize(complete, method, time, y, f, tolerances);
  }
  const first = h;
  let previousError = 1;
  let refused = 0; // attempts in a row
  let unsolved = 0; // those of them whose equations had no solution
  let nonFinite = 0; // those of them with values that are not finite
  let shrunkBy: Status = "step-too-small"; // what made steps small last
  while (time < until) {
    if (signal?.aborted) return result("aborted");
    if (steps >= maxSteps) return result("max-steps");
    if (performance.now() - began > 1000 * maxSeconds) {
      return result("max-time");
    }
    if (time + h === time) return result(shrunkBy);

    // Stretch the last step a little rather than leave a sliver for one more.
    const last = time + 1.01 * h >= until;
    const size = last ? until - time : h;
    const end = last ? until : time + size;
    if (!stepper.attempt(time, y, size, yNew, yError)) {
      if (stepSize !== undefined) return result("stalled");
      rejected++;
      refused++;
      unsolved++;
      shrunkBy = "step-too-small";
      h = size / 4;
      continue;
    }
    const error = errorNorm(yError, y, yNew, tolerances);
    const tooLarge = error > 1 && error < Infinity && stepSize === undefined;
    if (tooLarge) {
      rejected++;
      refused++;
      shrunkBy = "step-too-small";
      h = size *
        (stepper.shrink?.(error) ?? shrinkFactor(error, errorOrder));
      continue;
    }
    if (!(error < Infinity) || !stepper.accept(end, yNew)) {
      rejected++;
      refused++;
      nonFinite++;
      shrunkBy = "non-finite";
      const allowed = steps === 0 ? firstRetries : retries;
      if (nonFinite > allowed || stepSize !== undefined) {
        return result("non-finite");
      }
      h = size / 10;
      continue;
    }

    if (steps === 0 && unsolved + nonFinite > 0) {
      recovery =
        `The first step failed with size ${first} and was taken with ${size}.`;
    }
    steps++;
    const previousTime = time;
    const yOld = y;
    time = end;
    y = yNew;
    yNew = yOld;

    const step: OdeStep = {
      step: steps,
      previousTime,
      time,
      y,
      ...(recovery === undefined ? {} : { recovery }),
      interpolate(at, out) {
        return stepper.interpolate((at - previousTime) / size, yOld, size, out);
      },
    };
    const event = watch.look(step);
    if (event === undefined) yield step;
    else {
      ({ time, y } = event);
      yield { ...step, time, y };
      return result(event.status);
    }
    const growth = stepper.grow?.(error) ??
      growthFactor(error, previousError, errorOrder);
    // after a refusal the step must not grow at once (Hairer's rule)
    if (stepSize === undefined) {
      h = size * (refused > 0 ? Math.min(1, growth) : growth);
    }
    previousError = error;
    refused = 0;
    unsolved = 0;
    nonFinite = 0;
  }
  return result("completed");
}

function checkProblem(
  problem: OdeProblem,
  method: OdeMethod,
  y0: ArrayLike<number>,
  options: IntegrateOptions,
): void {
  const n = problem.dimension;
  if (y0.length !== n) {
    throw new RangeError(
      `Cannot integrate from ${y0.length} initial values, expected ${n}`,
    );
  }
  const start = options.start ?? 0;
  if (!(options.until >= start)) {
    throw new RangeError(
      `Cannot integrate until ${options.until}, expected a time from ${start} on`,
    );
  }
  if (method.errorOrder === undefined && options.stepSize === undefined) {
    throw new RangeError(
      `Cannot integrate with ${method.name} and no stepSize, expected one, for it does not estimate its error`,
    );
  }
  const { until, stepSize = until } = options;
  if (until < Infinity && until - stepSize === until && until > start) {
    throw new RangeError(
      `Cannot integrate with stepSize ${stepSize}, expected one that is not lost in the rounding of the time, ${until}`,
    );
  }
  const { absoluteTolerance = 1e-6 } = options;
  const absolute = typeof absoluteTolerance === "number"
    ? [absoluteTolerance]
    : Array.from(absoluteTolerance);
  if (typeof absoluteTolerance !== "number" && absolute.length !== n) {
    throw new RangeError(
      `Cannot integrate with ${absolute.length} absolute tolerances, expected ${n}`,
    );
  }
  const sizes: [string, number | undefined][] = [
    ["relativeTolerance", options.relativeTolerance],
    ["initialStep", options.initialStep],
    ["stepSize", options.stepSize],
    ...absolute.map((a): [string, number] => ["absoluteTolerance", a]),
  ];
  for (const [name, value] of sizes) {
    if (value === undefined || (value > 0 && value < Infinity)) continue;
    throw new RangeError(
      `Cannot integrate with ${name} ${value}, expected a positive number`,
    );
  }
}
