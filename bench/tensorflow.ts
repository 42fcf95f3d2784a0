import * as tf from "@tensorflow/tfjs";
import type { Samples } from "../lib/kernels/mod.ts";
import { type Network, unpackParameters } from "../lib/network/mod.ts";

await tf.setBackend("cpu");

type Tensor = tf.Tensor2D;

const functions: Readonly<Record<string, (x: Tensor) => Tensor>> = {
  identity: (x) => x,
  softmax: (x) => x, // the loss takes logits
  relu: (x) => tf.relu(x),
  sigmoid: (x) => tf.sigmoid(x),
  softplus: (x) => tf.softplus(x),
  tanh: (x) => tf.tanh(x),
};

/**
 * A function that computes loss and gradient with TensorFlow.js, reads the loss
 * back and returns it.
 */
export function tensorflowGradient(
  net: Network,
  loss: "meanSquaredError" | "crossEntropy",
  { samples, inputs, targets, labels }: Samples,
  θ: Float64Array,
): () => number {
  const X = tf.tensor2d(Float32Array.from(inputs), [samples, net.inputs]);
  const Y = labels
    ? tf.oneHot(tf.tensor1d(labels, "int32"), net.outputs)
    : tf.tensor2d(Float32Array.from(targets ?? []), [samples, net.outputs]);
  const variables = unpackParameters(net, θ).flatMap(({ weights, bias }) => [
    tf.variable(
      tf.transpose(tf.tensor2d(weights.map((row) => [...Array.from(row)]))),
    ),
    tf.variable(tf.tensor1d(Array.from(bias ?? []))),
  ]);
  const value = () => {
    let a: Tensor = X;
    net.layers.forEach(({ activation }, l) => {
      const z = tf.add(
        tf.matMul(a, variables[2 * l] as Tensor),
        variables[2 * l + 1],
      ) as Tensor;
      a = functions[activation as string](z);
    });
    if (loss === "crossEntropy") {
      return tf.losses.softmaxCrossEntropy(Y, a) as tf.Scalar;
    }
    return tf.div(
      tf.sum(tf.squaredDifference(a, Y)),
      samples,
    ) as tf.Scalar;
  };
  return () => tf.tidy(() => tf.variableGrads(value).value.dataSync()[0]);
}
