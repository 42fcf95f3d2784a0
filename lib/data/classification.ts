import { forward } from "../kernels/mod.ts";
import type { Network } from "../network/mod.ts";
import {
  aDataset,
  checkArguments,
  checkFinite,
  checkOptions,
  checkParameters,
  list,
  type OptionTable,
  required,
} from "../options/mod.ts";
import type { Dataset } from "./dataset.ts";

/** How a classifier answers samples whose labels are known. */
export interface Classification {
  /** The most probable class of each sample. */
  readonly predictions: Int32Array;
  /** Share of samples whose prediction is their label. */
  readonly accuracy: number;
  /** confusion[t][p]: how many samples of class t were answered p. */
  readonly confusion: readonly (readonly number[])[];
}

/**
 * Answers each sample with the most probable class; of equal ones the first.
 *
 * @throws {TypeError} If the data have targets instead of labels.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { classify, dataset, mlp } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 2 softmax`;
 * const data = dataset({ inputs: [[1, 0], [0, 1]], labels: [0, 1] });
 * const θ = Float64Array.of(1, 0, 0, 0, 1, 0);
 * assertEquals(classify(net, θ, data).confusion, [[1, 0], [0, 1]]);
 * ```
 */
export function classify(
  net: Network,
  θ: ArrayLike<number>,
  data: Dataset,
): Classification {
  const act = "classify the data";
  const point = checkParameters(act, net, θ);
  checkArguments(act, { data }, { data: aDataset });
  const { samples, labels, outputCount } = data;
  if (!labels) {
    throw new TypeError(
      "Cannot classify the data: they have targets, expected labels",
    );
  }
  const outputs = forward(net, point, data.inputs);
  const predictions = new Int32Array(samples);
  const confusion = Array.from(
    { length: outputCount },
    () => new Array<number>(outputCount).fill(0),
  );
  let right = 0;
  for (let n = 0; n < samples; n++) {
    const answer = largest(outputs, n * net.outputs, net.outputs);
    predictions[n] = answer;
    confusion[labels[n]][answer]++;
    if (answer === labels[n]) right++;
  }
  return { predictions, accuracy: right / samples, confusion };
}

function largest(values: Float64Array, start: number, count: number): number {
  let best = 0;
  for (let k = 1; k < count; k++) {
    if (values[start + k] > values[start + best]) best = k;
  }
  return best;
}

/** Where {@linkcode decisionGrid} looks. */
export interface DecisionGridOptions {
  /** Which two inputs vary: across, and upward. */
  readonly axes: readonly [number, number];
  /** Values of the first of them, ascending. */
  readonly xs: Float64Array;
  /** Values of the second, ascending. */
  readonly ys: Float64Array;
  /** Value of every input where it does not vary. Default 0. */
  readonly base?: ArrayLike<number>;
}

/** What {@linkcode decisionGrid} takes. */
export const decisionGridOptions: OptionTable<DecisionGridOptions> = {
  axes: required(list),
  xs: required(list),
  ys: required(list),
  base: list,
};

/**
 * Outputs of a network over a grid of two inputs, the others held fixed:
 * ys × xs × outputs, row-major.
 *
 * @throws {RangeError} If an axis is not an input, or both are the same.
 * @throws {TypeError} If an argument is of another type, or an option unknown or
 * missing.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { decisionGrid, initialize, mlp } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 softmax`;
 * const xs = Float64Array.of(-1, 0, 1);
 * const grid = decisionGrid(net, initialize(net, { seed: 1 }), {
 *   axes: [0, 1],
 *   xs,
 *   ys: xs,
 * });
 * assertEquals(grid.length, 3 * 3 * 3); // probabilities of three classes
 * ```
 */
export function decisionGrid(
  net: Network,
  θ: ArrayLike<number>,
  options: DecisionGridOptions,
): Float64Array {
  const point = checkParameters("lay the grid", net, θ);
  checkOptions("lay the grid", options, decisionGridOptions);
  const { axes: [across, upward], xs, ys, base } = options;
  const fits = (axis: number) =>
    Number.isInteger(axis) && axis >= 0 && axis < net.inputs;
  if (!fits(across) || !fits(upward) || across === upward) {
    throw new RangeError(
      `Cannot lay the grid: axes ${across} and ${upward}, expected two different inputs of ${net.inputs}`,
    );
  }
  if (base !== undefined) {
    checkFinite("lay the grid", "base", base);
    if (base.length !== net.inputs) {
      throw new RangeError(
        `Cannot lay the grid: base has ${base.length} entries, expected ${net.inputs}`,
      );
    }
  }
  const inputs = new Float64Array(xs.length * ys.length * net.inputs);
  let at = 0;
  for (const y of ys) {
    for (const x of xs) {
      if (base) inputs.set(base, at);
      inputs[at + across] = x;
      inputs[at + upward] = y;
      at += net.inputs;
    }
  }
  return forward(net, point, inputs);
}
