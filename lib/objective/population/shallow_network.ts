import {
  type ActivationChoice,
  hasSoftmax,
  type Layer,
  type Network,
} from "../../network/mod.ts";

/** The activation of every neuron of a layer. */
export function activationsOf(
  { activation, width }: Layer,
): ActivationChoice[] {
  return Array.isArray(activation)
    ? [...activation]
    : Array(width).fill(activation as ActivationChoice);
}

/**
 * Where each parameter of a network with one hidden layer is among all there
 * would be if both layers had biases, and the other way round.
 *
 * @throws {RangeError} If the network has another number of hidden layers, or
 * outputs that are not linear.
 */
export function placesIn(net: Network, who: string): Int32Array {
  const [hidden, output] = net.layers;
  if (
    net.layers.length !== 2 || hasSoftmax(net) ||
    activationsOf(output).some((each) => each !== "identity")
  ) {
    throw new RangeError(
      `Cannot build the population loss: ${who} ${net.text}, expected one ` +
        `hidden layer and identity outputs`,
    );
  }
  const places = new Int32Array(net.parameterCount);
  let from = 0;
  for (const { width, fanIn, bias, offset } of [hidden, output]) {
    const columns = fanIn + (bias ? 1 : 0);
    for (let i = 0; i < width * columns; i++) {
      places[offset + i] = from + Math.floor(i / columns) * (fanIn + 1) +
        i % columns;
    }
    from += width * (fanIn + 1);
  }
  return places;
}

/** Number of parameters if both layers had biases. */
export function fullCount({ inputs, outputs, layers }: Network): number {
  return layers[0].width * (inputs + 1) + outputs * (layers[0].width + 1);
}
