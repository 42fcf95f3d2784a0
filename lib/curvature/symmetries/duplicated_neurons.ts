import { dot, norm } from "../../linalg/mod.ts";
import { power } from "../../special/mod.ts";
import type { HiddenLayer } from "./hidden_layers.ts";
import { hiddenLayers } from "./hidden_layers.ts";
import { direction, type Symmetry } from "./symmetry.ts";

/** How far input weights may be from equal to be looked at, relatively. */
const nearby = 1e-2;
/** Up to here they are called equal. */
const equal = 1e-6;

/** h_j = factor h_i + constant, and f′(z_j) = slope f′(z_i). */
interface Relation {
  readonly words: string;
  readonly factor: number;
  readonly constant: number;
  readonly slope: number;
}

/**
 * Two neurons of equal input weights, or of opposite ones where the activation
 * is odd, even or symmetric about a point (sigmoid), or of parallel ones where
 * it is homogeneous: what one gives to the next layer can be moved to the other.
 * Besides, opposite changes of their input weights cancel to first order, which
 * leaves no curvature where residuals vanish.
 *
 * A network that permutation of two neurons, or a flip of signs, leaves as it is
 * lies on such a plateau.
 */
export const duplicatedNeurons: Symmetry = function* (net, θ) {
  for (const layer of hiddenLayers(net)) {
    for (let j = 1; j < layer.width; j++) {
      for (let i = 0; i < j; i++) {
        const relation = layer.alike(i, j) && relationOf(layer, θ, i, j);
        if (!relation) continue;
        yield {
          kind: "duplicated neurons",
          layer: layer.number,
          neurons: [i, j],
          sentence: `neurons ${i} and ${j} of layer ${layer.number} have ` +
            `${relation.words} input weights`,
          all: false,
          directions: directionsOf(layer, θ, [i, j], relation),
        };
      }
    }
  }
};

function relationOf(
  { incoming, symmetryOf }: HiddenLayer,
  θ: Float64Array,
  i: number,
  j: number,
): Relation | undefined {
  const { degree, mirror } = symmetryOf(i);
  const [a, b] = [i, j].map((neuron) =>
    Float64Array.from(incoming(neuron), (k) => θ[k])
  );
  const [sizeA, sizeB] = [norm(a), norm(b)];
  const sign = dot(a, b) < 0 ? -1 : 1;
  const ratio = degree === undefined || !(sizeA * sizeB > 0)
    ? 1
    : sizeB / sizeA;
  const distance = norm(b.map((x, k) => x - sign * ratio * a[k]));
  const size = Math.max(sizeA, sizeB);
  if (!(distance <= nearby * size)) return undefined;
  const nearly = distance <= equal * size ? "" : "nearly ";
  const scale = degree === undefined ? 1 : power(ratio, degree);
  const slope = degree === undefined ? 1 : power(ratio, degree - 1);
  if (sign > 0) {
    const words = Math.abs(ratio - 1) <= nearby ? "equal" : "parallel";
    return { words: nearly + words, factor: scale, constant: 0, slope };
  }
  return mirror && {
    words: `${nearly}opposite`,
    factor: mirror.sign * scale,
    constant: mirror.constant,
    slope: -mirror.sign * slope,
  };
}

function* directionsOf(
  { incoming, outgoing, nextBiases }: HiddenLayer,
  θ: Float64Array,
  [i, j]: readonly [number, number],
  { factor, constant, slope }: Relation,
): Generator<Float64Array> {
  const p = θ.length;
  const [fromI, fromJ] = [outgoing(i), outgoing(j)];
  if (constant === 0 || nextBiases) {
    for (let r = 0; r < fromI.length; r++) {
      yield direction(p, [
        [fromI[r], factor],
        [fromJ[r], -1],
        ...(constant === 0 ? [] : [[nextBiases![r], constant] as const]),
      ]);
    }
  }
  // the column of j is ρ times that of i
  const square = fromI.reduce((sum, k) => sum + θ[k] ** 2, 0);
  const ρ = fromI.reduce((sum, k, r) => sum + θ[k] * θ[fromJ[r]], 0) / square;
  if (!(square > 0)) return;
  const [toI, toJ] = [incoming(i), incoming(j)];
  for (let k = 0; k < toI.length; k++) {
    yield direction(p, [[toI[k], ρ * slope], [toJ[k], -1]]);
  }
}
