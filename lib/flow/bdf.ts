import { isFiniteVector } from "../linalg/vector.ts";
import { newtonWatch } from "./newton.ts";
import type { OdeMethod, OdeProblem, OdeStepper } from "./problem.ts";
import { type LinearSolver, shiftedSystem } from "./shifted_system.ts";
import { errorNorm, type StepTolerances } from "./tolerances.ts";
import { power } from "../special/mod.ts";

// Shampine and Reichelt, table 1: κ of the numerical differentiation formulas,
// which trade a little stability for a smaller error.
const κ = [0, -0.185, -1 / 9, -0.0823, -0.0415, 0];
const highest = 5;
/** Σ 1/j for j ≤ k. */
const γ = κ.map((_, k) => {
  let sum = 0;
  for (let j = 1; j <= k; j++) sum += 1 / j;
  return sum;
});
const leading = γ.map((γk, k) => (1 - κ[k]) * γk);
/** The error of a step of order k is errorFactor[k] ∇ᵏ⁺¹ y. */
const errorFactor = γ.map((γk, k) => κ[k] * γk + 1 / (k + 1));

/** How to build a BDF method. */
export interface BdfOptions {
  /** The name options give it. */
  readonly name: string;
  /** How to solve the linear systems of the Newton iteration. */
  readonly linearSolver: LinearSolver;
  /** The highest order to use, 5 by default. */
  readonly maxOrder?: number;
}

/**
 * Backward differentiation of variable order 1 … 5, in Klopfenstein's modified
 * form (NDF), on backward differences at a step size that is changed by
 * interpolation; dense output of the order in use.
 *
 * L. F. Shampine and M. W. Reichelt, The MATLAB ODE suite, SIAM Journal on
 * Scientific Computing 18 (1997).
 */
export function bdfMethod(options: BdfOptions): OdeMethod {
  const { name, maxOrder = highest } = options;
  return {
    name,
    order: maxOrder,
    errorOrder: 2, // of the first step; later ones are chosen by `grow`
    stepper: (problem, tolerances) =>
      stepper(problem, tolerances, options.linearSolver, maxOrder),
  };
}

/** The order varies from 1 to 5; Jacobians are dense. */
export const bdf: OdeMethod = bdfMethod({ name: "bdf", linearSolver: "dense" });

/** As {@linkcode bdf}, with Jacobian–vector products in place of a matrix. */
export const bdfKrylov: OdeMethod = bdfMethod({
  name: "bdfKrylov",
  linearSolver: "krylov",
});

