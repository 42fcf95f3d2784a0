import type { EmpiricalSpecification } from "../objective/mod.ts";
import type { Objective } from "../objective/objective.ts";
import { exp } from "../special/mod.ts";
import { type JacobianBlocks, jacobianBlocks } from "./jacobian_blocks.ts";
import { outputObjective } from "./output_objective.ts";

/** A loss as a function of outputs, to second order: G = Jᵀ S J. */
export interface OutputCurvature {
  /** J, of residuals or of what goes into softmax. */
  readonly jacobian: JacobianBlocks;
  /** x ↦ S x for some rows of whole samples, the first of number `first`. */
  weigh(x: Float64Array, first: number): void;
}

/**
 * Of a sum of squares L = ‖r‖²/N, S is 2/N; of crossEntropy it has for each sample
 * a block ω (diag q − q qᵀ)/N, with the probabilities q.
 *
 * @throws {TypeError} If the loss is neither.
 */
export function outputCurvature(
  act: string,
  objective: Objective,
  θ: Float64Array,
): OutputCurvature {
  const { specification } = objective;
  const { loss } = (specification ?? {}) as Partial<EmpiricalSpecification>;
  if (!objective.residuals && loss === "crossEntropy") {
    return crossEntropy(act, objective, θ);
  }
  const jacobian = jacobianBlocks(act, objective, θ);
  const scale = 2 / jacobian.samples;
  return {
    jacobian,
    weigh(x) {
      for (let i = 0; i < x.length; i++) x[i] *= scale;
    },
  };
}

function crossEntropy(
  act: string,
  objective: Objective,
  θ: Float64Array,
): OutputCurvature {
  const outputs = outputObjective(act, objective);
  const { samples, weights } = objective.data!;
  // the targets there are 0, so residuals are what goes into softmax
  const q = outputs.residuals!(θ);
  const K = q.length / samples;
  for (let n = 0; n < samples; n++) softmax(q.subarray(n * K, n * K + K));
  return {
    jacobian: jacobianBlocks(act, outputs, θ),
    weigh(x, first) {
      for (let row = 0; row < x.length; row += K) {
        const n = (first + row) / K;
        const scale = (weights ? weights[n] : 1) / samples;
        let mean = 0;
        for (let k = 0; k < K; k++) mean += q[n * K + k] * x[row + k];
        for (let k = 0; k < K; k++) {
          x[row + k] = scale * q[n * K + k] * (x[row + k] - mean);
        }
      }
    },
  };
}

function softmax(z: Float64Array): void {
  const largest = Math.max(...z);
  let sum = 0;
  for (let k = 0; k < z.length; k++) sum += z[k] = exp(z[k] - largest);
  for (let k = 0; k < z.length; k++) z[k] /= sum;
}
