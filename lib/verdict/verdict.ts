import type { NullExplanation } from "../curvature/mod.ts";
import type { Proof } from "./proof/proof.ts";

/** What a point of the landscape is; {@linkcode certify} finds out. */
export type VerdictKind =
  | "strict minimum"
  | "minimum, degenerate"
  | "saddle"
  | "saddle, degenerate"
  | "undecided"
  | "gradient-flat"
  | "escaping to infinity"
  | "not converged";

/** What a point of the landscape is, with the numbers behind it. */
export interface Verdict {
  /**
   * - `strict minimum`: a zero of ∇L is nearby, and all eigenvalues there are
   *   positive for sure.
   * - `minimum, degenerate`: none is negative for sure, some may be zero, and the
   *   loss does not fall along these null directions as far as steps along them
   *   tell; or the residuals are zero to rounding.
   * - `saddle`: `index` eigenvalues are negative for sure.
   * - `saddle, degenerate`: none is, but the loss falls along null directions,
   *   to higher than second order.
   * - `undecided`: a zero of ∇L is nearby, but the numbers do not tell what it
   *   is: the loss falls along null directions, no faster than curvature within
   *   the bounds would make it, or smaller eigenvalues can have been missed; or
   *   the verdict has taken as many operations as it may.
   * - `gradient-flat`: what is left of ∇L lies where there is no curvature to
   *   speak of, and ∇L does not vanish nearby.
   * - `escaping to infinity`: no strict minimum is nearby, all of ∇L has become
   *   small, or what is left lies where there is no curvature to speak of, and ‖θ‖
   *   still grows along the trajectory.
   * - `not converged`: no zero of ∇L is nearby, or there is a kink, of which
   *   derivatives say nothing, or derivatives by differences do not settle as their
   *   steps shrink.
   */
  readonly kind: VerdictKind;
  /** In words, with advice. */
  readonly sentence: string;
  /** ‖∇L‖∞ at θ, over the parameters that are not frozen. */
  readonly gradientNorm: number;
  /** How much ∇L changes (‖·‖∞) when θ is rounded otherwise. */
  readonly gradientRounding: number;
  /**
   * (gᵀ|H|⁻¹g)^½ where the eigenvalues are from; half its square is what a Newton
   * step promises. Absent where they are.
   */
  readonly newtonDecrement?: number;
  /** From θ to the zero of ∇L that is nearby; absent where there is none. */
  readonly distance?: number;
  /**
   * How much shorter the second Newton step was than the first; 0 at a perfect fit.
   */
  readonly contraction?: number;
  /**
   * The smallest eigenvalues, ascending: all that are not positive beyond their
   * bounds and some more, 50 at most; at the zero of ∇L where one is nearby,
   * else at θ. Empty where no zero is nearby and the Hessian would be large.
   */
  readonly eigenvalues: Float64Array;
  /** ‖H v − λ v‖ of each, by Hessian–vector products. */
  readonly residuals: Float64Array;
  /**
   * What each may be off by: the residual, p ε ‖H‖, and twice what it changes by
   * as far away as the zero may yet be; where the residuals of the fit are zero to
   * rounding, at least what a negative one is below zero.
   */
  readonly bounds: Float64Array;
  /**
   * How many eigenvalues are negative: beyond their bounds, or, by Sylvester's law
   * of inertia, in units of the parameters that tell it.
   */
  readonly index: number;
  /** How many may be zero, in any units. */
  readonly nullity: number;
  /** What symmetries explain null directions; see `explainNullDirections`. */
  readonly explanations: readonly Omit<NullExplanation, "directions">[];
  /** Null directions that none explains. */
  readonly unexplained: number;
  /** ‖θ‖ at the end of the trajectory over ‖θ‖ a decade of time before. */
  readonly normGrowth?: number;
  /**
   * Where the eigenvalues are from: the whole Hessian, or Lanczos above 1000
   * parameters, with index and nullity among those that it looked for, 8 at most.
   */
  readonly method: "dense" | "lanczos";
  /**
   * The proof, where it was asked for. Where it is of this point and proves
   * another kind, `kind`, `sentence`, `index` and `nullity` are what it proves.
   */
  readonly proof?: Proof;
}
