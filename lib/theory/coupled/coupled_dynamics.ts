import { integrate } from "../../flow/mod.ts";
import {
  checkFinite,
  checkOptions,
  finiteFrom,
  flag,
  listOf,
  number,
  type OptionTable,
  required,
  sizeFrom,
} from "../../options/mod.ts";
import type { Status } from "../../status.ts";
import { ratesOf } from "../modes/two_layer_modes.ts";

/** What {@linkcode coupledDynamics} follows. */
export interface CoupledDynamicsOptions {
  /** σᵢ of each mode: its correlation with the target. */
  readonly sigma: ArrayLike<number>;
  /** λᵢ ≥ 0 of each mode: its variance. */
  readonly lambda: ArrayLike<number>;
  /** zᵢ at t = 0: the first layer's weights, the same in all hidden neurons. */
  readonly z: ArrayLike<number>;
  /** u at t = 0: the second layer's weight, the same from all of them. */
  readonly u: number;
  /** Hidden neurons h; default 1. */
  readonly hidden?: number;
  /** Rates of the two layers; default 1 and 1. */
  readonly rates?: ArrayLike<number>;
  /** End time. */
  readonly until: number;
  /** Points of the trajectory, evenly in time; default 200. */
  readonly points?: number;
  /** Gradient descent with steps of 1 instead of the flow; default false. */
  readonly discrete?: boolean;
  /**
   * With `discrete`, as the source computes: twice the step, and no h within the
   * error. Default false.
   */
  readonly asPublished?: boolean;
}

/** What {@linkcode coupledDynamics} takes. */
export const coupledDynamicsOptions: OptionTable<CoupledDynamicsOptions> = {
  sigma: required(listOf(number)),
  lambda: required(listOf(finiteFrom(0))),
  z: required(listOf(number)),
  u: required(number),
  hidden: sizeFrom(1),
  rates: listOf(finiteFrom(0)),
  until: required(finiteFrom(0)),
  points: sizeFrom(2),
  discrete: flag,
  asPublished: flag,
};

/** How a coupled system moves. */
export interface CoupledDynamics {
  /** "completed" when it reached its end. */
  readonly status: Status;
  /** t of each point. */
  readonly times: Float64Array;
  /** z (points × modes, row-major). */
  readonly z: Float64Array;
  /** u at each point. */
  readonly u: Float64Array;
  /** Σ (σᵢ − hλᵢ u zᵢ)²/λᵢ at each point: the summed squared error, less its least. */
  readonly losses: Float64Array;
  /** u* = Σ σᵢzᵢ / (h Σ λᵢzᵢ²): the best u for z as it is. */
  readonly bestU: Float64Array;
}

/**
 * A linear network whose hidden neurons share one second-layer weight u, so
 * that its modes are coupled and no closed form is known:
 *
 * zᵢ' = η₁ u (σᵢ − hλᵢ u zᵢ),  u' = η₂ Σ zᵢ (σᵢ − hλᵢ u zᵢ).
 *
 * By dop853 to 1e-10, or in steps of gradient descent.
 *
 * @throws {RangeError} If the lists differ in length or a number is out of
 * range.
 * @throws {TypeError} If an option is unknown, missing or of another type.
 *
 * @example Usage
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { coupledDynamics } from "@thalweg/thalweg";
 *
 * const { z, u } = coupledDynamics({
 *   sigma: [1],
 *   lambda: [1],
 *   z: [0.1],
 *   u: 0.1,
 *   until: 100,
 * });
 * assertAlmostEquals(z.at(-1)! * u.at(-1)!, 1, 1e-8);
 * ```
 */
