import type { SampleLoss } from "../losses/loss.ts";
import { fillFirst, fillSecond, forwardPass } from "./forward_pass.ts";
import { newTape, type Plan } from "./plan.ts";

/**
 * A function that adds one sample's weight·∇²ℓ v to `out`: the derivative along
 * v of a forward and a backward pass, term by term.
 *
 * @see Pearlmutter, Fast exact multiplication by the Hessian, 1994: R{x} there
 * is xDot here.
 */
export function hessianVectorOfSample(
  plan: Plan,
  inputs: Float64Array,
  loss: SampleLoss,
): (
  θ: Float64Array,
  v: Float64Array,
  n: number,
  weight: number,
  out: Float64Array,
) => void {
  const { steps, outputs, outputAt } = plan;
  const z = newTape(plan);
  const a = newTape(plan);
  const first = newTape(plan);
  const second = newTape(plan);
  const zDot = newTape(plan);
  // Starts at 0: neither inputs nor the ones of biases move with θ.
  const aDot = new Float64Array(plan.tapeLength);
  // ∂ℓ/∂a and ∂ℓ/∂z.
  const e = newTape(plan);
  const eDot = newTape(plan);
  const δ = newTape(plan);
  const δDot = newTape(plan);
  const outputHessian = new Float64Array(outputs * outputs);

  function forwardDot(θ: Float64Array, v: Float64Array): void {
    for (let l = 0; l < steps.length; l++) {
      const { width, columns, offset, from, at } = steps[l];
      for (let m = 0; m < width; m++) {
        const row = offset + m * columns;
        let sum = 0;
        for (let k = 0; k < columns; k++) {
          sum += v[row + k] * a[from + k] + θ[row + k] * aDot[from + k];
        }
        zDot[at + m] = sum;
        aDot[at + m] = first[at + m] * sum;
      }
    }
  }

  function seed(n: number, weight: number): void {
    loss.gradient(n, a, outputAt, e);
    loss.hessian(n, a, outputAt, outputHessian);
    for (let i = 0; i < outputs; i++) {
      let sum = 0;
      for (let j = 0; j < outputs; j++) {
        sum += outputHessian[i * outputs + j] * aDot[outputAt + j];
      }
      eDot[outputAt + i] = weight * sum;
      e[outputAt + i] *= weight;
    }
  }

  return (θ, v, n, weight, out) => {
    forwardPass(plan, θ, inputs, n, z, a);
    fillFirst(plan, z, a, first);
    fillSecond(plan, z, a, first, second);
    forwardDot(θ, v);
    seed(n, weight);
    for (let l = steps.length - 1; l >= 0; l--) {
      const { width, fanIn, columns, offset, from, at } = steps[l];
      for (let m = at; m < at + width; m++) {
        δ[m] = first[m] * e[m];
        δDot[m] = second[m] * zDot[m] * e[m] + first[m] * eDot[m];
      }
      for (let m = 0; m < width; m++) {
        const error = δ[at + m];
        const errorDot = δDot[at + m];
        const row = offset + m * columns;
        for (let k = 0; k < columns; k++) {
          out[row + k] += errorDot * a[from + k] + error * aDot[from + k];
        }
      }
      if (l === 0) break;
      for (let k = from; k < from + fanIn; k++) e[k] = eDot[k] = 0;
      for (let m = 0; m < width; m++) {
        const error = δ[at + m];
        const errorDot = δDot[at + m];
        const row = offset + m * columns;
        for (let k = 0; k < fanIn; k++) {
          e[from + k] += error * θ[row + k];
          eDot[from + k] += errorDot * θ[row + k] + error * v[row + k];
        }
      }
    }
  };
}
