import {
  anyOf,
  finiteFrom,
  flag,
  list,
  listOf,
  nested,
  number,
  oneOf,
  type OptionTable,
  required,
  sizeFrom,
} from "../../options/mod.ts";
import { exp, log } from "../../special/mod.ts";

/** What {@linkcode linearModel} draws. */
export interface LinearModelOptions {
  /** Samples to train on, n. */
  readonly samples: number;
  /** Features, d. */
  readonly inputs: number;
  /** Targets per sample; default 1. */
  readonly outputs?: number;
  /** Samples to test on; default 100 n. */
  readonly testSamples?: number;
  /** Of NumPy's generator, an integer in 0 … 2³² − 1. */
  readonly seed: number;
  /**
   * Standard deviations of the raw inputs: one for all (default 1), a list, a
   * geometric row between two ends, or "halves": 1 for the first half, 0.01
   * for the others.
   */
  readonly sigmas?:
    | number
    | ArrayLike<number>
    | { readonly from: number; readonly to: number }
    | "halves";
  /** Divides the raw inputs by √d; default false. */
  readonly normalize?: boolean;
  /** Rotates X so that XᵀX is diagonal; default true. */
  readonly rotate?: boolean;
  /** κ > 0: gives X the singular values 1 and κ; default: it keeps its own. */
  readonly condition?: number;
  /** How many singular values are 1, the others κ; default: half, rounded up. */
  readonly ones?: number;
  /** Singular values evenly from 1 to κ instead of two; default false. */
  readonly continuous?: boolean;
  /** F between two random orthogonal matrices; default false. */
  readonly mixed?: boolean;
  /** β (outputs × inputs, row-major); default: normal numbers. */
  readonly coefficients?: ArrayLike<number>;
  /** Divides each column of β by its singular value F; default false. */
  readonly scaleCoefficients?: boolean;
  /**
   * Standard deviation of the noise on the training targets, or two, for one
   * half of the samples and the other; default 0.
   */
  readonly noise?: number | ArrayLike<number>;
  /**
   * Noise along singular directions instead of samples: the first level where
   * F ≥ 1, the second where F < 1; default false.
   */
  readonly coupledNoise?: boolean;
  /** Multiplies the noise; −1 turns its sign. Default 1. */
  readonly noiseScale?: number;
  /** What is drawn first; default "matrices". */
  readonly draws?: "matrices" | "samples";
}

/** What {@linkcode linearModel} takes. */
export const linearModelOptions: OptionTable<LinearModelOptions> = {
  samples: required(sizeFrom(1)),
  inputs: required(sizeFrom(1)),
  outputs: sizeFrom(1),
  testSamples: sizeFrom(1),
  seed: required(number),
  sigmas: anyOf(
    number,
    list,
    nested({ from: required(number), to: required(number) }),
    oneOf("halves"),
  ),
  normalize: flag,
  rotate: flag,
  condition: number,
  ones: sizeFrom(0),
  continuous: flag,
  mixed: flag,
  coefficients: listOf(number),
  scaleCoefficients: flag,
  noise: anyOf(finiteFrom(0), list),
  coupledNoise: flag,
  noiseScale: number,
  draws: oneOf("matrices", "samples"),
};

/** Options with their defaults, of which none excludes another. */
export interface CheckedLinearModel {
  readonly samples: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly testSamples: number;
  readonly deviations: Float64Array;
  readonly rotate: boolean;
  readonly condition?: number | undefined;
  readonly ones: number;
  readonly continuous: boolean;
  readonly mixed: boolean;
  readonly scaleCoefficients: boolean;
  readonly noise: readonly [number, number];
  readonly coupled: boolean;
  readonly noiseScale: number;
  readonly draws: "matrices" | "samples";
}

const act = "draw a linear model";

/** Fills in defaults; refuses what does not fit together. */
export function checkLinearModel(
  options: LinearModelOptions,
): CheckedLinearModel {
  const { samples, inputs, outputs = 1, condition, coefficients } = options;
  const {
    ones = Math.ceil(Math.min(samples, inputs) / 2),
    continuous = false,
    mixed = false,
    scaleCoefficients = false,
    coupledNoise: coupled = false,
    draws = "matrices",
  } = options;
  if (condition !== undefined && !(condition > 0 && condition < Infinity)) {
    refuse(`condition is ${condition}, expected a positive number`);
  }
  if (condition === undefined) {
    const needing = { continuous, mixed, scaleCoefficients, coupled };
    for (const [name, given] of Object.entries(needing)) {
      if (given) {
        refuse(
          `${
            name === "coupled" ? "coupledNoise" : name
          } without a condition, expected a condition, which gives singular values`,
        );
      }
    }
  }
  for (const [name, given] of Object.entries({ scaleCoefficients, mixed })) {
    if (given && samples < inputs) {
      refuse(
        `${name} with ${samples} samples of ${inputs} inputs, expected at least as many samples: singular values of 0 neither divide nor mix`,
      );
    }
  }
  if (ones > Math.min(samples, inputs)) {
    refuse(`ones is ${ones}, expected at most ${Math.min(samples, inputs)}`);
  }
  if (coefficients && coefficients.length !== outputs * inputs) {
    refuse(
      `coefficients have ${coefficients.length} entries, expected ${outputs} × ${inputs}`,
    );
  }
  if (coupled && draws === "samples") {
    refuse(
      'coupledNoise with draws "samples", expected draws "matrices": coupled noise belongs to all samples at once',
    );
  }
  if (coupled && mixed) {
    refuse(
      "coupledNoise with mixed, expected one of them: the singular directions are mixed",
    );
  }
  return {
    samples,
    inputs,
    outputs,
    testSamples: options.testSamples ?? 100 * samples,
    deviations: deviationsOf(options),
    rotate: options.rotate ?? true,
    condition,
    ones,
    continuous,
    mixed,
    scaleCoefficients,
    noise: noiseLevels(options.noise),
    coupled,
    noiseScale: options.noiseScale ?? 1,
    draws,
  };
}

function deviationsOf(
  { inputs: d, sigmas = 1, normalize = false }: LinearModelOptions,
): Float64Array {
  const out = new Float64Array(d);
  if (typeof sigmas === "number") out.fill(sigmas);
  else if (sigmas === "halves") {
    out.fill(0.01).fill(1, 0, Math.floor(d / 2));
  } else if ("from" in sigmas) {
    const { from, to } = sigmas;
    if (!(from > 0 && to > 0)) {
      refuse(`sigmas from ${from} to ${to}, expected positive ends`);
    }
    const step = d > 1 ? log(to / from) / (d - 1) : 0;
    for (let j = 0; j < d; j++) out[j] = from * exp(step * j);
    if (d > 1) out[d - 1] = to;
  } else if (sigmas.length !== d) {
    refuse(`sigmas has ${sigmas.length} entries, expected ${d}`);
  } else out.set(sigmas);
  if (!out.every((σ) => σ >= 0 && σ < Infinity)) {
    refuse("a sigma is negative or not finite, expected numbers from 0 on");
  }
  return normalize ? out.map((σ) => σ / Math.sqrt(d)) : out;
}

function noiseLevels(
  noise: number | ArrayLike<number> = 0,
): readonly [number, number] {
  if (typeof noise === "number") return [noise, noise];
  if (noise.length !== 2 || !Array.from(noise).every((x) => x >= 0)) {
    refuse("noise is a list, expected two numbers from 0 on");
  }
  return [noise[0], noise[1]];
}

function refuse(what: string): never {
  throw new RangeError(`Cannot ${act}: ${what}`);
}
