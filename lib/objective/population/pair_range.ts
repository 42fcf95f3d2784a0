import type { Interval } from "../../interval/mod.ts";

/** A pair of neurons over a box: z₁ and z₂ are normal, with these moments. */
export interface PairRange {
  /** Means: the biases. */
  readonly b1: Interval;
  readonly b2: Interval;
  /** Variances ‖w₁‖², ‖w₂‖², and the covariance w₁·w₂. */
  readonly s11: Interval;
  readonly s22: Interval;
  readonly s12: Interval;
  /** ‖w₁‖²‖w₂‖² − (w₁·w₂)². */
  readonly gram: Interval;
  /** Whether both are the same neuron. */
  readonly isSame: boolean;
}
