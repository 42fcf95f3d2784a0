import { hiddenLayers } from "../curvature/symmetries/hidden_layers.ts";
import { norm } from "../linalg/mod.ts";
import type { Network } from "../network/mod.ts";

/** How far input weights of neurons that are merged may be apart, relatively. */
const nearby = 1e-3;

/**
 * θ with neurons that are nearly equal made equal, so that the network is the same
 * up to second order in what they differ by: each pair with the input weights that
 * one neuron with the outgoing weights of both would need. Undefined where there
 * are no such neurons.
 *
 * A network wider than what it fits ends beside such a point, and least squares
 * creep there: residuals are of second order in the difference.
 *
 * @param free The parameters that may move.
 */
export function mergedNeurons(
  net: Network,
  θ: Float64Array,
  free: readonly number[],
): Float64Array | undefined {
  const isFree = new Set(free);
  const merged = θ.slice();
  let count = 0;
  for (const { width, incoming, outgoing, alike } of hiddenLayers(net)) {
    for (let j = 1; j < width; j++) {
      for (let i = 0; i < j; i++) {
        if (!alike(i, j)) continue;
        const [a, b] = [incoming(i), incoming(j)];
        if (![...a, ...b].every((k) => isFree.has(k))) continue;
        const weights = Float64Array.from(a, (k) => merged[k]);
        const way = weights.map((x, n) => merged[b[n]] - x);
        const [apart, size] = [norm(way), norm(weights)];
        if (!(apart > 0 && apart <= nearby * size)) continue;
        const part = partOf(outgoing(i), outgoing(j), merged);
        if (part === undefined) continue;
        a.forEach((k, n) => {
          merged[k] += part * way[n];
          merged[b[n]] = merged[k];
        });
        count++;
      }
    }
  }
  return count > 0 ? merged : undefined;
}

/** How far on the way from one neuron to another the merged one is. */
function partOf(
  from: readonly number[],
  to: readonly number[],
  θ: Float64Array,
): number | undefined {
  let [along, square] = [0, 0];
  from.forEach((k, r) => {
    const both = θ[k] + θ[to[r]];
    along += θ[to[r]] * both;
    square += both * both;
  });
  return square > 0 ? along / square : undefined;
}
