import { norm } from "../../linalg/mod.ts";
import type { Objective } from "../../objective/objective.ts";
import { customObjective } from "../../objective/mod.ts";
import { minimizeSteps } from "../../optimize/mod.ts";
import {
  checkOptions,
  countFrom,
  number,
  oneOf,
  type OptionTable,
  sizeFrom,
} from "../../options/mod.ts";
import { randomGenerator } from "../../random/mod.ts";
import { checkVector } from "../check.ts";
import { evenlySpaced, lossesAt } from "../losses.ts";
import { alongPath, type Interpolation } from "./interpolation.ts";
import { toEnd } from "../../steps.ts";

/** What kind of curve, and how it is trained. */
export interface ConnectingCurveOptions {
  /** "bezier", the default: a Bézier curve; "polygon": a chain of segments. */
  readonly kind?: "bezier" | "polygon";
  /** Control points or corners between the ends, 1 by default. */
  readonly bends?: number;
  /** Steps of the minimizer at most, 200 by default. */
  readonly maxIterations?: number;
  /** Points of the curve that are looked at in the end, 51 by default. */
  readonly resolution?: number;
  /** Of the first, small bend away from the straight line; 0 by default. */
  readonly seed?: number;
}

/** What {@linkcode connectingCurve} takes. */
export const connectingCurveOptions: OptionTable<ConnectingCurveOptions> = {
  kind: oneOf("bezier", "polygon"),
  bends: sizeFrom(1),
  maxIterations: countFrom(0),
  resolution: sizeFrom(2),
  seed: number,
};

/** A curve of low loss between two points. */
export interface ConnectingCurve extends Interpolation {
  /** Which kind. */
  readonly kind: "bezier" | "polygon";
  /** Control points or corners (p each), without the ends. */
  readonly bends: readonly Float64Array[];
  /** θ at each t. */
  readonly points: readonly Float64Array[];
  /** The mean loss at the points that were minimized. */
  readonly meanLoss: number;
  /** Steps of the minimizer. */
  readonly iterations: number;
}

/**
 * The curve; see {@linkcode connectingCurveSteps}.
 *
 * @example Usage
 * ```ts
 * import { assert } from "@std/assert";
 * import {
 *   connectingCurve,
 *   empiricalLoss,
 *   initialize,
 *   mlp,
 *   teacherStudent,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const there = initialize(net, { seed: 3 });
 * const curve = connectingCurve(objective, θ, there, { maxIterations: 5 });
 * assert(curve.losses.length > 1);
 * ```
 */
export function connectingCurve(
  objective: Objective,
  from: ArrayLike<number>,
  to: ArrayLike<number>,
  options: ConnectingCurveOptions = {},
): ConnectingCurve {
  return toEnd(connectingCurveSteps(objective, from, to, options));
}

/** A curve under way. */
export interface ConnectingCurveStep {
  /** As it is now. */
  readonly curve: ConnectingCurve;
  /** Share of the steps that it may take. */
  readonly done: number;
}

/** Between two bends the loss is looked at so often, in training. */
const perBend = 8;

/** The first bend is off the line by this part of its length. */
const firstBend = 0.01;

/**
 * A curve from one point to another along which the mean loss is small: its bends
 * are trained, with the ends where they are. Yields after each step.
 *
 * The mean is over fixed points of the curve, 8 per bend and end, and not over
 * random ones: so that a run repeats. Looked at more closely the loss may be
 * higher in between; `losses` is that look.
 *
 * @throws {RangeError} If lengths do not fit, a number is not finite, or an
 * option has no meaning.
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 *
 * @see Garipov, Izmailov, Podoprikhin, Vetrov and Wilson, Loss surfaces, mode
 * connectivity, and fast ensembling of DNNs, 2018; Draxler et al., Essentially no
 * barriers in neural network energy landscape, 2018.
 */
