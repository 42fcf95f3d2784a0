import {
  type InvertibleNetwork,
  invertibleNetwork,
} from "../../lib/density/mod.ts";
import golden from "../fixtures/relative_gradient.json" with { type: "json" };

/**
 * Values of the source, computed once with JAX in float64: K = 2 layers of 4
 * features, 6 samples, smoothLeakyRelu(0.01).
 */
export { golden };

/** A matrix as one list. */
export function flat(rows: readonly (readonly number[])[]): number[] {
  return rows.flat();
}

/** The flow of the golden values. */
export const flow: InvertibleNetwork = invertibleNetwork({
  features: 4,
  layers: golden.params.map(({ W, b }) => ({ weights: W, bias: b })),
  activation: { name: "smoothLeakyRelu", alpha: 0.01 },
});

/** Its samples. */
export const X: Float64Array = Float64Array.from(golden.x.flat());
