import type { Interval, Intervals } from "../../../interval/mod.ts";

/**
 * The interval extension of ℓ(outputs, target) of one sample: its derivatives for
 * any outputs in a box, as functions of the last layer's K outputs, or of its
 * logits where the last layer is softmax. Samples go by number n.
 */
export interface LossEnclosure {
  /**
   * ∂ℓ/∂outputs goes to `out` from `at` on; false where the box reaches a point
   * where ℓ is not smooth.
   */
  gradient(n: number, outputs: Intervals, at: number, out: Intervals): boolean;
  /** ∂²ℓ/∂outputs² goes to `out` (K × K), from 0 on. */
  hessian(n: number, outputs: Intervals, at: number, out: Intervals): void;
}

/** ∂ℓ/∂a and ∂²ℓ/∂a² of one output; undefined where ℓ is not smooth. */
export type OutputLossEnclosure = (
  output: Interval,
  target: number,
) => { readonly first: Interval; readonly second: Interval } | undefined;