function stepper(
  problem: Required<OdeProblem>,
  tolerances: StepTolerances,
  linearSolver: LinearSolver,
  maxOrder: number,
): OdeStepper {
  const n = problem.dimension;
  /** Row j: ∇ʲ y at the last point, for steps of size hD. */
  const D = Array.from({ length: highest + 3 }, () => new Float64Array(n));
  const system = shiftedSystem(problem, linearSolver, tolerances);
  const newton = newtonWatch(tolerances);
  const f0 = new Float64Array(n);
  const predicted = new Float64Array(n);
  const history = new Float64Array(n); // Σ γⱼ ∇ʲ y / leading coefficient
  const correction = new Float64Array(n); // from the prediction to the solution
  const change = new Float64Array(n);
  const estimate = new Float64Array(n);
  let order = 1;
  let denseOrder = 1;
  let hD = NaN;
  let equalSteps = 0;
  let fresh = false;
  let wanted = true;
  let shiftedBy = NaN;

  function begin(t: number, y: Float64Array): Float64Array {
    problem.derivative(t, y, f0);
    D[0].set(y);
    order = 1;
    hD = NaN;
    equalSteps = 0;
    fresh = false;
    wanted = true;
    return f0;
  }

  function attempt(
    t: number,
    _y: Float64Array,
    h: number,
    yNew: Float64Array,
    yError: Float64Array,
  ): boolean {
    if (Number.isNaN(hD)) { for (let m = 0; m < n; m++) D[1][m] = h * f0[m]; }
    else if (h !== hD) rescale(D, order, h / hD);
    if (h !== hD) equalSteps = 0;
    hD = h;
    for (let m = 0; m < n; m++) {
      let sum = 0;
      let weighted = 0;
      for (let j = order; j > 0; j--) {
        sum += D[j][m];
        weighted += γ[j] * D[j][m];
      }
      predicted[m] = D[0][m] + sum;
      history[m] = weighted / leading[order];
    }
    for (;;) {
      if (wanted || system.matrixFree) linearize(t + h);
      const c = h / leading[order];
      if (shiftedBy !== c) {
        shiftedBy = c;
        newton.forget();
        if (!system.shift(c)) {
          shiftedBy = NaN;
          return false;
        }
      }
      const verdict = correct(t + h, c, yNew);
      if (verdict === "converged") break;
      if (verdict === "non-finite") {
        yNew.fill(NaN);
        yError.fill(NaN);
        return true;
      }
      if (fresh) return false;
      wanted = true;
    }
    for (let m = 0; m < n; m++) yError[m] = errorFactor[order] * correction[m];
    return true;
  }

  function linearize(t: number): void {
    system.linearize(t, predicted);
    shiftedBy = NaN;
    fresh = true;
    wanted = false;
  }

  /** Solves y − predicted + history = c f(t, y). */
  function correct(
    t: number,
    c: number,
    y: Float64Array,
  ): "converged" | "diverged" | "non-finite" {
    correction.fill(0);
    y.set(predicted);
    newton.start();
    for (;;) {
      problem.derivative(t, y, change);
      for (let m = 0; m < n; m++) {
        change[m] = c * change[m] - history[m] - correction[m];
      }
      system.solve(change, change);
      for (let m = 0; m < n; m++) {
        correction[m] += change[m];
        y[m] = predicted[m] + correction[m];
      }
      const verdict = newton.judge(change, predicted);
      if (verdict !== "continue") return verdict;
    }
  }

  function accept(): boolean {
    if (!isFiniteVector(correction)) return false;
    for (let m = 0; m < n; m++) {
      D[order + 2][m] = correction[m] - D[order + 1][m];
      D[order + 1][m] = correction[m];
      for (let j = order; j >= 0; j--) D[j][m] += D[j + 1][m];
    }
    denseOrder = order;
    equalSteps++;
    fresh = false;
    return true;
  }

  function interpolate(
    s: number,
    _y: Float64Array,
    _h: number,
    out: Float64Array,
  ): Float64Array {
    // Newton's backward form around the end of the step
    out.set(D[0]);
    let factor = 1;
    for (let j = 1; j <= denseOrder; j++) {
      factor *= (s - 1 + j - 1) / j;
      for (let m = 0; m < n; m++) out[m] += factor * D[j][m];
    }
    return out;
  }

  /** Norm of the error that order k would have made. */
  function errorAt(k: number): number {
    for (let m = 0; m < n; m++) estimate[m] = errorFactor[k] * D[k + 1][m];
    return errorNorm(estimate, D[0], D[0], tolerances);
  }

  function factorFor(error: number, k: number): number {
    return power(Math.max(error, 1e-12), -1 / (k + 1));
  }

  /** Corrections cost time, so that steps which need many are kept smaller. */
  function safety(): number {
    const limit = 10;
    return 0.9 * (2 * limit + 1) / (2 * limit + newton.corrections());
  }

  function grow(error: number): number {
    // differences are those of one order only after order + 1 equal steps
    if (equalSteps < order + 1) return 1;
    let best = factorFor(error, order);
    let choice = order;
    if (order > 1) {
      const lower = factorFor(errorAt(order - 1), order - 1);
      if (lower > best) [best, choice] = [lower, order - 1];
    }
    if (order < maxOrder) {
      const higher = factorFor(errorAt(order + 1), order + 1);
      if (higher > best) [best, choice] = [higher, order + 1];
    }
    order = choice;
    equalSteps = 0;
    return Math.min(10, safety() * best);
  }

  function shrink(error: number): number {
    return Math.max(0.2, safety() * factorFor(error, order));
  }

  return { begin, attempt, accept, interpolate, grow, shrink };
}

/** Turns differences for one step size into those for `factor` times it. */
function rescale(D: Float64Array[], order: number, factor: number): void {
  const T = differencesOf(order, factor);
  const n = D[0].length;
  const column = new Float64Array(order + 1);
  for (let m = 0; m < n; m++) {
    for (let j = 1; j <= order; j++) column[j] = D[j][m];
    for (let i = 1; i <= order; i++) {
      let sum = 0;
      for (let j = 1; j <= order; j++) sum += T[i][j] * column[j];
      D[i][m] = sum;
    }
  }
}

/**
 * T[i][j]: ∇ⁱ, with step `factor`, of the j-th polynomial of Newton's backward
 * form, s (s + 1) … (s + j − 1)/j!, at s = 0.
 */
function differencesOf(order: number, factor: number): Float64Array[] {
  const T = Array.from(
    { length: order + 1 },
    () => new Float64Array(order + 1),
  );
  for (let j = 1; j <= order; j++) {
    for (let i = 0; i <= order; i++) { // values at s = −i factor
      let value = 1;
      for (let m = 0; m < j; m++) value *= (m - i * factor) / (m + 1);
      T[i][j] = value;
    }
    for (let level = 1; level <= order; level++) {
      for (let i = order; i >= level; i--) T[i][j] = T[i - 1][j] - T[i][j];
    }
  }
  return T;
}
