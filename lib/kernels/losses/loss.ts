/**
 * ℓ(output, target) of one sample, as a function of the last layer's K outputs,
 * or of its logits where the last layer is softmax. Samples go by number n;
 * outputs stand in `outputs` from `at` on.
 */
export interface SampleLoss {
  /** ℓ. */
  value(n: number, outputs: Float64Array, at: number): number;
  /** ℓ; ∂ℓ/∂outputs goes to `out` from `at` on. */
  gradient(
    n: number,
    outputs: Float64Array,
    at: number,
    out: Float64Array,
  ): number;
  /** ∂²ℓ/∂outputs² goes to `out` (K × K), from 0 on. */
  hessian(
    n: number,
    outputs: Float64Array,
    at: number,
    out: Float64Array,
  ): void;
}
