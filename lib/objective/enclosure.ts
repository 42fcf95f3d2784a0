import type { Intervals } from "../interval/mod.ts";

/**
 * What the derivatives of a loss can be for parameters in a box: intervals that
 * hold the value of every θ in it, rounding included. Each is computed when it is
 * asked for; where there is none, as at a kink, it throws an `EnclosureError`.
 */
export interface Enclosure {
  /** ∇L (p). */
  gradient(): Intervals;
  /** The Hessian (p × p, row-major, symmetric). */
  hessian(): Intervals;
  /** r with L = ‖r‖²/N, where the loss is a sum of squares. */
  residuals?(): Intervals;
  /** ∂r/∂θ: one row of p intervals per residual; present where residuals are. */
  jacobian?(): Intervals;
}
