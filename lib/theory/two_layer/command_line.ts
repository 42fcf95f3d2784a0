import {
  checkArguments,
  holding,
  number,
  record,
  text,
} from "../../options/mod.ts";
import type { LinearModelOptions } from "../linear_model/options.ts";
import type { TwoLayerTrainingOptions } from "./options.ts";

/** A run of two layers: its data, its training, and how often it reports. */
export interface TwoLayerRun {
  /** For `linearModel`. */
  readonly model: LinearModelOptions;
  /** For `trainTwoLayer`. */
  readonly training: TwoLayerTrainingOptions;
  /** Iterations between two reports. */
  readonly printEvery: number;
}

/** What a flag is followed by, and the short name it has beside. */
interface Flag {
  readonly values: 0 | 1 | 2;
  readonly short?: string;
}

const flags: Readonly<Record<string, Flag>> = {
  "iterations": { values: 1, short: "t" },
  "samples": { values: 1, short: "n" },
  "print-freq": { values: 1 },
  "dim": { values: 1 },
  "hidden": { values: 1 },
  "seed": { values: 1 },
  "lr": { values: 2 },
  "scales": { values: 2, short: "w" },
  "sigmas": { values: 1 },
  "s-range": { values: 2, short: "r" },
  "kappa": { values: 1 },
  "sigma-noise": { values: 1 },
  "risk-loss": { values: 1 },
  "linear": { values: 0 },
  "normalized": { values: 0 },
  "transform-data": { values: 0 },
  "cont-eigs": { values: 0 },
  "coupled-noise": { values: 0 },
  "scale-beta": { values: 0 },
};

const act = "read the command line";

/**
 * Reads a command line of the experiments of Heckel and Yilmaz and their forks,
 * as in "-t 100000 -n 50 --dim 2 --hidden 50 --lr 1e-3 1e-3 --linear". What is
 * left out has their defaults: 10 000 iterations, 100 samples of 50 inputs, 200
 * hidden neurons with relu, rates 1e-4, seed 12. Underscores are hyphens.
 *
 * @throws {RangeError} If a flag is unknown, its values are not as many as it
 * takes, or the risk is not the squared error.
 * @throws {TypeError} If it is no text.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readCommandLine } from "@thalweg/thalweg";
 *
 * const run = readCommandLine("--hidden 3");
 * assertEquals(typeof run, "object");
 * ```
 */
export function readCommandLine(line: string): TwoLayerRun {
  checkArguments(act, { line }, { line: text });
  const given = wordsOf(line);
  const numbers = (name: string, otherwise: readonly number[]) =>
    given.get(name)?.map((word) => numberOf(name, word)) ?? otherwise;
  const one = (name: string, otherwise: number) =>
    numbers(name, [otherwise])[0];
  const two = (name: string, otherwise: number) => {
    const [first, second = first] = numbers(name, [otherwise]);
    return [first, second];
  };
  const risk = given.get("risk-loss")?.[0] ?? "MSE";
  if (risk === "L1") {
    throw new RangeError(
      `Cannot ${act}: --risk-loss L1, expected MSE or L2: squared errors are recorded`,
    );
  }
  const condition = given.has("kappa") ? one("kappa", 1) : undefined;
  const seed = one("seed", 12);
  return {
    model: {
      samples: one("samples", 100),
      inputs: one("dim", 50),
      seed,
      sigmas: sigmasOf(given, two),
      normalize: given.has("normalized"),
      rotate: given.has("transform-data"),
      ...(condition === undefined ? {} : { condition }),
      ...(given.has("cont-eigs") ? { continuous: true } : {}),
      ...(given.has("scale-beta") ? { scaleCoefficients: true } : {}),
      ...(given.has("coupled-noise") ? { coupledNoise: true } : {}),
      noise: one("sigma-noise", 0),
    },
    training: {
      hidden: one("hidden", 200),
      iterations: one("iterations", 10_000),
      rates: two("lr", 1e-4),
      scales: two("scales", 0.1),
      activation: given.has("linear") ? "identity" : "relu",
      seed,
    },
    printEvery: one("print-freq", 1000),
  };
}

