import {
  type ActivationChoice,
  isCustomActivation,
} from "../../network/activation.ts";
import type { Network } from "../../network/mod.ts";
import { checkParameters } from "../../options/mod.ts";
import { numbersAt } from "../parameters/parameters_to.ts";
import { placesOf } from "../parameters/places.ts";
import { type ActivationCode, activationCodes } from "./activations.ts";

/** A layer as code is written of it. */
export interface LayerCode {
  /** Counted from 1. */
  readonly number: number;
  readonly width: number;
  readonly fanIn: number;
  readonly bias: boolean;
  /** The activation; a list where neurons differ. */
  readonly activation: "softmax" | ActivationCode | readonly ActivationCode[];
  readonly isIdentity: boolean;
}

/** The layers of a network, and what their activations read in code. */
export function layersOf(net: Network): LayerCode[] {
  return net.layers.map(({ width, fanIn, bias, activation }, i) => ({
    number: i + 1,
    width,
    fanIn,
    bias,
    activation: activation === "softmax"
      ? activation
      : isList(activation)
      ? activation.map(codeOf)
      : codeOf(activation),
    isIdentity: activation === "identity",
  }));
}

function isList(
  activation: ActivationChoice | readonly ActivationChoice[],
): activation is readonly ActivationChoice[] {
  return Array.isArray(activation);
}

function codeOf(choice: ActivationChoice): ActivationCode {
  if (isCustomActivation(choice)) {
    throw new TypeError(
      "Cannot write the network as code: an activation is functions of your own, expected a name",
    );
  }
  const { name, alpha = NaN, coefficients = [] } = typeof choice === "string"
    ? { name: choice }
    : choice;
  return activationCodes[name]({ alpha, coefficients });
}

/** Weights and biases as nested lists of numbers, as most languages read them. */
export interface LayerNumbers {
  readonly weights: string;
  readonly bias?: string;
}

/**
 * The numbers of each layer, in the shortest form that is read back as the same
 * double.
 *
 * @throws {RangeError} If θ does not have p entries, or one is not finite.
 */
export function numbersOf(net: Network, θ: ArrayLike<number>): LayerNumbers[] {
  const act = "write the network as code";
  const vector = checkParameters(act, net, θ);
  const wrong = vector.findIndex((x) => !Number.isFinite(x));
  if (wrong >= 0) {
    throw new RangeError(
      `Cannot ${act}: θ[${wrong}] is ${vector[wrong]}, expected finite numbers`,
    );
  }
  const layers: { weights: string; bias?: string }[] = [];
  for (const place of placesOf(net)) {
    const { layer, role, shape: [width, fanIn] } = place;
    const numbers = Array.from(numbersAt(vector, place), numeral);
    if (role === "bias") {
      layers[layer].bias = `[${numbers.join(", ")}]`;
      continue;
    }
    const rows = Array.from(
      { length: width },
      (_, row) =>
        `    [${numbers.slice(row * fanIn, (row + 1) * fanIn).join(", ")}],\n`,
    );
    layers[layer] = { weights: `[\n${rows.join("")}]` };
  }
  return layers;
}

/** An integer needs a point to be no integer in Python. */
function numeral(x: number): string {
  const text = Object.is(x, -0) ? "-0.0" : String(x);
  return /[.e]/.test(text) ? text : `${text}.0`;
}
