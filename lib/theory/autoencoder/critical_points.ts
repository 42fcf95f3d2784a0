import { type Network, packParameters } from "../../network/mod.ts";

/** A critical point that theory knows, up to symmetries. */
export interface KnownCriticalPoint {
  /**
   * The principal components that pass, ascending: 0 has the largest variance.
   */
  readonly components: readonly number[];
  /** The variance of those that do not pass. */
  readonly loss: number;
  /**
   * How many eigenvalues of the Hessian are negative, at `parameters`. Where
   * layers ≥ 3 and fewer than h components pass, other weights of the same map may
   * have more; and descent may go on although it is 0, as the loss then falls in a
   * higher order than the second.
   */
  readonly index: number;
  /** One θ of the point: layers balanced, idle neurons of weights 0. */
  readonly parameters: Float64Array;
}

/** The critical points of a linear autoencoder, the least loss first. */
export function criticalPointsOf(
  net: Network,
  variances: Float64Array,
  directions: Float64Array,
): KnownCriticalPoint[] {
  const hidden = net.layers[0].width;
  return subsets(variances.length, hidden)
    .map((components) => ({
      components,
      loss: missingVariance(components, variances),
      index: indexOf(components, variances.length, hidden, net.layers.length),
      parameters: balanced(net, components, directions),
    }))
    .sort((a, b) => a.loss - b.loss);
}

/** All sets of at most h of 0 … d − 1. */
function subsets(d: number, h: number): number[][] {
  let all: number[][] = [[]];
  for (let k = 0; k < d; k++) {
    all = all.flatMap((set) => set.length < h ? [set, [...set, k]] : [set]);
  }
  return all;
}

function missingVariance(
  components: readonly number[],
  variances: Float64Array,
): number {
  return variances.reduce(
    (sum, λ, k) => components.includes(k) ? sum : sum + λ,
    0,
  );
}

/**
 * Negative eigenvalues of the Hessian. A component that passes may be exchanged
 * for a larger one that does not: one for each such pair, at any depth. Of two
 * layers, each hidden neuron that lets nothing pass may be given any component
 * that is missing, W₁ and W₂ together; of more layers that takes a change of all
 * of them, and the loss changes in a higher order.
 */
function indexOf(
  components: readonly number[],
  d: number,
  h: number,
  layers: number,
): number {
  const r = components.length;
  const exchanges = components.reduce(
    // of the k larger ones, those that do not pass
    (sum, k, passing) => sum + k - passing,
    0,
  );
  return exchanges + (layers === 2 ? (h - r) * (d - r) : 0);
}

/** θ whose first r hidden neurons carry a component each, and no others do. */
function balanced(
  net: Network,
  components: readonly number[],
  directions: Float64Array,
): Float64Array {
  const last = net.layers.length - 1;
  const d = net.inputs;
  return packParameters(
    net,
    net.layers.map(({ width, fanIn }, l) => ({
      weights: Array.from(
        { length: width },
        (_, i) =>
          Array.from({ length: fanIn }, (_, j) => {
            if (l === 0) {
              return i < components.length
                ? directions[components[i] * d + j]
                : 0;
            }
            if (l === last) {
              return j < components.length
                ? directions[components[j] * d + i]
                : 0;
            }
            return +(i === j && i < components.length);
          }),
      ),
    })),
  );
}
