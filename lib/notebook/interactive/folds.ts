import { type Network, unpackParameters } from "../../network/mod.ts";
import type { Segment } from "../../figure/mod.ts";

/** How far the lines reach, in units of the inputs. */
const reach = 10;

/**
 * The lines w·x + b = 0 of the first layer of a network with two inputs, where
 * each unit's activation bends the plane. Units without weights have none.
 */
export function foldsOf(net: Network, θ: Float64Array): Segment[] {
  const { weights, bias } = unpackParameters(net, θ)[0];
  return weights.flatMap((weight, unit) => {
    const [u, v] = [weight[0], weight[1]];
    const b = bias?.[unit] ?? 0;
    if (u === 0 && v === 0) return [];
    // along the axis with the smaller weight the line is not steep
    const at = (s: number): readonly [number, number] =>
      Math.abs(u) <= Math.abs(v)
        ? [s, -(u * s + b) / v]
        : [-(v * s + b) / u, s];
    return [{ from: at(-reach), to: at(reach) }];
  });
}
