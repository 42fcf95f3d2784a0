import type { CustomLoss } from "../kernels.ts";

/** ℓ = Σ (a − t)²: neither halved nor divided by the number of outputs. */
export const meanSquaredError: CustomLoss = {
  value: (a, t) => (a - t) * (a - t),
  derivative: (a, t) => 2 * (a - t),
  secondDerivative: () => 2,
};
