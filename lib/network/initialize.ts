import {
  aNetwork,
  checkArguments,
  checkOptions,
  number,
  type OptionTable,
  required,
  shown,
  suggestion,
  text,
} from "../options/mod.ts";
import { type Generator, randomGenerator } from "../random/mod.ts";
import type { Network } from "./network.ts";
import { orthogonalMatrix } from "./orthogonal.ts";

/** Which random parameters. */
export interface InitializeOptions {
  /** An integer in 0 … 2⁵³ − 1; the same seed gives the same θ. */
  readonly seed: number;
  /** Default "glorotNormal". */
  readonly scheme?: InitializationScheme;
}

/** What {@linkcode initialize} takes. */
export const initializeOptions: OptionTable<InitializeOptions> = {
  seed: required(number),
  scheme: text,
};

/**
 * How weights are drawn, with i = fanIn (bias excluded) and o = width: a normal
 * distribution of standard deviation √(2/(i+o)) (glorotNormal), √(2/i)
 * (heNormal), √(1/i) (lecunNormal), 1 (standardNormal); a uniform one in
 * ±√(6/(i+o)) (glorotUniform), ±√(6/i) (heUniform), ±√(3/i) (lecunUniform),
 * ±1 (uniform); orthonormal rows or columns, whichever are fewer (orthogonal).
 * Biases are 0, but for linearDefault (PyTorch's for Linear), which draws
 * weights and biases uniformly in ±1/√i.
 */
export type InitializationScheme =
  | "glorotNormal"
  | "glorotUniform"
  | "heNormal"
  | "heUniform"
  | "lecunNormal"
  | "lecunUniform"
  | "standardNormal"
  | "uniform"
  | "orthogonal"
  | "linearDefault";

interface Scheme {
  readonly distribution: "normal" | "uniform" | "orthogonal";
  /** Standard deviation of a normal, half-width of a uniform distribution. */
  readonly scale: (fanIn: number, width: number) => number;
  /** Whether biases are drawn too, after the layer's weights. */
  readonly bias?: boolean;
}

const schemes: Record<InitializationScheme, Scheme> = {
  glorotNormal: {
    distribution: "normal",
    scale: (i, o) => Math.sqrt(2 / (i + o)),
  },
  glorotUniform: {
    distribution: "uniform",
    scale: (i, o) => Math.sqrt(6 / (i + o)),
  },
  heNormal: { distribution: "normal", scale: (i) => Math.sqrt(2 / i) },
  heUniform: { distribution: "uniform", scale: (i) => Math.sqrt(6 / i) },
  lecunNormal: { distribution: "normal", scale: (i) => Math.sqrt(1 / i) },
  lecunUniform: { distribution: "uniform", scale: (i) => Math.sqrt(3 / i) },
  standardNormal: { distribution: "normal", scale: () => 1 },
  uniform: { distribution: "uniform", scale: () => 1 },
  orthogonal: { distribution: "orthogonal", scale: () => 1 },
  linearDefault: {
    distribution: "uniform",
    scale: (i) => 1 / Math.sqrt(i),
    bias: true,
  },
};

/**
 * Random parameters θ of the network: layer by layer the weights row by row,
 * then the biases of schemes that draw them.
 *
 * @throws {RangeError} If the scheme is unknown or the seed is no integer ≥ 0.
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { initialize, network } from "@thalweg/thalweg";
 *
 * const net = network({ inputs: 2, layers: [{ width: 3 }] });
 * const θ = initialize(net, { seed: 1, scheme: "heNormal" });
 * assertEquals(θ.length, 9);
 * assertEquals(θ[2], 0); // the first bias
 * ```
 */
export function initialize(
  net: Network,
  options: InitializeOptions,
): Float64Array {
  checkOptions("initialize", options, initializeOptions);
  checkArguments("initialize", { network: net }, { network: aNetwork });
  const { seed, scheme = "glorotNormal" } = options;
  if (!Object.hasOwn(schemes, scheme)) {
    throw new RangeError(
      `Cannot initialize: scheme ${shown(scheme)}, expected ` +
        suggestion(
          scheme,
          Object.keys(schemes),
          `one of ${Object.keys(schemes).join(", ")}`,
        ),
    );
  }
  const { distribution, scale, bias = false } = schemes[scheme];
  const random = randomGenerator(seed);
  const θ = new Float64Array(net.parameterCount);
  for (const layer of net.layers) {
    const { width, fanIn, offset } = layer;
    const s = scale(fanIn, width);
    const weights = distribution === "orthogonal"
      ? orthogonalMatrix(width, fanIn, random)
      : Float64Array.from(
        { length: width * fanIn },
        () => s * draw(distribution, random),
      );
    const columns = fanIn + (layer.bias ? 1 : 0);
    for (let row = 0; row < width; row++) {
      θ.set(
        weights.subarray(row * fanIn, (row + 1) * fanIn),
        offset + row * columns,
      );
    }
    for (let row = 0; bias && layer.bias && row < width; row++) {
      θ[offset + row * columns + fanIn] = s * draw("uniform", random);
    }
  }
  return θ;
}

function draw(distribution: "normal" | "uniform", random: Generator): number {
  return distribution === "normal" ? random.normal() : 2 * random.uniform() - 1;
}
