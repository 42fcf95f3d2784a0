import { network, parseNetwork } from "../../lib/network/mod.ts";

/** A network whose parameters, exact in bfloat16, stand in tests' files. */
export const net = network(parseNetwork("3 → 4 tanh → 2"));

/** Its arrays: weights width × inputs, and biases. */
export const arrays = {
  W1: [
    [-1, -0.75, -0.5],
    [-0.25, 0, 0.25],
    [0.5, 0.75, 1],
    [1.25, 1.5, 1.75],
  ],
  b1: [0.5, -2, 0, 1024],
  W2: [[-3.5, -2.5, -1.5, -0.5], [0.5, 1.5, 2.5, 3.5]],
  b2: [-0, 7],
};

/** The same in our order: each row ends with its bias. */
export const θ = Float64Array.of(
  ...[-1, -0.75, -0.5, 0.5],
  ...[-0.25, 0, 0.25, -2],
  ...[0.5, 0.75, 1, 0],
  ...[1.25, 1.5, 1.75, 1024],
  ...[-3.5, -2.5, -1.5, -0.5, -0],
  ...[0.5, 1.5, 2.5, 3.5, 7],
);
