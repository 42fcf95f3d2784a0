import type { Intervals } from "../../interval/mod.ts";

/** A term of the loss; derivatives are added to what `out` holds. */
export interface PenaltyTerm {
  /** The term at θ. */
  value(θ: Float64Array): number;
  /** Adds the gradient to `out` (p). */
  addGradient(θ: Float64Array, out: Float64Array): void;
  /** Adds the Hessian to `out` (p × p). */
  addHessian(θ: Float64Array, out: Float64Array): void;
  /** Adds the Hessian times v to `out` (p). */
  addHessianVector(θ: Float64Array, v: Float64Array, out: Float64Array): void;
  /** Adds what the gradient can be for θ in a box to `out` (p). */
  addGradientRanges(θ: Intervals, out: Intervals): void;
  /** Adds what the Hessian can be for θ in a box to `out` (p × p). */
  addHessianRanges(θ: Intervals, out: Intervals): void;
}
