import { completeBasis, svd } from "../../linalg/mod.ts";
import {
  product,
  timesTransposed,
  transpose,
} from "../linear_model/matrices.ts";

/** B = U S Vᵀ with whole, square U and V. */
export interface SingularCoordinates {
  /** outputs × outputs; column i is the left singular vector of S's i-th entry. */
  readonly U: Float64Array;
  /** The singular values, descending. */
  readonly values: Float64Array;
  /** Vᵀ (inputs × inputs); row i is a right singular vector. */
  readonly Vt: Float64Array;
}

/** The singular coordinates of a map B (outputs × inputs). */
export function singularCoordinates(
  B: Float64Array,
  outputs: number,
  inputs: number,
): SingularCoordinates {
  const { values, left, right } = svd(B, outputs, inputs);
  const rows = new Float64Array(outputs * outputs);
  rows.set(left);
  completeBasis(rows, outputs, outputs);
  const Vt = new Float64Array(inputs * inputs);
  Vt.set(right);
  completeBasis(Vt, inputs, inputs);
  return { U: transpose(rows, outputs, outputs), values, Vt };
}

/**
 * U W Vᵀ as a function of W: from synaptic coordinates to the original ones.
 * What it returns is overwritten by the next call.
 */
export function toOriginal(
  { U, Vt }: SingularCoordinates,
  outputs: number,
  inputs: number,
): (W: Float64Array) => Float64Array {
  const turned = new Float64Array(outputs * inputs);
  const out = new Float64Array(outputs * inputs);
  return (W) => {
    for (let o = 0; o < outputs; o++) {
      for (let j = 0; j < inputs; j++) {
        let sum = 0;
        for (let k = 0; k < outputs; k++) {
          sum += U[o * outputs + k] * W[k * inputs + j];
        }
        turned[o * inputs + j] = sum;
      }
    }
    out.fill(0);
    for (let o = 0; o < outputs; o++) {
      for (let i = 0; i < inputs; i++) {
        const x = turned[o * inputs + i];
        for (let j = 0; j < inputs; j++) {
          out[o * inputs + j] += x * Vt[i * inputs + j];
        }
      }
    }
    return out;
  };
}

/** Uᵀ W V: back. */
export function toSynaptic(
  W: Float64Array,
  { U, Vt }: SingularCoordinates,
  outputs: number,
  inputs: number,
): Float64Array {
  const back = transpose(U, outputs, outputs);
  const UtW = product(back, W, outputs, outputs, inputs);
  return timesTransposed(UtW, Vt, outputs, inputs, inputs);
}
