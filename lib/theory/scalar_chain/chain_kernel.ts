import {
  type ActivationChoice,
  type Network,
  resolveActivation,
} from "../../network/mod.ts";

/**
 * Losses and gradients of many chains, in plain loops: no calls, no allocation,
 * and no start whose numbers overflow disturbs another.
 */
export interface ChainKernel {
  /** L for each θ of Θ (count × K) into `losses`, ∇L into `gradients`. */
  lossesAndGradients(
    Θ: Float64Array,
    count: number,
    losses: Float64Array,
    gradients: Float64Array,
  ): void;
  /** f for each θ of Θ and each x: count × x's numbers, row-major. */
  outputs(Θ: ArrayLike<number>, X: ArrayLike<number>): Float64Array;
}

/** The kernel of a network of width 1 without biases, to which x is the target. */
export function chainKernel(net: Network, inputs: Float64Array): ChainKernel {
  const K = net.layers.length;
  const σ = net.layers.slice(0, -1).map(({ activation }) =>
    resolveActivation(activation as ActivationChoice)
  );
  const isLinear = net.layers.every(({ activation }) =>
    activation === "identity"
  );
  const samples = inputs.length;
  let meanSquare = 0;
  for (const x of inputs) meanSquare += x * x / samples;
  /** What goes into each factor, and dσ after it. */
  const a = new Float64Array(K);
  const slopes = new Float64Array(K);

  /** f − x is (∏θ − 1) x. */
  function linear(
    Θ: Float64Array,
    count: number,
    losses: Float64Array,
    gradients: Float64Array,
  ): void {
    for (let i = 0; i < count; i++) {
      const from = i * K;
      // g_k is the product of the others: of those before, then of those after
      let before = 1;
      for (let k = 0; k < K; k++) {
        gradients[from + k] = before;
        before *= Θ[from + k];
      }
      const error = before - 1;
      const scale = 2 * error * meanSquare;
      let after = 1;
      for (let k = K - 1; k >= 0; k--) {
        gradients[from + k] *= scale * after;
        after *= Θ[from + k];
      }
      losses[i] = meanSquare * error * error;
    }
  }

  function general(
    Θ: Float64Array,
    count: number,
    losses: Float64Array,
    gradients: Float64Array,
  ): void {
    gradients.fill(0, 0, count * K);
    for (let i = 0; i < count; i++) {
      const from = i * K;
      let loss = 0;
      for (let n = 0; n < samples; n++) {
        const f = forward(Θ, from, inputs[n]);
        const error = f - inputs[n];
        loss += error * error;
        let back = 2 * error / samples;
        for (let k = K - 1; k >= 0; k--) {
          gradients[from + k] += back * a[k];
          if (k > 0) back *= Θ[from + k] * slopes[k - 1];
        }
      }
      losses[i] = loss / samples;
    }
  }

  function forward(Θ: ArrayLike<number>, from: number, x: number): number {
    let value = x;
    for (let k = 0; k < K - 1; k++) {
      a[k] = value;
      const z = Θ[from + k] * value;
      value = σ[k].f(z);
      slopes[k] = σ[k].derivative(z, value);
    }
    a[K - 1] = value;
    return Θ[from + K - 1] * value;
  }

  return {
    lossesAndGradients: isLinear ? linear : general,
    outputs(Θ, X) {
      const count = Θ.length / K;
      const out = new Float64Array(count * X.length);
      for (let i = 0; i < count; i++) {
        for (let n = 0; n < X.length; n++) {
          out[i * X.length + n] = forward(Θ, i * K, X[n]);
        }
      }
      return out;
    },
  };
}
