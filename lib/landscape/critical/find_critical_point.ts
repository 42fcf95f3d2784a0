import { checkpoint } from "../../checkpoint.ts";
import {
  addScaled,
  dot,
  infinityNorm,
  isFiniteVector,
  minres,
  norm,
  symmetricEigen,
} from "../../linalg/mod.ts";
import type { Objective } from "../../objective/objective.ts";
import { minimize } from "../../optimize/mod.ts";
import {
  checkOptions,
  countFrom,
  numberFrom,
  oneOf,
  type OptionTable,
} from "../../options/mod.ts";
import { checkVector } from "../check.ts";

/** How {@linkcode findCriticalPoint} searches. */
export interface FindCriticalPointOptions {
  /**
   * "newton", the default: Newton's method with steps of minimal residual, which
   * a singular Hessian does not stop; "gradientNorm": ‖∇L‖² is minimized.
   */
  readonly method?: "newton" | "gradientNorm";
  /** Found at ‖∇L‖∞ ≤ this; 1e-10 by default. */
  readonly gradientNorm?: number;
  /** Steps at most, 300 by default. */
  readonly maxIterations?: number;
}

/** What {@linkcode findCriticalPoint} takes. */
export const findCriticalPointOptions: OptionTable<FindCriticalPointOptions> = {
  method: oneOf("newton", "gradientNorm"),
  gradientNorm: numberFrom(0),
  maxIterations: countFrom(0),
};

/** Where a search for a point of vanishing gradient ended. */
export interface CriticalPointSearch {
  /**
   * - "converged": ‖∇L‖∞ is within its bound;
   * - "gradient-flat": it is not, but ‖∇L‖ is as small as it gets around there:
   *   ∇L lies where the Hessian has no curvature, H ∇L ≈ 0;
   * - "stalled": no step makes ‖∇L‖ smaller, in float64;
   * - "max-steps", "non-finite".
   */
  readonly status:
    | "converged"
    | "gradient-flat"
    | "stalled"
    | "max-steps"
    | "non-finite";
  /** θ. */
  readonly parameters: Float64Array;
  /** L at θ. */
  readonly loss: number;
  /** ‖∇L‖∞ at θ. */
  readonly gradientNorm: number;
  /** ‖H ∇L‖/(‖H‖ ‖∇L‖), 0 … 1: small where the search is stuck on a flat. */
  readonly flatness: number;
  /** Steps. */
  readonly iterations: number;
}

/** Up to here H ∇L counts as none; Frye et al. have 0.9 in another measure. */
const flat = 1e-4;

/** Above, the step is found by products instead of an eigendecomposition. */
const denseUpTo = 128;

/**
 * A point of vanishing gradient, of whatever index, from θ on. Where it leads is
 * not downhill: the next saddle is as good as a minimum.
 *
 * Newton-MR: the step s makes ‖H s + ∇L‖ least, the shortest one that does, from
 * the eigendecomposition up to 128 parameters and by MINRES above; its length is
 * halved until ‖∇L‖² falls enough. It converges where Newton's method does, and
 * else ends where ∇L is in the null space of H: that is told.
 *
 * @throws {RangeError} If θ does not have p entries or is not finite, or an
 * option has no meaning.
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 *
 * @example Usage
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { customObjective, findCriticalPoint } from "@thalweg/thalweg";
 *
 * const saddle = customObjective({
 *   parameterCount: 2,
 *   loss: ([x, y]) => x ** 2 - y ** 2 + y ** 4,
 *   gradient: ([x, y]) => [2 * x, -2 * y + 4 * y ** 3],
 * });
 * const { parameters } = findCriticalPoint(saddle, [1, 0.2]);
 * assertAlmostEquals(parameters[1], 0, 1e-9); // though it is downhill to 0.7
 * ```
 *
 * @see Roosta, Liu, Xu and Mahoney, Newton-MR: inexact Newton method with minimum
 * residual sub-problem solver, 2018; Frye et al., Critical point-finding methods
 * reveal gradient-flat regions of deep network losses, 2020.
 */
