import type { Network } from "../../network/mod.ts";

/** Where a layer's weights or biases belong in θ. */
export interface Place {
  /** Counted from 0. */
  readonly layer: number;
  readonly role: "weight" | "bias";
  /** What it is called in PyTorch's Sequential: "0.weight". */
  readonly name: string;
  /** [width, inputs], or [width]. */
  readonly shape: readonly number[];
  /** Of its first number in θ. */
  readonly offset: number;
  /** From one row to the next in θ. */
  readonly stride: number;
}

/**
 * All arrays of a network, in order. A Sequential counts its activations among
 * its modules, but for the identity, which is none.
 */
export function placesOf(net: Network): readonly Place[] {
  const places: Place[] = [];
  let module = 0;
  net.layers.forEach(({ width, fanIn, bias, offset, activation }, layer) => {
    const stride = fanIn + (bias ? 1 : 0);
    const common = { layer, stride };
    places.push({
      ...common,
      role: "weight",
      name: `${module}.weight`,
      shape: [width, fanIn],
      offset,
    });
    if (bias) {
      places.push({
        ...common,
        role: "bias",
        name: `${module}.bias`,
        shape: [width],
        offset: offset + fanIn,
      });
    }
    module += activation === "identity" ? 1 : 2;
  });
  return places;
}