export function* connectingCurveSteps(
  objective: Objective,
  from: ArrayLike<number>,
  to: ArrayLike<number>,
  options: ConnectingCurveOptions = {},
): Generator<ConnectingCurveStep, ConnectingCurve> {
  const act = "connect points";
  const a = checkVector(act, objective, "from", from);
  const b = checkVector(act, objective, "to", to);
  checkOptions(act, options, connectingCurveOptions);
  const {
    kind = "bezier",
    bends = 1,
    maxIterations = 200,
    resolution = 51,
    seed = 0,
  } = options;
  const p = a.length;
  const weightsAt = kind === "bezier" ? bernstein : hats;
  const count = perBend * (bends + 1);
  // midpoints: the ends cannot be changed
  const trained = Float64Array.from(
    { length: count },
    (_, k) => (k + 0.5) / count,
  );
  const weights = Array.from(trained, (t) => weightsAt(bends + 1, t));
  const θ = new Float64Array(p);
  const g = new Float64Array(p);

  function place(w: Float64Array, x: Float64Array, out: Float64Array): void {
    for (let i = 0; i < p; i++) {
      let sum = w[0] * a[i] + w[bends + 1] * b[i];
      for (let j = 0; j < bends; j++) sum += w[j + 1] * x[j * p + i];
      out[i] = sum;
    }
  }

  const mean = customObjective({
    parameterCount: bends * p,
    loss: (x) =>
      weights.reduce((sum, w) => {
        place(w, x, θ);
        return sum + objective.loss(θ) / count;
      }, 0),
    gradient(x) {
      const out = new Float64Array(bends * p);
      for (const w of weights) {
        place(w, x, θ);
        objective.gradient(θ, g);
        for (let j = 0; j < bends; j++) {
          for (let i = 0; i < p; i++) out[j * p + i] += w[j + 1] * g[i] / count;
        }
      }
      return out;
    },
  });

  function curveAt(
    x: Float64Array,
    meanLoss: number,
    iterations: number,
  ): ConnectingCurve {
    const ts = evenlySpaced(0, 1, resolution);
    const Θ = new Float64Array(resolution * p);
    ts.forEach((t, k) =>
      place(weightsAt(bends + 1, t), x, Θ.subarray(k * p, k * p + p))
    );
    return {
      ...alongPath(ts, lossesAt(objective, Θ, resolution, ts.slice())),
      kind,
      bends: Array.from(
        { length: bends },
        (_, j) => x.slice(j * p, j * p + p),
      ),
      points: Array.from(ts, (_, k) => Θ.slice(k * p, k * p + p)),
      meanLoss,
      iterations,
    };
  }

  const random = randomGenerator(seed);
  const length = norm(a.map((x, i) => x - b[i]));
  const start = Float64Array.from({ length: bends * p }, (_, k) => {
    const t = (Math.floor(k / p) + 1) / (bends + 1);
    const straight = (1 - t) * a[k % p] + t * b[k % p];
    // on the line itself a symmetry can hold the bend fast
    return straight + firstBend * length * random.normal() / Math.sqrt(p);
  });
  const steps = minimizeSteps(mean, start, {
    method: start.length <= 1000 ? "bfgs" : "lbfgs",
    gradientNorm: 1e-8,
    maxIterations,
    maxSeconds: Infinity,
  });
  for (;;) {
    const { done, value } = steps.next();
    if (done) return curveAt(value.parameters, value.loss, value.steps);
    const { parameters, loss, step } = value;
    yield {
      get curve() {
        return curveAt(parameters, loss, step);
      },
      done: step / maxIterations,
    };
  }
}

/** Weights of n + 1 control points at t: Bernstein polynomials. */
function bernstein(n: number, t: number): Float64Array {
  let w = Float64Array.of(1);
  for (let k = 0; k < n; k++) { // de Casteljau
    const next = new Float64Array(k + 2);
    w.forEach((x, j) => {
      next[j] += (1 - t) * x;
      next[j + 1] += t * x;
    });
    w = next;
  }
  return w;
}

/** Weights of the n + 1 corners of a chain of equal shares of t. */
function hats(n: number, t: number): Float64Array {
  return Float64Array.from(
    { length: n + 1 },
    (_, j) => Math.max(0, 1 - Math.abs(t * n - j)),
  );
}
