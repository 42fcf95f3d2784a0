import type { Network, NetworkSpecification } from "../network/mod.ts";

/** The network without what follows from its shape. */
export function shapeOf(net: Network): NetworkSpecification {
  return {
    inputs: net.inputs,
    layers: net.layers.map(({ width, activation, bias }) => ({
      width,
      activation,
      bias,
    })),
  };
}