export function coupledDynamics(
  options: CoupledDynamicsOptions,
): CoupledDynamics {
  const act = "follow the coupled modes";
  checkOptions(act, options, coupledDynamicsOptions);
  const { sigma, lambda, hidden: h = 1, until, points = 200 } = options;
  const { discrete = false, asPublished = false } = options;
  const rates = ratesOf(act, options.rates ?? [1, 1]);
  const d = sigma.length;
  for (const [name, list] of Object.entries({ lambda, z: options.z })) {
    if (list.length !== d || d === 0) {
      throw new RangeError(
        `Cannot ${act}: ${name} has ${list.length} entries, expected ${
          d || "at least one"
        }`,
      );
    }
  }
  for (const [name, list] of Object.entries({ sigma, z: options.z })) {
    checkFinite(act, name, list);
  }
  checkFinite(act, "u", [options.u]);
  if (!(until < Infinity)) {
    throw new RangeError(
      `Cannot ${act}: until is ${until}, expected a finite number`,
    );
  }
  if (asPublished && !discrete) {
    throw new RangeError(
      `Cannot ${act}: asPublished of the flow, expected discrete: the source's slips are in its steps`,
    );
  }
  const factor = asPublished ? 2 : 1;
  const copies = asPublished ? 1 : h;
  const derivative = (_: number, y: Float64Array, out: Float64Array) => {
    const u = y[d];
    out[d] = 0;
    for (let i = 0; i < d; i++) {
      const error = sigma[i] - copies * lambda[i] * u * y[i];
      out[i] = factor * rates[0] * u * error;
      out[d] += factor * rates[1] * y[i] * error;
    }
  };
  const start = Float64Array.of(...Array.from(options.z), options.u);
  const path = discrete
    ? steps(derivative, start, until, points)
    : flow(derivative, start, until, points);
  const z = Float64Array.from(
    path.states.flatMap((y) => [...y.subarray(0, d)]),
  );
  const at = (y: Float64Array) => {
    let loss = 0;
    let up = 0;
    let down = 0;
    for (let i = 0; i < d; i++) {
      const error = sigma[i] - h * lambda[i] * y[d] * y[i];
      if (lambda[i] > 0) loss += error * error / lambda[i];
      up += sigma[i] * y[i];
      down += h * lambda[i] * y[i] * y[i];
    }
    return { loss, best: down === 0 ? y[d] : up / down };
  };
  return {
    status: path.status,
    times: Float64Array.from(path.times),
    z,
    u: Float64Array.from(path.states, (y) => y[d]),
    losses: Float64Array.from(path.states, (y) => at(y).loss),
    bestU: Float64Array.from(path.states, (y) => at(y).best),
  };
}

type Derivative = (t: number, y: Float64Array, out: Float64Array) => void;

interface Path {
  readonly status: Status;
  readonly times: number[];
  readonly states: Float64Array[];
}

function flow(
  derivative: Derivative,
  start: Float64Array,
  until: number,
  points: number,
): Path {
  const times = [0];
  const states = [start];
  let status: Status = "completed";
  const began = performance.now();
  for (let k = 1; k < points && status === "completed"; k++) {
    const from = until * (k - 1) / (points - 1);
    const to = until * k / (points - 1);
    if (to === from) break;
    const result = integrate(
      { dimension: start.length, derivative },
      states[k - 1],
      {
        solver: "dop853",
        start: from,
        until: to,
        relativeTolerance: 1e-11,
        absoluteTolerance: 1e-13,
        maxSeconds: Math.max(0, 60 - (performance.now() - began) / 1000),
      },
    );
    status = result.status;
    times.push(result.time);
    states.push(result.y);
  }
  return { status, times, states };
}

function steps(
  derivative: Derivative,
  start: Float64Array,
  until: number,
  points: number,
): Path {
  const count = Math.floor(until);
  const every = Math.max(1, Math.ceil(count / (points - 1)));
  const times = [0];
  const states = [start.slice()];
  const y = start.slice();
  const change = new Float64Array(y.length);
  const began = performance.now();
  for (let t = 1; t <= count; t++) {
    if (t % 10_000 === 0 && performance.now() - began > 60_000) {
      return { status: "max-time", times, states };
    }
    derivative(t, y, change);
    for (let i = 0; i < y.length; i++) y[i] += change[i];
    if (!y.every(Number.isFinite)) {
      return { status: "non-finite", times, states };
    }
    if (t % every !== 0 && t !== count) continue;
    times.push(t);
    states.push(y.slice());
  }
  return { status: "completed", times, states };
}
