import { power } from "../special/mod.ts";
import type { OdeMethod, OdeProblem } from "./problem.ts";
import { errorNorm, type StepTolerances } from "./tolerances.ts";

// Gustafsson's proportional-integral controller as in Hairer and Wanner,
// Solving Ordinary Differential Equations II, IV.2: exponents 0.7/k and 0.4/k.
const proportional = 0.7;
const integral = 0.4;
const safety = 0.9;
const smallest = 0.2;
const largest = 10;

/** The factor for the next step size after an accepted step. */
export function growthFactor(
  error: number,
  previousError: number,
  errorOrder: number,
): number {
  // an error of zero would ask for an infinite step
  const now = power(Math.max(error, 1e-10), -proportional / errorOrder);
  const before = power(Math.max(previousError, 1e-4), integral / errorOrder);
  return Math.min(largest, Math.max(smallest, safety * now * before));
}

/** The factor for another try after a refused step. */
export function shrinkFactor(error: number, errorOrder: number): number {
  return Math.max(smallest, safety * power(error, -1 / errorOrder));
}

/**
 * A first step size from the sizes of y, f and a difference of f (Hairer,
 * Nørsett and Wanner, Solving Ordinary Differential Equations I, II.4). Costs
 * one evaluation of f.
 */
export function initialStepSize(
  problem: OdeProblem,
  { errorOrder = 2 }: OdeMethod,
  t: number,
  y: Float64Array,
  f: Float64Array,
  tolerances: StepTolerances,
): number {
  const size = errorNorm(y, y, y, tolerances);
  const slope = errorNorm(f, y, y, tolerances);
  const first = size < 1e-5 || slope < 1e-5 ? 1e-6 : 0.01 * size / slope;
  const y1 = y.map((yi, i) => yi + first * f[i]);
  const f1 = new Float64Array(y.length);
  problem.derivative(t + first, y1, f1);
  for (let i = 0; i < f1.length; i++) f1[i] -= f[i];
  const curvature = errorNorm(f1, y, y, tolerances) / first;
  const steepest = Math.max(slope, curvature);
  const second = steepest <= 1e-15
    ? Math.max(1e-6, first * 1e-3)
    : power(0.01 / steepest, 1 / errorOrder);
  const h = Math.min(100 * first, second);
  // where the trial point is not finite, start so small that it must be
  return h > 0 && h < Infinity ? h : first * 1e-3;
}
