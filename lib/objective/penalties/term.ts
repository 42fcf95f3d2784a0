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
}
