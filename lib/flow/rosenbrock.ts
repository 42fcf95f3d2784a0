import { isFiniteVector } from "../linalg/vector.ts";
import type { OdeMethod, OdeProblem, OdeStepper } from "./problem.ts";
import { shiftedSystem } from "./shifted_system.ts";
import { combineStages, denseWeights, weighStages } from "./stages.ts";
import type { StepTolerances } from "./tolerances.ts";

/**
 * The coefficients of a Rosenbrock method with s stages, in the form that needs
 * no product with the Jacobian J (Hairer and Wanner, Solving Ordinary
 * Differential Equations II, IV.7): stage i solves
 *
 * (I/(hγ) − J) uᵢ = f(t + αᵢ h, y + Σ aᵢⱼ uⱼ) + Σ Cᵢⱼ uⱼ / h + γᵢ h ∂f/∂t,
 *
 * and the step ends at y + Σ mᵢ uᵢ.
 */
export interface RosenbrockTableau {
  /** The name options give the method. */
  readonly name: string;
  /** Order of the solution that is advanced. */
  readonly order: number;
  /** The error estimate is that of a solution of this order. */
  readonly embeddedOrder: number;
  /** The diagonal weight. */
  readonly γ: number;
  /** Nodes αᵢ (s). */
  readonly α: readonly number[];
  /** Factors γᵢ of the time derivative (s). */
  readonly γSum: readonly number[];
  /** Row i holds the i weights of the stages before. */
  readonly a: readonly (readonly number[])[];
  /** Row i holds the i weights of the stages before. */
  readonly C: readonly (readonly number[])[];
  /** Weights of the solution (s). */
  readonly m: readonly number[];
  /**
   * m minus the embedded weights (s). Where absent, the estimate is the defect
   * of the dense output at the end of the step, h f(y₁) − h ẏ, damped by
   * (I − hγJ)⁻¹.
   */
  readonly mError?: readonly number[];
  /** Row i: the coefficients of θ, θ², … in the dense-output weight mᵢ(θ). */
  readonly dense: readonly (readonly number[])[];
}

/** The Rosenbrock method of a tableau. */
export function rosenbrock(tableau: RosenbrockTableau): OdeMethod {
  const { name, order, embeddedOrder } = tableau;
  return {
    name,
    order,
    errorOrder: Math.min(order, embeddedOrder) + 1,
    stepper: (problem, tolerances) => stepper(tableau, problem, tolerances),
  };
}

function stepper(
  { γ, α, γSum, a, C, m, mError, dense }: RosenbrockTableau,
  problem: Required<OdeProblem>,
  tolerances: StepTolerances,
): OdeStepper {
  const n = problem.dimension;
  const stages = m.length;
  const u = m.map(() => new Float64Array(n));
  const weights = new Float64Array(stages);
  const system = shiftedSystem(problem, "dense", tolerances);
  const timeDerivative = new Float64Array(n);
  const f = new Float64Array(n);
  const point = new Float64Array(n);
  const couplings = new Float64Array(n);
  let f0 = new Float64Array(n);
  let next = new Float64Array(n); // f at the end of the accepted step
  let accepted = false;
  let linearized = false;
  // slope of the dense output at the end of the step
  const endSlope = dense.map((row) =>
    row.reduce((sum, weight, j) => sum + (j + 1) * weight, 0)
  );
  let endKnown = false; // `next` belongs to the last attempt
  const sameAsBefore = a.map((row, i) => i > 0 && isSameStage(row, i));

  function isSameStage(row: readonly number[], i: number): boolean {
    return α[i] === α[i - 1] &&
      row.every((weight, j) => weight === (a[i - 1][j] ?? 0));
  }

  function begin(t: number, y: Float64Array): Float64Array {
    problem.derivative(t, y, f0);
    accepted = false;
    linearized = false;
    return f0;
  }

  function attempt(
    t: number,
    y: Float64Array,
    h: number,
    yNew: Float64Array,
    yError: Float64Array,
  ): boolean {
    if (accepted) [f0, next] = [next, f0];
    accepted = false;
    if (!linearized) {
      system.linearize(t, y);
      problem.timeDerivative(t, y, timeDerivative);
      linearized = true;
    }
    if (!system.shift(h * γ)) return false;
    for (let i = 0; i < stages; i++) {
      if (i === 0) f.set(f0);
      else if (!sameAsBefore[i]) {
        combineStages(y, 1, a[i], u, i, point);
        problem.derivative(t + α[i] * h, point, f);
      }
      weighStages(1, C[i], u, couplings);
      const rate = h * γSum[i];
      for (let k = 0; k < n; k++) {
        couplings[k] = γ * (h * (f[k] + rate * timeDerivative[k]) +
          couplings[k]);
      }
      system.solve(couplings, u[i]);
    }
    combineStages(y, 1, m, u, stages, yNew);
    endKnown = mError === undefined;
    if (mError !== undefined) weighStages(1, mError, u, yError);
    else estimateByDefect(t + h, h, yNew, yError);
    return true;
  }

  function estimateByDefect(
    t: number,
    h: number,
    yNew: Float64Array,
    yError: Float64Array,
  ): void {
    problem.derivative(t, yNew, next);
    weighStages(1, endSlope, u, yError);
    for (let k = 0; k < n; k++) yError[k] = h * next[k] - yError[k];
    system.solve(yError, yError);
  }

  function accept(t: number, y: Float64Array): boolean {
    if (!endKnown) problem.derivative(t, y, next);
    accepted = isFiniteVector(next);
    linearized = !accepted;
    return accepted;
  }

  function interpolate(
    s: number,
    y: Float64Array,
    _h: number,
    out: Float64Array,
  ): Float64Array {
    denseWeights(dense, s, weights);
    return combineStages(y, 1, weights, u, stages, out);
  }

  return { begin, attempt, accept, interpolate };
}
