import { configureObjectives } from "../../lib/job/objectives/known.ts";
import { matrixVector } from "../../lib/linalg/mod.ts";
import {
  customObjective,
  type Objective,
  type ObjectiveKind,
  type ObjectiveSpecification,
} from "../../lib/objective/mod.ts";

/** ½ (θ − c)ᵀ A (θ − c), A symmetric, row-major. */
interface QuadraticSpecification extends ObjectiveSpecification {
  readonly kind: "quadratic";
  readonly matrix: Float64Array;
  readonly center: Float64Array;
  /** "single" rounds losses to float32. */
  readonly rounding: "double" | "single";
}

/** A kind of objective that the library does not have, to see that any will do. */
const quadraticKind: ObjectiveKind<QuadraticSpecification> = {
  name: "quadratic",
  fromSpecification: (specification) => {
    const { matrix, center, rounding } = specification;
    const p = center.length;
    const gradient = (θ: Float64Array) =>
      matrixVector(matrix, θ.map((x, i) => x - center[i]), new Float64Array(p));
    const loss = (θ: Float64Array) =>
      gradient(θ).reduce((sum, g, i) => sum + g * (θ[i] - center[i]) / 2, 0);
    return {
      ...customObjective({
        parameterCount: p,
        loss: rounding === "single" ? (θ) => Math.fround(loss(θ)) : loss,
        gradient,
        hessian: () => matrix,
      }),
      specification,
    };
  },
  family: ({ center }) => center.length,
  features: ({ matrix, center: [...center] }) => ({ matrix, center }),
  withBackend: (specification, rounding) => ({
    ...specification,
    rounding: rounding as QuadraticSpecification["rounding"],
  }),
};

export function quadratic(
  matrix: ArrayLike<number>,
  center: ArrayLike<number>,
): Objective {
  return quadraticKind.fromSpecification({
    kind: "quadratic",
    matrix: Float64Array.from(matrix),
    center: Float64Array.from(center),
    rounding: "double",
  });
}

/** Makes the kind known in this thread. */
export function knowQuadratics(): void {
  configureObjectives({ quadratic: quadraticKind });
}