export function findCriticalPoint(
  objective: Objective,
  θ: ArrayLike<number>,
  options: FindCriticalPointOptions = {},
): CriticalPointSearch {
  const act = "find a critical point";
  const start = checkVector(act, objective, "θ", θ);
  checkOptions(act, options, findCriticalPointOptions);
  const { method = "newton", gradientNorm = 1e-10, maxIterations = 300 } =
    options;
  const found = method === "newton"
    ? newton(objective, start, gradientNorm, maxIterations)
    : leastGradient(objective, start, gradientNorm, maxIterations);
  return report(objective, found, gradientNorm);
}

/** Where a search ended, before a look at what is there. */
interface End {
  readonly status: "stalled" | "max-steps" | "non-finite";
  readonly parameters: Float64Array;
  readonly iterations: number;
}

function report(
  objective: Objective,
  { status, parameters, iterations }: End,
  bound: number,
): CriticalPointSearch {
  const g = objective.gradient(parameters);
  const loss = objective.loss(parameters);
  const size = infinityNorm(g);
  const finite = Number.isFinite(size) && Number.isFinite(loss);
  const flatness = finite && size > 0
    ? flatnessOf(objective, parameters, g)
    : 0;
  const ended = !finite
    ? "non-finite"
    : size <= bound
    ? "converged"
    : status === "stalled" && flatness <= flat
    ? "gradient-flat"
    : status;
  return {
    status: ended,
    parameters,
    loss,
    gradientNorm: size,
    flatness,
    iterations,
  };
}

/** ‖H g‖/(‖H‖ ‖g‖), with ‖H‖ from some steps of the power method. */
function flatnessOf(
  objective: Objective,
  θ: Float64Array,
  g: Float64Array,
): number {
  const Hg = objective.hessianVectorProduct(θ, g);
  let v: Float64Array = θ.map((_, i) => (i * 5) % 7 - 2.5);
  let size = 0;
  for (let k = 0; k < 20; k++) {
    const length = norm(v);
    if (!(length > 0)) break;
    v = objective.hessianVectorProduct(θ, v.map((x) => x / length));
    size = Math.max(size, norm(v));
  }
  const scale = Math.max(size, norm(Hg) / norm(g));
  return scale > 0 ? norm(Hg) / (scale * norm(g)) : 0;
}

/** ‖∇L‖² falls at least by this part of what the slope promises. */
const enough = 1e-4;
/** Halvings of a step: at first few, so that a better direction has its turn. */
const halvings = [12, 40];

function newton(
  objective: Objective,
  start: Float64Array,
  bound: number,
  maxIterations: number,
): End {
  const p = start.length;
  const θ = start.slice();
  const g = objective.gradient(θ);
  const step = new Float64Array(p);
  const trial = new Float64Array(p);
  const gTrial = new Float64Array(p);
  const steps = p <= denseUpTo ? denseSteps(objective) : krylovSteps(objective);

  /** Whether some length of the step makes ‖∇L‖² fall enough; `trial` is there. */
  function falls(mostHalvings: number): boolean {
    const square = dot(g, g);
    // of ‖g‖²/2 along the step
    const slope = dot(g, objective.hessianVectorProduct(θ, step));
    if (!(slope < 0)) return false;
    let α = 1;
    for (let k = 0; k <= mostHalvings; k++, α /= 2) {
      addScaled(θ, α, step, trial);
      objective.gradient(trial, gTrial);
      const promised = square + 2 * enough * α * slope;
      if (dot(gTrial, gTrial) <= promised) {
        return promised < square; // else it is rounding
      }
    }
    return false;
  }

  for (let iterations = 0;; iterations++) {
    checkpoint();
    const end = (status: End["status"]): End => ({
      status,
      parameters: θ,
      iterations,
    });
    if (!isFiniteVector(g)) return end("non-finite");
    if (infinityNorm(g) <= bound) return end("stalled");
    if (iterations >= maxIterations) return end("max-steps");
    const candidates = steps(θ, g);
    if (candidates === undefined) return end("non-finite");
    const found = halvings.some((most) =>
      candidates.some((write) => {
        write(step);
        return falls(most);
      })
    );
    if (!found) return end("stalled");
    θ.set(trial);
    g.set(gTrial);
  }
}

