import type { Network } from "../network/mod.ts";
import {
  aNetwork,
  callable,
  checkArguments,
  checkOptions,
  number,
  numbers,
  type OptionTable,
  required,
} from "../options/mod.ts";
import { gaussHermite } from "../special/mod.ts";
import { type Dataset, dataset } from "./dataset.ts";

/** How fine {@linkcode gaussHermiteData} is. */
export interface GaussHermiteDataOptions {
  /** Nodes for each input, 1 … 600. */
  readonly nodes: number;
}

/** What {@linkcode gaussHermiteData} takes. */
export const gaussHermiteDataOptions: OptionTable<GaussHermiteDataOptions> = {
  nodes: required(number),
};

/** Weights below this part of the largest count for nothing. */
const negligible = 1e-18;

/** So many samples are made at most. */
const mostSamples = 2 ** 22;

/**
 * Standard normal inputs as a weighted dataset: the nodes of a Gauss–Hermite
 * product rule with targets from a function of the input. The weights are the
 * rule's times the number of samples, so that a mean loss is the expectation;
 * those below 1e-18 of the largest are left out.
 *
 * Meant for one or two inputs: the number of samples grows as nodesᵈ with d of
 * them. Activations with a kink need very many nodes; see `populationLoss`.
 *
 * @param target The outputs for an input: a number, or one for each output.
 * @throws {RangeError} If there would be more than 2²² samples, or nodes are out
 * of range, or targets do not fit the network's outputs.
 * @throws {TypeError} If an option is unknown, missing or of another type, or a
 * target is not finite.
 *
 * @example Usage
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { gaussHermiteData, network } from "@thalweg/thalweg";
 *
 * const net = network({ inputs: 1, layers: [{ width: 1 }] });
 * const data = gaussHermiteData(net, ([x]) => x * x, { nodes: 10 });
 * const mean = data.targets!.reduce(
 *   (sum, t, i) => sum + data.weights![i] * t / data.samples,
 *   0,
 * );
 * assertAlmostEquals(mean, 1, 1e-14); // E x²
 * ```
 */
export function gaussHermiteData(
  net: Network,
  target: (x: Float64Array) => number | ArrayLike<number>,
  options: GaussHermiteDataOptions,
): Dataset {
  checkArguments("make a dataset", { network: net, target }, {
    network: aNetwork,
    target: callable,
  });
  checkOptions("make a dataset", options, gaussHermiteDataOptions);
  const { inputs: d, outputs } = net;
  const { nodes, weights } = gaussHermite(options.nodes);
  const largest = Math.max(...weights);
  let count = 1;
  let least = negligible;
  for (let i = 0; i < d; i++) {
    count *= nodes.length;
    least *= largest;
  }
  if (!(count <= mostSamples)) {
    throw new RangeError(
      `Cannot make a dataset: ${nodes.length} nodes for each of ${d} inputs are ` +
        `${count} samples, expected at most ${mostSamples}`,
    );
  }
  const x: number[] = [];
  const ω: number[] = [];
  for (let k = 0; k < count; k++) {
    let weight = 1;
    const point: number[] = [];
    let rest = k;
    for (let i = 0; i < d; i++) {
      weight *= weights[rest % nodes.length];
      point.push(nodes[rest % nodes.length]);
      rest = Math.floor(rest / nodes.length);
    }
    if (weight < least) continue;
    x.push(...point);
    ω.push(weight);
  }
  const samples = ω.length;
  const inputs = Float64Array.from(x);
  const targets = new Float64Array(samples * outputs);
  for (let n = 0; n < samples; n++) {
    const given = target(inputs.slice(n * d, (n + 1) * d));
    const values = typeof given === "number" ? [given] : given;
    checkArguments("make a dataset", { "a target": values }, {
      "a target": numbers,
    });
    if (values.length !== outputs) {
      throw new RangeError(
        `Cannot make a dataset: ${values.length} targets, expected ${outputs}, ` +
          `one for each output`,
      );
    }
    targets.set(values, n * outputs);
  }
  return dataset({
    inputs,
    shape: [samples, d],
    targets,
    weights: ω.map((weight) => weight * samples),
  });
}
