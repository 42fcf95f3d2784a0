import { isFiniteVector } from "../linalg/vector.ts";
import type { OdeMethod, OdeProblem, OdeStepper } from "./problem.ts";
import { combineStages, denseWeights, weighStages } from "./stages.ts";
import { errorNorm, type StepTolerances } from "./tolerances.ts";
import type { ButcherTableau } from "./tableau.ts";
import { hypot } from "../special/mod.ts";

/** The explicit Runge–Kutta method of a tableau. */
export function explicitRungeKutta(tableau: ButcherTableau): OdeMethod {
  const { name, order, embeddedOrder, bErrorCrude } = tableau;
  // the damped estimate of two is one order better (Hairer's DOP853)
  const gained = bErrorCrude === undefined ? 1 : 3;
  return {
    name,
    order,
    ...(embeddedOrder === undefined
      ? {}
      : { errorOrder: Math.min(order, embeddedOrder + gained - 1) + 1 }),
    stepper: (problem, tolerances) => stepper(tableau, problem, tolerances),
  };
}

function stepper(
  { c, a, b, bError, bErrorCrude, dense, extra }: ButcherTableau,
  problem: Required<OdeProblem>,
  tolerances: StepTolerances,
): OdeStepper {
  const n = problem.dimension;
  const stages = b.length;
  const firstSameAsLast = stages > 1 && c[stages - 1] === 1 &&
    a[stages - 1].every((weight, j) => weight === b[j]);
  const k = dense.map(() => new Float64Array(n));
  const weights = new Float64Array(dense.length);
  const point = new Float64Array(n);
  let next = new Float64Array(n); // f at the end of the accepted step
  let accepted = false;
  let extraDone = false;
  let time = 0;

  function begin(t: number, y: Float64Array): Float64Array {
    problem.derivative(t, y, k[0]);
    accepted = false;
    return k[0];
  }

  function attempt(
    t: number,
    y: Float64Array,
    h: number,
    yNew: Float64Array,
    yError: Float64Array,
  ): boolean {
    if (accepted) [k[0], next] = [next, k[0]];
    accepted = false;
    extraDone = false;
    time = t;
    for (let i = 1; i < stages; i++) {
      const at = firstSameAsLast && i === stages - 1 ? yNew : point;
      combineStages(y, h, a[i], k, i, at);
      problem.derivative(t + c[i] * h, at, k[i]);
    }
    if (!firstSameAsLast) combineStages(y, h, b, k, stages, yNew);
    if (bError === undefined) yError.fill(0);
    else weighStages(h, bError, k, yError);
    if (bErrorCrude !== undefined) damp(bErrorCrude, y, h, yNew, yError);
    return true;
  }

  /** Scales the fine estimate e by ‖e‖ / √(‖e‖² + ‖crude‖²/100). */
  function damp(
    crude: readonly number[],
    y: Float64Array,
    h: number,
    yNew: Float64Array,
    yError: Float64Array,
  ): void {
    const fine = errorNorm(yError, y, yNew, tolerances);
    const other = errorNorm(
      weighStages(h, crude, k, point),
      y,
      yNew,
      tolerances,
    );
    if (fine === 0) return;
    const factor = fine / hypot(fine, 0.1 * other);
    for (let m = 0; m < n; m++) yError[m] *= factor;
  }

  function accept(t: number, y: Float64Array): boolean {
    if (firstSameAsLast) next.set(k[stages - 1]);
    else problem.derivative(t, y, next);
    accepted = isFiniteVector(next);
    return accepted;
  }

  function interpolate(
    s: number,
    y: Float64Array,
    h: number,
    out: Float64Array,
  ): Float64Array {
    if (extra !== undefined && !extraDone) computeExtra(extra, y, h);
    extraDone = true;
    denseWeights(dense, s, weights);
    return combineStages(y, h, weights, k, dense.length, out);
  }

  function computeExtra(
    { c: cExtra, a: aExtra }: NonNullable<ButcherTableau["extra"]>,
    y: Float64Array,
    h: number,
  ): void {
    for (let i = 0; i < cExtra.length; i++) {
      const stage = stages + i;
      combineStages(y, h, aExtra[i], k, stage, point);
      problem.derivative(time + cExtra[i] * h, point, k[stage]);
    }
  }

  return { begin, attempt, accept, interpolate };
}
