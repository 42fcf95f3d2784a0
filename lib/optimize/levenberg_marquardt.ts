import {
  cholesky,
  choleskySolve,
  dot,
  isFiniteVector,
  norm,
  transposedMatrixVector,
} from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";
import type { Minimizer, Point } from "./minimizer.ts";
import { type RegionModel, trustRegionMinimizer } from "./trust_region.ts";

/**
 * Levenberg–Marquardt on the residuals of the objective, L = ‖r‖²/N: the model
 * ‖r + J s‖²/N is minimized over ‖D s‖ ≤ radius, s = −(JᵀJ + λD²)⁻¹ Jᵀr, where
 * D holds the largest norms of J's columns so far; so units of parameters do
 * not matter. Needs no second derivatives; quadratic convergence where the
 * residuals vanish, linear elsewhere.
 *
 * @see Moré, The Levenberg–Marquardt algorithm: implementation and theory, 1978.
 * There JᵀJ is never formed; here it is, and where it is singular in float64
 * λ keeps it definite.
 */
export const levenbergMarquardt: Minimizer = trustRegionMinimizer(
  "levenbergMarquardt",
  gaussNewtonModel,
);

function gaussNewtonModel(objective: Objective, point: Point): RegionModel {
  if (!objective.residuals || !objective.jacobian) {
    throw new RangeError(
      `Cannot minimize with levenbergMarquardt: an objective without ` +
        `residuals, expected a mean squared error without penalties, or leastSquaresObjective`,
    );
  }
  const p = objective.parameterCount;
  const N = objective.data?.samples ?? 1;
  let r: Float64Array | undefined;
  let J: Float64Array | undefined;
  const D = new Float64Array(p);
  const A = new Float64Array(p * p); // JᵀJ in units of D
  const g = new Float64Array(p); // Jᵀr in units of D
  const other = new Float64Array(p);
  const shifted = new Float64Array(p * p); // A + λ, then its factor
  const u = new Float64Array(p); // D s
  const w = new Float64Array(p);

  function length(s: Float64Array): number {
    for (let i = 0; i < p; i++) w[i] = D[i] * s[i];
    return norm(w);
  }

  function renew(): boolean {
    r = objective.residuals!(point.parameters, r);
    J = objective.jacobian!(point.parameters, J);
    growScales(J, D);
    transposedMatrixVector(J, r, g);
    for (let i = 0; i < p; i++) g[i] /= D[i];
    gramMatrix(J, D, A);
    return isFiniteVector(g) && isFiniteVector(A);
  }

  /** ‖u‖ for u = −(A + λ)⁻¹ h; NaN where that has no Cholesky factor. */
  function solve(λ: number, h: Float64Array): number {
    shifted.set(A);
    for (let i = 0; i < p; i++) shifted[i * p + i] += λ;
    if (!cholesky(shifted, p, shifted)) return NaN;
    choleskySolve(shifted, h, u);
    for (let i = 0; i < p; i++) u[i] = -u[i];
    return norm(u);
  }

  /** λ with ‖u‖ ≈ radius, or 0 where ‖u‖ is less; Moré, section 5. */
  function damping(radius: number, h: Float64Array): number {
    let λ = 0;
    let low = 0;
    let high = norm(h) / radius;
    let size = solve(0, h);
    if (size <= 1.1 * radius) return 0;
    for (let trial = 0; trial < 50; trial++) {
      if (Number.isNaN(size)) { // A + λ is indefinite by rounding
        low = Math.max(λ, p * Number.EPSILON);
        high = Math.max(high, 4 * low);
        λ = 4 * low;
      } else {
        if (Math.abs(size - radius) <= 0.1 * radius) break;
        if (size < radius && λ <= p * Number.EPSILON * 4) break;
        if (size > radius) low = λ;
        else high = λ;
        choleskySolve(shifted, u, w);
        const newton = λ +
          (size * size / dot(u, w)) * (size - radius) / radius;
        λ = newton > low && newton < high
          ? newton
          : Math.max(1e-3 * high, Math.sqrt(low * high));
      }
      size = solve(λ, h);
    }
    return λ;
  }

  function minimize(
    h: Float64Array,
    radius: number,
    out: Float64Array,
  ): number {
    const λ = damping(radius, h);
    for (let i = 0; i < p; i++) out[i] = u[i] / D[i];
    // −2 hᵀu − uᵀAu with A u = −h − λ u
    return (λ * dot(u, u) - dot(h, u)) / N;
  }

  function correct(
    gradient: Float64Array,
    radius: number,
    out: Float64Array,
  ): number {
    // ∇L = 2 Jᵀr/N
    for (let i = 0; i < p; i++) other[i] = gradient[i] * N / (2 * D[i]);
    return minimize(other, radius, out);
  }

  return {
    renew,
    // MINPACK's factor: far, as a step of Gauss and Newton is to be tried first
    firstRadius: () => 100 * (length(point.parameters) || 1),
    step: (radius, out) => minimize(g, radius, out),
    correct,
    length,
  };
}

/** D_j ← max(D_j, ‖J_j‖), and 1 for a column of zeros. */
function growScales(J: Float64Array, D: Float64Array): void {
  const p = D.length;
  const squares = new Float64Array(p);
  for (let i = 0; i < J.length; i += p) {
    for (let j = 0; j < p; j++) squares[j] += J[i + j] * J[i + j];
  }
  for (let j = 0; j < p; j++) {
    D[j] = Math.max(D[j], Math.sqrt(squares[j])) || 1;
  }
}

/** D⁻¹ JᵀJ D⁻¹, the lower triangle. */
function gramMatrix(J: Float64Array, D: Float64Array, out: Float64Array): void {
  const p = D.length;
  out.fill(0);
  for (let row = 0; row < J.length; row += p) {
    for (let i = 0; i < p; i++) {
      const x = J[row + i];
      if (x === 0) continue;
      for (let j = 0; j <= i; j++) out[i * p + j] += x * J[row + j];
    }
  }
  for (let i = 0; i < p; i++) {
    for (let j = 0; j <= i; j++) out[i * p + j] /= D[i] * D[j];
  }
}