/**
 * The command line of a run, all flags written out; read back it is the run.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readCommandLine, writeCommandLine } from "@thalweg/thalweg";
 *
 * const line = writeCommandLine(readCommandLine(""));
 * assertEquals(typeof line, "string");
 * ```
 */
export function writeCommandLine(run: TwoLayerRun): string {
  checkArguments("write the command line", { run }, {
    run: holding("a run, as readCommandLine reads it", {
      model: record,
      training: record,
      printEvery: number,
    }),
  });
  const { model, training, printEvery } = run;
  const { sigmas = 1 } = model;
  const pair = (name: string, values: ArrayLike<number> | undefined) =>
    values ? [`--${name} ${values[0]} ${values[1]}`] : [];
  const given = (name: string, value: unknown) =>
    value === undefined ? [] : [`--${name} ${value}`];
  const when = (name: string, on: boolean | undefined) =>
    on ? [`--${name}`] : [];
  const { from, to } = Object(sigmas);
  return [
    ...given("iterations", training.iterations),
    ...given("samples", model.samples),
    ...given("print-freq", printEvery),
    ...given("dim", model.inputs),
    ...given("hidden", training.hidden),
    ...given("seed", model.seed),
    ...pair("lr", training.rates),
    ...pair("scales", training.scales),
    ...(typeof sigmas === "number" ? [`--sigmas ${sigmas}`] : []),
    ...(from === undefined ? [] : [`--sigmas geo --s-range ${from} ${to}`]),
    ...given("kappa", model.condition),
    ...given("sigma-noise", model.noise),
    ...when("linear", training.activation !== "relu"),
    ...when("normalized", model.normalize),
    ...when("transform-data", model.rotate ?? true),
    ...when("cont-eigs", model.continuous),
    ...when("coupled-noise", model.coupledNoise),
    ...when("scale-beta", model.scaleCoefficients),
  ].join(" ");
}

function wordsOf(line: string): Map<string, string[]> {
  const given = new Map<string, string[]>();
  let name = "";
  for (const word of line.trim().split(/\s+/).filter(Boolean)) {
    if (/^--?[a-z]/i.test(word)) {
      name = nameOf(word);
      given.set(name, []);
    } else if (name !== "") given.get(name)!.push(word);
    else {
      throw new RangeError(`Cannot ${act}: "${word}", expected a flag first`);
    }
  }
  for (const [name, values] of given) {
    const most = flags[name].values;
    if (values.length > most || values.length < Math.min(most, 1)) {
      throw new RangeError(
        `Cannot ${act}: --${name} with ${values.length} values, expected ${
          ["none", "one", "one or two"][most]
        }`,
      );
    }
  }
  return given;
}

function nameOf(word: string): string {
  const bare = word.replace(/^-+/, "").replaceAll("_", "-");
  const name = Object.keys(flags).find((name) =>
    word.startsWith("--") ? name === bare : flags[name].short === bare
  );
  if (name !== undefined) return name;
  throw new RangeError(
    `Cannot ${act}: unknown flag "${word}", expected one of ${
      Object.keys(flags).map((name) => `--${name}`).join(", ")
    }`,
  );
}

function numberOf(name: string, word: string): number {
  const value = Number(word);
  if (Number.isFinite(value)) return value;
  throw new RangeError(
    `Cannot ${act}: --${name} ${word}, expected a finite number`,
  );
}

/** "geo" needs a range, a number is the same for all, none is two halves. */
function sigmasOf(
  given: Map<string, string[]>,
  two: (name: string, otherwise: number) => readonly number[],
): NonNullable<LinearModelOptions["sigmas"]> {
  const word = given.get("sigmas")?.[0];
  if (word === undefined) return "halves";
  if (word !== "geo") return numberOf("sigmas", word);
  const range = given.get("s-range") ?? [];
  if (range.length !== 2) {
    throw new RangeError(
      `Cannot ${act}: --sigmas geo with ${range.length} ends, expected --s-range with two`,
    );
  }
  const [from, to] = two("s-range", 1);
  return { from, to };
}
