import { transpose } from "../linear_model/matrices.ts";

/** Gradient descent on ½ tr (T − W₂W₁) C (T − W₂W₁)ᵀ, in place. */
export interface LinearDescent {
  /** W₂W₁ (outputs × inputs), up to date after each step. */
  readonly product: Float64Array;
  /** One step; each layer by its rate. */
  step(rate1: number, rate2: number): void;
  /** Copies of W₁ (hidden × inputs) and W₂ (outputs × hidden). */
  weights(): { readonly first: Float64Array; readonly second: Float64Array };
}

/**
 * One iteration costs 4 outputs × hidden × inputs + 2 outputs × inputs² products
 * and allocates nothing. W₁ is kept by columns, so that all sums run over
 * neighbors.
 *
 * @param start W₁ and W₂; copied.
 * @param target T (outputs × inputs).
 * @param covariance C (inputs × inputs), symmetric.
 * @param sequential Whether W₂ moves by the W₁ of the same step.
 */
export function linearDescent(
  start: { readonly first: Float64Array; readonly second: Float64Array },
  target: Float64Array,
  covariance: Float64Array,
  { inputs, hidden, outputs }: {
    readonly inputs: number;
    readonly hidden: number;
    readonly outputs: number;
  },
  sequential: boolean,
): LinearDescent {
  const columns = transpose(start.first, hidden, inputs);
  const second = start.second.slice();
  const before = new Float64Array(second.length);
  const product = new Float64Array(outputs * inputs);
  const signal = new Float64Array(outputs * inputs);
  multiply();

  function multiply(): void {
    for (let o = 0; o < outputs; o++) {
      for (let j = 0; j < inputs; j++) {
        let sum = 0;
        for (let h = 0; h < hidden; h++) {
          sum += second[o * hidden + h] * columns[j * hidden + h];
        }
        product[o * inputs + j] = sum;
      }
    }
  }

  /** (T − W₂W₁) C. */
  function measure(): void {
    for (let o = 0; o < outputs; o++) {
      for (let j = 0; j < inputs; j++) {
        let sum = 0;
        for (let k = 0; k < inputs; k++) {
          const n = o * inputs + k;
          sum += (target[n] - product[n]) * covariance[j * inputs + k];
        }
        signal[o * inputs + j] = sum;
      }
    }
  }

  /** W₁ += rate · W₂ᵀ · signal. */
  function moveFirst(rate: number, second: Float64Array): void {
    for (let j = 0; j < inputs; j++) {
      for (let o = 0; o < outputs; o++) {
        const s = rate * signal[o * inputs + j];
        for (let h = 0; h < hidden; h++) {
          columns[j * hidden + h] += s * second[o * hidden + h];
        }
      }
    }
  }

  /** W₂ += rate · signal · W₁ᵀ. */
  function moveSecond(rate: number): void {
    for (let o = 0; o < outputs; o++) {
      for (let j = 0; j < inputs; j++) {
        const s = rate * signal[o * inputs + j];
        for (let h = 0; h < hidden; h++) {
          second[o * hidden + h] += s * columns[j * hidden + h];
        }
      }
    }
  }

  function step(rate1: number, rate2: number): void {
    measure();
    if (sequential) {
      moveFirst(rate1, second);
      multiply();
      measure();
      moveSecond(rate2);
    } else {
      before.set(second);
      moveSecond(rate2);
      moveFirst(rate1, before);
    }
    multiply();
  }

  return {
    product,
    step,
    weights: () => ({
      first: transpose(columns, inputs, hidden),
      second: second.slice(),
    }),
  };
}
