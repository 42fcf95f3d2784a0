import type { OdeCounts, OdeProblem } from "./problem.ts";

/** Below this size of y its differences no longer shrink (as in RADAU5). */
const smallestSize = 1e-5;

const cubeRootOfε = 6.055454452393343e-6;

/** The step that balances truncation and rounding of a one-sided difference. */
function differenceStep(size: number): number {
  return Math.sqrt(Number.EPSILON * Math.max(smallestSize, Math.abs(size)));
}

/** The problem with every derivative, by differences where absent, counted. */
export function completeProblem(
  problem: OdeProblem,
  counts: OdeCounts,
): Required<OdeProblem> {
  const n = problem.dimension;
  const f0 = new Float64Array(n);
  const f1 = new Float64Array(n);
  const shifted = new Float64Array(n);

  function derivative(t: number, y: Float64Array, out: Float64Array): void {
    counts.evaluations++;
    problem.derivative(t, y, out);
  }

  function jacobian(t: number, y: Float64Array, out: Float64Array): void {
    counts.jacobians++;
    if (problem.jacobian !== undefined) return problem.jacobian(t, y, out);
    derivative(t, y, f0);
    shifted.set(y);
    for (let j = 0; j < n; j++) {
      shifted[j] = y[j] + differenceStep(y[j]);
      const δ = shifted[j] - y[j]; // exact
      derivative(t, shifted, f1);
      for (let i = 0; i < n; i++) out[i * n + j] = (f1[i] - f0[i]) / δ;
      shifted[j] = y[j];
    }
  }

  function jacobianVectorProduct(
    t: number,
    y: Float64Array,
    v: Float64Array,
    out: Float64Array,
  ): void {
    counts.jacobianProducts++;
    if (problem.jacobianVectorProduct !== undefined) {
      return problem.jacobianVectorProduct(t, y, v, out);
    }
    let sizeY = 0;
    let sizeV = 0;
    for (let i = 0; i < n; i++) {
      sizeY = Math.max(sizeY, Math.abs(y[i]));
      sizeV = Math.max(sizeV, Math.abs(v[i]));
    }
    if (sizeV === 0) return void out.fill(0);
    // central: the error of a one-sided difference would slow the solver
    const δ = cubeRootOfε * Math.max(1e-3, sizeY) / sizeV;
    for (let i = 0; i < n; i++) shifted[i] = y[i] + δ * v[i];
    derivative(t, shifted, f1);
    for (let i = 0; i < n; i++) shifted[i] = y[i] - δ * v[i];
    derivative(t, shifted, f0);
    for (let i = 0; i < n; i++) out[i] = (f1[i] - f0[i]) / (2 * δ);
  }

  function timeDerivative(t: number, y: Float64Array, out: Float64Array): void {
    if (problem.timeDerivative !== undefined) {
      return problem.timeDerivative(t, y, out);
    }
    const later = t + differenceStep(t);
    derivative(t, y, f0);
    derivative(later, y, f1);
    for (let i = 0; i < n; i++) out[i] = (f1[i] - f0[i]) / (later - t);
  }

  return {
    dimension: n,
    symmetric: problem.symmetric ?? false,
    derivative,
    jacobian,
    jacobianVectorProduct,
    timeDerivative,
  };
}
