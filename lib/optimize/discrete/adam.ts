import type { Optimizer, Slots, Update } from "./optimizer.ts";
import { power } from "../../special/mod.ts";

/** Hyperparameters of Adam. */
export interface AdamHyperparameters {
  /** Memory of the mean of g. */
  readonly β1: number;
  /** Memory of the mean of g². */
  readonly β2: number;
  /** Added to the root of the latter. */
  readonly ε: number;
}

/**
 * m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², θ ← θ − η m̂/(√v̂ + ε) with
 * m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ) at the t-th step (Kingma and Ba, Adam: a
 * method for stochastic optimization, 2015).
 */
export const adam: Optimizer<AdamHyperparameters> = {
  name: "adam",
  learningRate: 1e-3,
  defaults: { β1: 0.9, β2: 0.999, ε: 1e-8 },
  init: adamSlots,
  update: (update, slots, hyperparameters) =>
    adamUpdate(update, slots, hyperparameters, 0),
};

/** m and v. */
export function adamSlots(parameterCount: number): Slots {
  return {
    m: new Float64Array(parameterCount),
    v: new Float64Array(parameterCount),
  };
}

/** Adam's update, and η λ θ less: the decay that does not go through g. */
export function adamUpdate(
  { parameters, gradient, rates, step }: Update,
  { m, v }: Slots,
  { β1, β2, ε }: AdamHyperparameters,
  λ: number,
): void {
  const scale1 = 1 - power(β1, step);
  const scale2 = 1 - power(β2, step);
  for (let i = 0; i < parameters.length; i++) {
    const g = gradient[i];
    m[i] = β1 * m[i] + (1 - β1) * g;
    v[i] = β2 * v[i] + (1 - β2) * g * g;
    const d = (m[i] / scale1) / (Math.sqrt(v[i] / scale2) + ε);
    parameters[i] -= rates[i] * (d + λ * parameters[i]);
  }
}
