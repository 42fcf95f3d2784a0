import {
  matrixVector,
  norm,
  symmetricEigen,
  transposedMatrixVector,
} from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";
import type { Minimizer, Point } from "./minimizer.ts";
import { type RegionModel, trustRegionMinimizer } from "./trust_region.ts";
import { trustRegionStep } from "./trust_region_step.ts";

/**
 * Newton's method in a trust region, with the exact Hessian and the exact
 * minimizer of the model: each iteration costs one Hessian, one symmetric
 * eigendecomposition and, per trial, one to five gradients. Leaves saddles.
 */
export const trustRegionNewton: Minimizer = trustRegionMinimizer(
  "trustRegionNewton",
  exactModel,
);

function exactModel(objective: Objective, point: Point): RegionModel {
  const p = objective.parameterCount;
  const hessian = new Float64Array(p * p);
  const rotatedGradient = new Float64Array(p);
  const otherGradient = new Float64Array(p);
  const rotatedStep = new Float64Array(p);
  let eigenvalues = new Float64Array(0);
  let vectors = new Float64Array(0);

  function renew(): boolean {
    objective.hessian(point.parameters, hessian);
    const eigen = symmetricEigen(hessian, p);
    if (eigen.status !== "completed") return false;
    eigenvalues = eigen.values as Float64Array<ArrayBuffer>;
    vectors = eigen.vectors as Float64Array<ArrayBuffer>;
    matrixVector(vectors, point.gradient, rotatedGradient);
    return true;
  }

  /** The model's minimizer for a rotated gradient. */
  function minimize(
    gradient: Float64Array,
    radius: number,
    out: Float64Array,
  ): number {
    const model = { eigenvalues, gradient };
    const predicted = trustRegionStep(model, radius, rotatedStep);
    transposedMatrixVector(vectors, rotatedStep, out);
    return predicted;
  }

  return {
    renew,
    firstRadius: () => Math.max(1, norm(point.parameters) / 10),
    step: (radius, out) => minimize(rotatedGradient, radius, out),
    correct(g, radius, out) {
      matrixVector(vectors, g, otherGradient);
      return minimize(otherGradient, radius, out);
    },
    length: norm,
    isMinimum() {
      const size = Math.max(Math.abs(eigenvalues[0]), eigenvalues[p - 1]);
      // negative curvature well above the rounding of the Hessian's entries
      return eigenvalues[0] >= -1e-10 * size;
    },
  };
}