/**
 * Steps to try at θ, from the longest on, each written into a vector; undefined
 * where the Hessian is not finite.
 */
type Steps = (
  θ: Float64Array,
  g: Float64Array,
) => readonly ((out: Float64Array) => void)[] | undefined;

/** Eigenvalues below these parts of the largest are left out, first rounding. */
const cuts = [1e-14, 1e-10, 1e-7, 1e-4];

/** −H⁺ g, with ever more of the small eigenvalues taken for zero. */
function denseSteps(objective: Objective): Steps {
  const p = objective.parameterCount;
  const H = new Float64Array(p * p);
  return (θ, g) => {
    objective.hessian(θ, H);
    const { status, values, vectors } = symmetricEigen(H, p);
    if (status !== "completed") return undefined;
    const size = Math.max(Math.abs(values[0]), Math.abs(values[p - 1]));
    return cuts.map((cut) => (out: Float64Array) => {
      out.fill(0);
      for (let k = 0; k < p; k++) {
        if (!(Math.abs(values[k]) > cut * p * size)) continue;
        const v = vectors.subarray(k * p, k * p + p);
        addScaled(out, -dot(v, g) / values[k], v, out);
      }
    });
  };
}

/** The same by MINRES, which finds large eigenvalues first, and ends ever sooner. */
function krylovSteps(objective: Objective): Steps {
  const p = objective.parameterCount;
  const solve = minres(p);
  const b = new Float64Array(p);
  return (θ, g) => {
    for (let i = 0; i < p; i++) b[i] = -g[i];
    return [Math.min(1e-2, norm(g)), 0.1, 0.5].map((relativeTolerance) =>
    (
      out: Float64Array,
    ) => {
      solve((v, Hv) => void objective.hessianVectorProduct(θ, v, Hv), b, out, {
        relativeTolerance,
        maxProducts: 2 * p,
      });
    });
  };
}

/** The minimum of ‖∇L‖² nearby: its residuals are ∇L, their Jacobian is H. */
function leastGradient(
  objective: Objective,
  start: Float64Array,
  bound: number,
  maxIterations: number,
): End {
  const p = start.length;
  const g = new Float64Array(p);
  const lossAndGradient = (θ: Float64Array, out: Float64Array) => {
    objective.gradient(θ, g);
    objective.hessianVectorProduct(θ, g, out);
    for (let i = 0; i < p; i++) out[i] *= 2;
    return dot(g, g);
  };
  const squares: Objective = {
    parameterCount: p,
    loss: (θ) => {
      objective.gradient(θ, g);
      return dot(g, g);
    },
    lossAndGradient,
    gradient(θ, out = new Float64Array(p)) {
      lossAndGradient(θ, out);
      return out;
    },
    residuals: (θ, out = new Float64Array(p)) => objective.gradient(θ, out),
    jacobian: (θ, out = new Float64Array(p * p)) => objective.hessian(θ, out),
    // methods that need these are not used
    hessian: () => new Float64Array(0),
    hessianVectorProduct: () => new Float64Array(0),
  };
  const { status, parameters, steps } = minimize(squares, start, {
    method: p <= denseUpTo ? "levenbergMarquardt" : "lbfgs",
    gradientNorm: 0,
    loss: bound ** 2,
    maxIterations,
    maxSeconds: Infinity,
  });
  return {
    status: status === "max-steps" || status === "non-finite"
      ? status
      : "stalled",
    parameters,
    iterations: steps,
  };
}
