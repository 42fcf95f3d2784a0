import { logistic, softplusOf } from "../../network/activations/logistic.ts";
import type { CustomLoss } from "../kernels.ts";

/** ℓ = log(1 + e^{−ta}), for targets t = ±1 and any real outputs a. */
export const logisticLoss: CustomLoss = {
  value: (a, t) => softplusOf(-t * a),
  derivative: (a, t) => -t * logistic(-t * a),
  secondDerivative: (a, t) => t * t * logistic(t * a) * logistic(-t * a),
};
