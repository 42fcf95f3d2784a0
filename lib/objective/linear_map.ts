import { activationSymmetry, type Network } from "../network/mod.ts";

/**
 * The map of a network whose layers are all linear, as a function of θ: outputs
 * × (inputs + 1) numbers, row-major, the constant last; undefined where there are
 * fewer than two layers or one is not linear.
 */
export function linearMapOf(
  net: Network,
): ((θ: Float64Array) => Float64Array) | undefined {
  if (net.layers.length < 2) return undefined;
  const slopes = net.layers.map(({ activation }) =>
    Array.isArray(activation) || typeof activation === "object"
      ? undefined
      : activationSymmetry(activation as string).slope
  );
  if (slopes.includes(undefined)) return undefined;
  return (θ) => {
    const columns = net.inputs + 1;
    /** Of the layer before; first the inputs themselves, and 1. */
    let map = Float64Array.from(
      { length: columns * columns },
      (_, k) => +(k % (columns + 1) === 0),
    );
    net.layers.forEach(({ width, fanIn, bias, offset }, l) => {
      const row = fanIn + (bias ? 1 : 0);
      const last = l === net.layers.length - 1;
      const next = new Float64Array((width + (last ? 0 : 1)) * columns);
      for (let i = 0; i < width; i++) {
        for (let j = 0; j < row; j++) {
          const weight = slopes[l]! * θ[offset + i * row + j];
          for (let k = 0; k < columns; k++) {
            next[i * columns + k] += weight * map[j * columns + k];
          }
        }
      }
      if (!last) next[width * columns + columns - 1] = 1;
      map = next;
    });
    return map;
  };
}
