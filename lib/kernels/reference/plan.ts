import {
  type Activation,
  type ActivationChoice,
  type Network,
  resolveActivation,
} from "../../network/mod.ts";

/** One layer as the loops see it. */
export interface Step {
  readonly width: number;
  readonly fanIn: number;
  /** fanIn + bias: the row length of the layer's block in θ. */
  readonly columns: number;
  /** Where the block begins in θ. */
  readonly offset: number;
  /** Where the layer's inputs begin on a tape; behind them stands a 1. */
  readonly from: number;
  /** Where the layer's outputs begin on a tape. */
  readonly at: number;
  /** One per neuron. */
  readonly activations: readonly Activation[];
}

/** The network as the loops see it: places on a tape and functions. */
export interface Plan {
  readonly inputs: number;
  readonly outputs: number;
  readonly parameterCount: number;
  readonly steps: readonly Step[];
  /** Where the network's outputs begin on a tape. */
  readonly outputAt: number;
  /** Every layer, the input included, takes its width + 1 (the 1 of biases). */
  readonly tapeLength: number;
}

/** Per sample and unit: a, f′, f″, or derivatives of the loss in them. */
export type Tape = Float64Array;

/** The plan of a network. A softmax layer is identity here: see `losses/`. */
export function planOf(net: Network): Plan {
  const steps: Step[] = [];
  let from = 0;
  for (const { width, fanIn, bias, offset, activation } of net.layers) {
    const at = from + fanIn + 1;
    const columns = fanIn + (bias ? 1 : 0);
    const activations = Array.isArray(activation)
      ? activation.map(resolveActivation)
      : Array(width).fill(layerActivation(activation as ActivationChoice));
    steps.push({ width, fanIn, columns, offset, from, at, activations });
    from = at;
  }
  return {
    inputs: net.inputs,
    outputs: net.outputs,
    parameterCount: net.parameterCount,
    steps,
    outputAt: from,
    tapeLength: from + net.outputs + 1,
  };
}

function layerActivation(choice: ActivationChoice): Activation {
  return resolveActivation(choice === "softmax" ? "identity" : choice);
}

/** A tape with its ones in place. */
export function newTape(plan: Plan): Tape {
  const tape = new Float64Array(plan.tapeLength);
  for (const { at } of plan.steps) tape[at - 1] = 1;
  return tape;
}
