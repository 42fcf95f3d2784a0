import type { Dataset } from "../../data/mod.ts";
import { network } from "../../network/mod.ts";
import { empiricalLoss } from "../../objective/mod.ts";
import { product as multiply } from "../linear_model/matrices.ts";
import type { LinearDescent } from "./linear_descent.ts";

/** Gradient descent with relu in the hidden layer, and its errors. */
export interface ReluDescent extends LinearDescent {
  /** Summed squared error on the samples. */
  loss(): number;
  /** The same on other ones. */
  risk(): number;
}

/**
 * As {@linkcode linearDescent}, on half the summed squared error of a network
 * with relu, through generated kernels.
 */
export function reluDescent(
  start: { readonly first: Float64Array; readonly second: Float64Array },
  data: Dataset,
  test: Dataset,
  hidden: number,
  sequential: boolean,
): ReluDescent {
  const { inputCount: inputs, outputCount: outputs, samples } = data;
  const net = network({
    inputs,
    layers: [
      { width: hidden, activation: "relu", bias: false },
      { width: outputs, bias: false },
    ],
  });
  const objective = empiricalLoss(net, data);
  const testObjective = empiricalLoss(net, test);
  const θ = new Float64Array(net.parameterCount);
  const border = net.layers[1].offset;
  const first = θ.subarray(0, border);
  const second = θ.subarray(border);
  first.set(start.first);
  second.set(start.second);
  const product = new Float64Array(outputs * inputs);
  const gradient = new Float64Array(θ.length);

  function step(rate1: number, rate2: number): void {
    // of the mean, where that of half the sum is asked for
    const half = samples / 2;
    objective.gradient(θ, gradient);
    for (let i = 0; i < border; i++) θ[i] -= rate1 * half * gradient[i];
    if (sequential) objective.gradient(θ, gradient);
    for (let i = border; i < θ.length; i++) θ[i] -= rate2 * half * gradient[i];
    product.set(multiply(second, first, outputs, hidden, inputs));
  }

  return {
    product,
    step,
    weights: () => ({ first: first.slice(), second: second.slice() }),
    loss: () => objective.loss(θ) * samples,
    risk: () => testObjective.loss(θ) * test.samples,
  };
}
