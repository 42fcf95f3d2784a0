import { type AdamHyperparameters, adamSlots, adamUpdate } from "./adam.ts";
import type { Optimizer } from "./optimizer.ts";

/** Hyperparameters of AdamW. */
export interface AdamWHyperparameters extends AdamHyperparameters {
  /** λ. */
  readonly weightDecay: number;
}

/**
 * Adam, and θ ← θ − η λ θ beside it: weight decay that the scaling by √v̂ leaves
 * alone (Loshchilov and Hutter, Decoupled weight decay regularization, 2019).
 * Biases decay too.
 */
export const adamW: Optimizer<AdamWHyperparameters> = {
  name: "adamW",
  learningRate: 1e-3,
  defaults: { β1: 0.9, β2: 0.999, ε: 1e-8, weightDecay: 0.01 },
  init: adamSlots,
  update: (update, slots, hyperparameters) =>
    adamUpdate(update, slots, hyperparameters, hyperparameters.weightDecay),
};
