import { infinityNormAt } from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";
import type { OdeProblem } from "./problem.ts";

/** The loss and its gradient at a point; the arrays are reused. */
export interface FlowPoint {
  /** θ. */
  readonly parameters: Float64Array;
  /** L at θ. */
  readonly loss: number;
  /** ∇L at θ. */
  readonly gradient: Float64Array;
  /** ‖∇L‖∞ over the parameters that are not frozen. */
  readonly gradientNorm: number;
}

/** The gradient flow as an initial-value problem. */
export interface FlowProblem {
  /** In the coordinates φ = θ/√τ of the parameters that are not frozen. */
  readonly problem: OdeProblem;
  /** φ at the start. */
  readonly initial: Float64Array;
  /** θ at φ; frozen parameters as at the start. */
  parameters(φ: Float64Array, out: Float64Array): Float64Array;
  /** The loss and its gradient at φ, computed where they are not yet known. */
  at(φ: Float64Array): FlowPoint;
  /** The absolute tolerance of θ in units of φ. */
  scaledTolerance(tolerance: number | ArrayLike<number>): Float64Array;
  /** How often the gradient was computed. */
  gradients(): number;
}

/**
 * The flow θ̇ = −τ ⊙ ∇L in coordinates in which it is a gradient flow again:
 * with φ = θ/√τ, φ̇ = −√τ ⊙ ∇L, and its Jacobian −√τ H √τ is symmetric.
 * Parameters with τ = 0 are left out and keep their values exactly.
 *
 * @throws {RangeError} If θ or τ does not fit the objective.
 */
export function flowProblem(
  objective: Objective,
  θ: Float64Array,
  timeScale: number | ArrayLike<number>,
): FlowProblem {
  const p = objective.parameterCount;
  const τ = timeScales(timeScale, p);
  const free = Int32Array.from(τ.keys()).filter((i) => τ[i] > 0);
  const root = Float64Array.from(free, (i) => Math.sqrt(τ[i]));
  const n = free.length;
  const initial = Float64Array.from(free, (i, m) => θ[i] / root[m]);
  const known = θ.slice(); // where loss and gradient are known
  const gradient = new Float64Array(p);
  let gradients = 0;
  let loss = NaN;
  let isKnown = false;
  const point = θ.slice();
  const direction = new Float64Array(p);
  const product = new Float64Array(p);
  let hessian: Float64Array | undefined;

  function parameters(φ: Float64Array, out: Float64Array): Float64Array {
    out.set(θ);
    for (let m = 0; m < n; m++) out[free[m]] = root[m] * φ[m];
    return out;
  }

  /** Takes loss and gradient at φ; the last point is not computed twice. */
  function evaluate(φ: Float64Array): void {
    parameters(φ, point);
    if (isKnown && point.every((value, i) => value === known[i])) return;
    known.set(point);
    gradients++;
    loss = objective.lossAndGradient(known, gradient);
    isKnown = true;
  }

  function at(φ: Float64Array): FlowPoint {
    evaluate(φ);
    const gradientNorm = infinityNormAt(gradient, free);
    return { parameters: known, loss, gradient, gradientNorm };
  }

  const problem: OdeProblem = {
    dimension: n,
    symmetric: true,
    derivative(_, φ, out) {
      evaluate(φ);
      // an infinite loss with a finite gradient must refuse the step too
      const finite = loss - loss === 0;
      for (let m = 0; m < n; m++) {
        out[m] = finite ? -root[m] * gradient[free[m]] : NaN;
      }
    },
    jacobian(_, φ, out) {
      hessian ??= new Float64Array(p * p);
      objective.hessian(parameters(φ, point), hessian);
      for (let i = 0; i < n; i++) {
        const row = free[i] * p;
        for (let j = 0; j < n; j++) {
          out[i * n + j] = -root[i] * root[j] * hessian[row + free[j]];
        }
      }
    },
    jacobianVectorProduct(_, φ, v, out) {
      for (let m = 0; m < n; m++) direction[free[m]] = root[m] * v[m];
      objective.hessianVectorProduct(parameters(φ, point), direction, product);
      for (let m = 0; m < n; m++) out[m] = -root[m] * product[free[m]];
    },
    timeDerivative: (_t, _φ, out) => void out.fill(0),
  };

  function scaledTolerance(
    tolerance: number | ArrayLike<number>,
  ): Float64Array {
    if (typeof tolerance !== "number" && tolerance.length !== p) {
      throw new RangeError(
        `Cannot follow the flow with ${tolerance.length} absolute tolerances, expected ${p}`,
      );
    }
    return Float64Array.from(
      free,
      (i, m) =>
        (typeof tolerance === "number" ? tolerance : tolerance[i]) / root[m],
    );
  }

  return {
    problem,
    initial,
    parameters,
    at,
    scaledTolerance,
    gradients: () => gradients,
  };
}

/** One time scale per parameter, checked. */
function timeScales(
  timeScale: number | ArrayLike<number>,
  p: number,
): Float64Array {
  const τ = typeof timeScale === "number"
    ? new Float64Array(p).fill(timeScale)
    : Float64Array.from(timeScale);
  if (τ.length !== p) {
    throw new RangeError(
      `Cannot follow the flow with ${τ.length} time scales, expected ${p}`,
    );
  }
  const bad = τ.find((scale) => !(scale >= 0 && scale < Infinity));
  if (bad !== undefined) {
    throw new RangeError(
      `Cannot follow the flow with time scale ${bad}, expected numbers from 0 on`,
    );
  }
  return τ;
}
