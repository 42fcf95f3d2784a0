import { isFiniteVector } from "../linalg/vector.ts";
import { newtonWatch } from "./newton.ts";
import { predictorRows } from "./predictor.ts";
import type { OdeMethod, OdeProblem, OdeStepper } from "./problem.ts";
import { shiftedSystem } from "./shifted_system.ts";
import { combineStages, denseWeights, weighStages } from "./stages.ts";
import type { StepTolerances } from "./tolerances.ts";
import type { ButcherTableau } from "./tableau.ts";

/** A Jacobian is kept while corrections contract faster than this. */
const keepBelow = 0.1;

/**
 * The diagonally implicit Runge–Kutta method of a tableau whose first stage is
 * explicit, whose other stages share their diagonal weight γ, and whose last
 * stage is the solution.
 */
export function esdirk(tableau: ButcherTableau): OdeMethod {
  const { name, order, embeddedOrder = 0 } = tableau;
  return {
    name,
    order,
    errorOrder: Math.min(order, embeddedOrder) + 1,
    stepper: (problem, tolerances) => stepper(tableau, problem, tolerances),
  };
}

function stepper(
  { c, a, b, bError = [], dense }: ButcherTableau,
  problem: Required<OdeProblem>,
  tolerances: StepTolerances,
): OdeStepper {
  const n = problem.dimension;
  const stages = b.length;
  const γ = b[stages - 1];
  const k = b.map(() => new Float64Array(n));
  const predictors = predictorRows(c);
  const weights = new Float64Array(stages);
  const base = new Float64Array(n);
  const change = new Float64Array(n);
  const scaled = new Float64Array(n);
  const system = shiftedSystem(problem, "dense", tolerances);
  const newton = newtonWatch(tolerances);
  let accepted = false;
  let fresh = false; // J belongs to the present point
  let wanted = true; // J is to be taken anew
  let shiftedBy = NaN;

  function begin(t: number, y: Float64Array): Float64Array {
    problem.derivative(t, y, k[0]);
    accepted = false;
    fresh = false;
    wanted = true;
    return k[0];
  }

  function attempt(
    t: number,
    y: Float64Array,
    h: number,
    yNew: Float64Array,
    yError: Float64Array,
  ): boolean {
    if (accepted) [k[0], k[stages - 1]] = [k[stages - 1], k[0]];
    accepted = false;
    for (;;) {
      if (wanted) linearize(t, y);
      if (shiftedBy !== h * γ) {
        shiftedBy = h * γ;
        if (!system.shift(shiftedBy)) {
          shiftedBy = NaN;
          return false;
        }
      }
      const verdict = solveStages(t, y, h, yNew);
      if (verdict === "converged") break;
      if (verdict === "non-finite") {
        yNew.fill(NaN);
        yError.fill(NaN);
        return true;
      }
      if (fresh) return false;
      wanted = true;
    }
    wanted = newton.slowest() > keepBelow;
    // (I − hγJ)⁻¹ takes from the estimate what it makes of stiff components
    // (Hosea and Shampine 1996)
    system.solve(weighStages(h, bError, k, yError), yError);
    return true;
  }

  function linearize(t: number, y: Float64Array): void {
    system.linearize(t, y);
    shiftedBy = NaN;
    fresh = true;
    wanted = false;
  }

  function solveStages(
    t: number,
    y: Float64Array,
    h: number,
    yNew: Float64Array,
  ): "converged" | "diverged" | "non-finite" {
    newton.forget();
    for (let i = 1; i < stages; i++) {
      const ki = weighStages(1, predictors[i], k, k[i]);
      combineStages(y, h, a[i], k, i, base);
      newton.start();
      for (;;) {
        for (let m = 0; m < n; m++) yNew[m] = base[m] + h * γ * ki[m];
        problem.derivative(t + c[i] * h, yNew, change);
        for (let m = 0; m < n; m++) change[m] -= ki[m];
        system.solve(change, change);
        for (let m = 0; m < n; m++) {
          ki[m] += change[m];
          scaled[m] = h * γ * change[m];
        }
        const verdict = newton.judge(scaled, y);
        if (verdict === "converged") break;
        if (verdict !== "continue") return verdict;
      }
    }
    const last = k[stages - 1];
    for (let m = 0; m < n; m++) yNew[m] = base[m] + h * γ * last[m];
    return "converged";
  }

  function accept(): boolean {
    accepted = isFiniteVector(k[stages - 1]);
    fresh = !accepted;
    return accepted;
  }

  function interpolate(
    s: number,
    y: Float64Array,
    h: number,
    out: Float64Array,
  ): Float64Array {
    denseWeights(dense, s, weights);
    return combineStages(y, h, weights, k, stages, out);
  }

  return { begin, attempt, accept, interpolate };
}
