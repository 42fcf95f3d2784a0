import type { Network } from "../network/mod.ts";

/** Parameters that belong together. */
export interface ParameterBlock {
  /** "layer 1", "layer 1, neuron 0". */
  readonly name: string;
  /** The layer, counted from 1. */
  readonly layer: number;
  /** The neuron, counted from 0, of a neuron's block. */
  readonly neuron?: number;
  /** Their indices in θ. */
  readonly parameters: readonly number[];
}

/** The parameters of each layer, or of each neuron: its input weights and bias. */
export function parameterBlocks(
  net: Network,
  by: "layer" | "neuron",
): ParameterBlock[] {
  const range = (first: number, count: number) =>
    Array.from({ length: count }, (_, k) => first + k);
  return net.layers.flatMap(({ width, fanIn, bias, offset }, l) => {
    const row = fanIn + (bias ? 1 : 0);
    const layer = l + 1;
    return by === "layer"
      ? [{
        name: `layer ${layer}`,
        layer,
        parameters: range(offset, width * row),
      }]
      : Array.from({ length: width }, (_, neuron) => ({
        name: `layer ${layer}, neuron ${neuron}`,
        layer,
        neuron,
        parameters: range(offset + neuron * row, row),
      }));
  });
}
