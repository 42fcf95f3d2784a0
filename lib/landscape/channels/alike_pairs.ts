import { dot, norm } from "../../linalg/mod.ts";
import type { Network } from "../../network/mod.ts";
import { layerIndices } from "../symmetry/relabel.ts";
import type { Pair } from "./pair_coordinates.ts";

/** Two neurons that may become one. */
export interface AlikePair extends Pair {
  /** 1 − cos of their input weights with biases, the second's times `sign`. */
  readonly distance: number;
}

/**
 * All pairs of hidden neurons of one activation; with sign −1 those whose input
 * weights are more opposite than alike, where a flip of the sign is made up for by
 * output weights alone. Neurons without any input weight point nowhere, and are in
 * no pair.
 */
export function* alikePairs(
  net: Network,
  θ: Float64Array,
): Generator<AlikePair, void> {
  for (const indices of layerIndices(net)) {
    const { width, incoming, mirrors, alike } = indices;
    for (let j = 1; j < width; j++) {
      for (let i = 0; i < j; i++) {
        if (!alike(i, j)) continue;
        const [a, b] = [incoming[i], incoming[j]].map((at) =>
          unit(pick(θ, at))
        );
        // a flip that biases make up for would shift them to infinity as well
        const isFlip = dot(a, b) < 0 && mirrors[j]?.constant === 0;
        const sign = isFlip ? -1 : 1;
        // ‖a − b‖²/2 is 1 − cos, with all digits where that is small
        const distance = norm(minus(a, sign, b)) ** 2 / 2;
        if (Number.isNaN(distance)) continue;
        yield { indices, neurons: [i, j], sign, distance };
      }
    }
  }
}

/** Some entries of θ. */
export function pick(θ: Float64Array, at: readonly number[]): Float64Array {
  return Float64Array.from(at, (k) => θ[k]);
}

/** a − s b. */
export function minus(
  a: Float64Array,
  s: number,
  b: Float64Array,
): Float64Array {
  return a.map((x, k) => x - s * b[k]);
}

/** v/‖v‖; NaN where that is 0. */
function unit(v: Float64Array): Float64Array {
  const length = norm(v);
  return v.map((x) => x / length);
}
