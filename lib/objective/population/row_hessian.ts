import {
  add,
  at,
  type Interval,
  type Intervals,
  multiply,
  put,
  scale,
  zeros,
} from "../../interval/mod.ts";

/** A Hessian in the rows of hidden neurons and their coefficients, as it is summed. */
export interface RowHessian {
  /** The sum so far, size × size. */
  readonly sum: Intervals;
  /** Adds x at (i, j) and (j, i). */
  addBoth(i: number, j: number, x: Interval): void;
  /** Adds a block at the rows of neurons i and j. */
  addBlock(
    i: number,
    j: number,
    weight: Interval,
    block: readonly Interval[],
  ): void;
  /** Adds 2 V_o D at the coefficients of neuron q and the row of neuron i. */
  addMixed(
    q: number,
    i: number,
    weights: readonly Interval[],
    D: readonly Interval[],
  ): void;
}

/**
 * A sum that is 0 yet.
 *
 * @param size Of all parameters.
 * @param row How many of them each hidden neuron has.
 * @param outputIndex Where the coefficient of neuron q at output o is.
 */
export function rowHessian(
  size: number,
  row: number,
  outputIndex: (o: number, q: number) => number,
): RowHessian {
  const sum = zeros(size * size);

  function addBoth(i: number, j: number, x: Interval): void {
    addTo(sum, i * size + j, x);
    if (i !== j) addTo(sum, j * size + i, x);
  }

  return {
    sum,
    addBoth,
    addBlock(i, j, weight, block) {
      block.forEach((x, n) => {
        const line = i * row + Math.floor(n / row);
        addTo(sum, line * size + j * row + n % row, multiply(weight, x));
      });
    },
    addMixed(q, i, weights, D) {
      weights.forEach((v, o) =>
        D.forEach((x, a) =>
          addBoth(outputIndex(o, q), i * row + a, multiply(scale(v, 2), x))
        )
      );
    },
  };
}

/** Adds x to an entry. */
export function addTo(sum: Intervals, i: number, x: Interval): void {
  put(sum, i, add(at(sum, i), x));
}
