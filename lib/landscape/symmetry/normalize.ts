import { power } from "../../special/mod.ts";
import { type LayerIndices, relabelLayer } from "./relabel.ts";

/**
 * One θ for all that a rescaling of homogeneous neurons, or a flip that biases
 * have to make up for, makes of it: input and output weights of one length, and
 * the first input weight that counts positive. Layer by layer, so that deep
 * networks are balanced only nearly.
 */
export function normalize(
  layers: readonly LayerIndices[],
  θ: Float64Array,
): Float64Array {
  let point: Float64Array = θ.slice();
  for (const indices of layers) {
    const { width, incoming, outgoing, degrees, mirrors } = indices;
    for (let i = 0; i < width; i++) {
      const d = degrees[i];
      const [into, out] = [incoming[i], outgoing[i]].map((at) =>
        Math.sqrt(at.reduce((sum, k) => sum + point[k] ** 2, 0))
      );
      if (d === undefined || d === 0 || !(into > 0 && out > 0)) continue;
      // c into = out / cᵈ
      const c = power(out / into, 1 / (1 + d));
      for (const k of incoming[i]) point[k] *= c;
      for (const k of outgoing[i]) point[k] /= power(c, d);
    }
    const signs = Int8Array.from(incoming, (at, i) => {
      const mirror = mirrors[i];
      if (mirror === undefined || mirror.constant === 0) return 1;
      const size = Math.max(...at.map((k) => Math.abs(point[k])));
      const first = at.find((k) => Math.abs(point[k]) > 1e-3 * size);
      return first !== undefined && point[first] < 0 ? -1 : 1;
    });
    if (!signs.includes(-1)) continue;
    const order = Int32Array.from(incoming.keys());
    point = relabelLayer(indices, point, { order, signs }, point.slice());
  }
  return point;
}
