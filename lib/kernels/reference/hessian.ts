import type { SampleLoss } from "../losses/loss.ts";
import { fillFirst, fillSecond, forwardPass } from "./forward_pass.ts";
import { newTape, type Plan, type Step } from "./plan.ts";

/**
 * A function that adds the upper triangle of one sample's weight·∇²ℓ to `out`
 * (p × p).
 *
 * With δ = ∂ℓ/∂z, an entry of layers l ≤ l′ is
 *
 *     ∂²ℓ/∂W_mk∂W′_m′k′ = a_k (B_mm′ a′_k′ + δ′_m′ J_mk′),
 *
 * B = ∂δ′/∂z and J = ∂a′/∂z being derivatives of later layers in this layer's
 * z at fixed weights (J = 0 for the bias, and where l = l′). Both go backwards
 * from layer to layer by the same product with f′ ⊙ Wᵀ; a layer's own diagonal
 * block of B gains diag(e ⊙ f″), e = ∂ℓ/∂a. So one row m of B and J gives one
 * vector over all later parameters, and a_k times it are the rows (m, k) of the
 * Hessian.
 */
export function hessianOfSample(
  plan: Plan,
  inputs: Float64Array,
  loss: SampleLoss,
): (θ: Float64Array, n: number, weight: number, out: Float64Array) => void {
  const { steps, outputs, outputAt, parameterCount: p, tapeLength } = plan;
  const z = newTape(plan);
  const a = newTape(plan);
  const first = newTape(plan);
  const second = newTape(plan);
  const e = newTape(plan);
  const δ = newTape(plan);
  const outputHessian = new Float64Array(outputs * outputs);
  // Rows of the present layer's units, and of the layer above it: B over all
  // units from 0 on, J from tapeLength on, both indexed like a tape.
  const stride = 2 * tapeLength;
  const widest = Math.max(...steps.map((step) => step.width));
  let rows = new Float64Array(widest * stride);
  let above = new Float64Array(widest * stride);
  const later = new Float64Array(p);

  /** B and J of the last layer. */
  function seed(n: number, weight: number): void {
    loss.gradient(n, a, outputAt, e);
    loss.hessian(n, a, outputAt, outputHessian);
    for (let i = 0; i < outputs; i++) {
      const slope = weight * first[outputAt + i];
      for (let j = 0; j < outputs; j++) {
        rows[i * stride + outputAt + j] = slope * first[outputAt + j] *
          outputHessian[i * outputs + j];
      }
      e[outputAt + i] *= weight;
      rows[i * stride + outputAt + i] += second[outputAt + i] *
        e[outputAt + i];
      δ[outputAt + i] = first[outputAt + i] * e[outputAt + i];
    }
  }

  /** From B, J and δ of `step` to those of the layer below it. */
  function descend(θ: Float64Array, step: Step): void {
    const { width, fanIn, columns, offset, from, at } = step;
    [rows, above] = [above, rows];
    const end = outputAt + outputs;
    for (let k = 0; k < fanIn; k++) {
      const row = k * stride;
      const slope = first[from + k];
      for (let u = from; u < end; u++) rows[row + u] = 0;
      for (let u = from; u < outputAt; u++) rows[row + tapeLength + u] = 0;
      let error = 0;
      for (let m = 0; m < width; m++) {
        const weight = θ[offset + m * columns + k];
        error += weight * δ[at + m];
        const factor = slope * weight;
        const higher = m * stride;
        for (let u = at; u < end; u++) {
          rows[row + u] += factor * above[higher + u];
        }
        for (let u = at + tapeLength; u < outputAt + tapeLength; u++) {
          rows[row + u] += factor * above[higher + u];
        }
      }
      e[from + k] = error;
      δ[from + k] = slope * error;
      rows[row + tapeLength + from + k] = slope;
      for (let m = 0; m < width; m++) {
        const B = rows[row + at + m];
        const weights = offset + m * columns;
        for (let i = 0; i < fanIn; i++) {
          rows[row + from + i] += B * θ[weights + i];
        }
      }
      for (let i = 0; i < fanIn; i++) rows[row + from + i] *= first[from + i];
      rows[row + from + k] += second[from + k] * error;
    }
  }

  /** Adds the rows of one layer's parameters. */
  function addRows(l: number, out: Float64Array): void {
    const { width, columns, offset, from, at } = steps[l];
    for (let m = 0; m < width; m++) {
      const row = m * stride;
      for (let i = m; i < width; i++) {
        const B = rows[row + at + i];
        const block = offset + i * columns;
        for (let k = 0; k < columns; k++) later[block + k] = B * a[from + k];
      }
      for (let l2 = l + 1; l2 < steps.length; l2++) {
        fillLater(row, steps[l2]);
      }
      for (let k = 0; k < columns; k++) {
        const j = offset + m * columns + k;
        const input = a[from + k];
        const target = j * p;
        for (let i = j; i < p; i++) out[target + i] += input * later[i];
      }
    }
  }

  function fillLater(row: number, step: Step): void {
    const { width, fanIn, columns, offset, from, at } = step;
    const J = row + tapeLength + from;
    for (let m = 0; m < width; m++) {
      const B = rows[row + at + m];
      const error = δ[at + m];
      const block = offset + m * columns;
      for (let k = 0; k < fanIn; k++) {
        later[block + k] = B * a[from + k] + error * rows[J + k];
      }
      if (columns > fanIn) later[block + fanIn] = B;
    }
  }

  return (θ, n, weight, out) => {
    forwardPass(plan, θ, inputs, n, z, a);
    fillFirst(plan, z, a, first);
    fillSecond(plan, z, a, first, second);
    seed(n, weight);
    for (let l = steps.length - 1; l >= 0; l--) {
      addRows(l, out);
      if (l > 0) descend(θ, steps[l]);
    }
  };
}
