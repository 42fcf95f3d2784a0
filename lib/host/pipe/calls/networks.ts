import {
  forward as outputsOf,
  initialize as draw,
  type InitializeOptions,
  type Network,
  network as build,
  type NetworkSpecification,
  parseNetwork,
} from "../../../../engine.ts";
import { list, number, record, required, text } from "../../../options/mod.ts";
import { pause } from "../../../pause.ts";
import type { Call } from "../call.ts";

/** A network from its text or its data: its layers, its number of parameters. */
export const network: Call<{
  readonly text?: string;
  readonly specification?: NetworkSpecification;
}> = {
  name: "network",
  act: "build the network",
  takes: { text, specification: record },
  answer: ({ text = "", specification = parseNetwork(text) }) =>
    build(specification),
};

/** θ drawn from a seed. */
export const initialize: Call<
  { readonly network: NetworkSpecification } & InitializeOptions
> = {
  name: "initialize",
  act: "initialize the network",
  takes: { network: required(record), seed: required(number), scheme: text },
  answer: ({ network, ...options }) => draw(build(network), options),
};

/** Samples × parameters in one piece of work, some 10 ms of it. */
const piece = 5e6;

/** The outputs of a network (samples × outputs, row-major). */
export const forward: Call<{
  readonly network: NetworkSpecification;
  readonly parameters: Float64Array;
  readonly inputs: Float64Array;
}> = {
  name: "forward",
  act: "evaluate the network",
  takes: {
    network: required(record),
    parameters: required(list),
    inputs: required(list),
  },
  answer({ network, parameters, inputs }, { signal }) {
    const net = build(network);
    const rows = Math.max(1, Math.floor(piece / net.parameterCount));
    return inputs.length <= rows * net.inputs
      ? outputsOf(net, parameters, inputs)
      : inPieces(net, parameters, inputs, rows, signal);
  },
};

async function inPieces(
  net: Network,
  parameters: Float64Array,
  inputs: Float64Array,
  rows: number,
  signal: AbortSignal,
): Promise<Float64Array> {
  if (inputs.length % net.inputs !== 0) outputsOf(net, parameters, inputs); // refuses
  const samples = inputs.length / net.inputs;
  const outputs = new Float64Array(samples * net.outputs);
  for (let row = 0; row < samples; row += rows) {
    const part = inputs.subarray(row * net.inputs, (row + rows) * net.inputs);
    outputs.set(outputsOf(net, parameters, part), row * net.outputs);
    await pause();
    signal.throwIfAborted();
  }
  return outputs;
}
