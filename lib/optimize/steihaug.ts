import { addScaled, dot, norm } from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";
import type { Minimizer, Point } from "./minimizer.ts";
import { type RegionModel, trustRegionMinimizer } from "./trust_region.ts";

/**
 * Newton's method in a trust region without the Hessian: the model is minimized
 * by conjugate gradients on Hessian–vector products, up to the boundary or to a
 * direction of negative curvature (Steihaug, The conjugate gradient method and
 * trust regions in large scale optimization, 1983). O(p) memory, superlinear.
 * Leaves saddles unless it starts exactly on one.
 */
export const steihaug: Minimizer = trustRegionMinimizer(
  "steihaug",
  matrixFreeModel,
);

function matrixFreeModel(objective: Objective, point: Point): RegionModel {
  const p = objective.parameterCount;
  const { parameters, gradient } = point;
  const residual = new Float64Array(p); // g + H s
  const d = new Float64Array(p);
  const Hd = new Float64Array(p);
  const firstSlope = norm(gradient);

  /** −gᵀs − sᵀHs/2. */
  function reduction(s: Float64Array): number {
    let sum = 0;
    for (let i = 0; i < p; i++) sum -= s[i] * (gradient[i] + residual[i]) / 2;
    return sum;
  }

  /** Moves s along d by τ ≥ 0 to where ‖s‖ = radius. */
  function toBoundary(s: Float64Array, radius: number): number {
    const a = dot(d, d);
    const b = dot(s, d);
    const c = Math.max(0, radius * radius - dot(s, s));
    const root = Math.sqrt(b * b + a * c);
    const τ = b > 0 ? c / (b + root) : (root - b) / a;
    addScaled(s, τ, d, s);
    addScaled(residual, τ, Hd, residual);
    return reduction(s);
  }

  function step(radius: number, s: Float64Array): number {
    s.fill(0);
    residual.set(gradient);
    for (let i = 0; i < p; i++) d[i] = -gradient[i];
    let square = dot(residual, residual);
    if (square === 0) return 0;
    const slope = Math.sqrt(square);
    // superlinear: the model is solved the better the nearer the minimum
    const enough = slope * Math.min(0.1, Math.sqrt(slope / firstSlope));
    for (let iteration = 0; iteration < 2 * p; iteration++) {
      objective.hessianVectorProduct(parameters, d, Hd);
      const curvature = dot(d, Hd);
      const α = square / curvature;
      const leaves = !(curvature > 0) || norm(addScaled(s, α, d, s)) > radius;
      if (leaves) {
        if (curvature > 0) addScaled(s, -α, d, s);
        return toBoundary(s, radius);
      }
      addScaled(residual, α, Hd, residual);
      const previous = square;
      square = dot(residual, residual);
      if (Math.sqrt(square) <= enough) break;
      const β = square / previous;
      for (let i = 0; i < p; i++) d[i] = β * d[i] - residual[i];
    }
    return reduction(s);
  }

  return {
    renew: () => true,
    firstRadius: () => Math.max(1, norm(parameters) / 10),
    step,
    length: norm,
  };
}
