import {
  checkOptions,
  list,
  number,
  type OptionTable,
  required,
} from "../options/mod.ts";

/** Samples with what a network should answer to them. Immutable by custom. */
export interface Dataset {
  /** Number of samples N. */
  readonly samples: number;
  /** Features per sample. */
  readonly inputCount: number;
  /** Targets per sample, or number of classes when there are labels. */
  readonly outputCount: number;
  /** samples × inputCount, row-major. */
  readonly inputs: Float64Array;
  /** samples × outputCount, row-major; absent when there are labels. */
  readonly targets?: Float64Array;
  /** Class of each sample, 0 … outputCount − 1; absent when there are targets. */
  readonly labels?: Int32Array;
  /** Weight of each sample; absent means 1. */
  readonly weights?: Float64Array;
}

/** What {@linkcode dataset} makes a {@linkcode Dataset} from. */
export interface DatasetOptions {
  /**
   * One row of features per sample, or all rows one after another in a
   * Float64Array, with `shape`.
   */
  readonly inputs: Float64Array | readonly ArrayLike<number>[];
  /** [samples, features]; needed when `inputs` is a Float64Array. */
  readonly shape?: readonly [number, number];
  /**
   * One number per sample (one output), one row per sample, or all rows one
   * after another in a Float64Array. Either these or `labels`.
   */
  readonly targets?:
    | Float64Array
    | readonly number[]
    | readonly ArrayLike<number>[];
  /** The class of each sample, an integer from 0. Either these or `targets`. */
  readonly labels?: ArrayLike<number>;
  /** Number of classes; by default the largest label plus one. */
  readonly classes?: number;
  /** A weight ≥ 0 for each sample; by default every weight is 1. */
  readonly weights?: ArrayLike<number>;
}

/** What {@linkcode dataset} takes. */
export const datasetOptions: OptionTable<DatasetOptions> = {
  inputs: required(list),
  shape: list,
  targets: list,
  labels: list,
  classes: number,
  weights: list,
};

/**
 * A dataset from nested or flat arrays, checked: no sample is missing
 * anything, every number is finite.
 *
 * A Float64Array is kept, not copied: leave it alone afterwards.
 *
 * @throws {RangeError} If there are no samples, rows differ in length, lengths
 * do not fit together, a label is no class or a weight is negative.
 * @throws {TypeError} If something is not a finite number, or it is not one of
 * `targets` and `labels` that is given, or an option is unknown.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { dataset } from "@thalweg/thalweg";
 *
 * const xor = dataset({
 *   inputs: [[0, 0], [0, 1], [1, 0], [1, 1]],
 *   targets: [0, 1, 1, 0],
 * });
 * assertEquals([xor.samples, xor.inputCount, xor.outputCount], [4, 2, 1]);
 * ```
 */
export function dataset(options: DatasetOptions): Dataset {
  checkOptions("make a dataset", options, datasetOptions);
  const { inputs, rows: samples, columns: inputCount } = readInputs(options);
  const { targets, labels, classes } = options;
  if ((targets === undefined) === (labels === undefined)) {
    throw new TypeError(
      `Cannot make a dataset: got ${
        targets ? "targets and labels" : "neither targets nor labels"
      }, expected one of them`,
    );
  }
  const weights = options.weights === undefined
    ? {}
    : { weights: readWeights(options.weights, samples) };
  if (labels !== undefined) {
    const read = readLabels(labels, samples, classes);
    return { samples, inputCount, inputs, ...read, ...weights };
  }
  if (classes !== undefined) {
    throw new TypeError(
      `Cannot make a dataset: got classes ${classes} with targets, expected them with labels only`,
    );
  }
  const read = readTargets(targets!, samples);
  return { samples, inputCount, inputs, ...read, ...weights };
}

interface Matrix {
  readonly inputs: Float64Array;
  readonly rows: number;
  readonly columns: number;
}

function readInputs({ inputs, shape }: DatasetOptions): Matrix {
  if (inputs instanceof Float64Array && shape === undefined) {
    throw new TypeError(
      `Cannot make a dataset: inputs are a Float64Array of length ${inputs.length} without a shape, expected shape: [samples, features]`,
    );
  }
  const [rows, columns] = shape ?? [inputs.length, rowLength("inputs", inputs)];
  if (!isCount(rows) || !isCount(columns)) {
    throw new RangeError(
      `Cannot make a dataset: inputs are ${rows} × ${columns}, expected at least one sample and one feature`,
    );
  }
  if (inputs instanceof Float64Array) {
    checkLength(
      "inputs",
      inputs.length,
      rows * columns,
      `${rows} × ${columns}`,
    );
    checkFinite("inputs", inputs, columns);
    return { inputs, rows, columns };
  }
  checkLength("inputs", inputs.length, rows, "one row per sample");
  return { inputs: flatten("inputs", inputs, columns), rows, columns };
}

function readTargets(
  targets: NonNullable<DatasetOptions["targets"]>,
  samples: number,
): { targets: Float64Array; outputCount: number } {
  if (targets instanceof Float64Array) {
    const outputCount = targets.length / samples;
    if (!isCount(outputCount)) {
      throw new RangeError(
        `Cannot make a dataset: got ${targets.length} targets for ${samples} samples, expected a multiple of ${samples}`,
      );
    }
    checkFinite("targets", targets, outputCount);
    return { targets, outputCount };
  }
  checkLength("targets", targets.length, samples, "one per sample");
  const rows = typeof targets[0] === "number"
    ? Array.from(targets as readonly number[], (target) => [target])
    : targets as readonly ArrayLike<number>[];
  const outputCount = rowLength("targets", rows);
  if (outputCount === 0) {
    throw new RangeError(
      `Cannot make a dataset: targets have 0 columns, expected at least one`,
    );
  }
  return { targets: flatten("targets", rows, outputCount), outputCount };
}

function readLabels(
  labels: ArrayLike<number>,
  samples: number,
  classes?: number,
): { labels: Int32Array; outputCount: number } {
  checkLength("labels", labels.length, samples, "one per sample");
  if (classes !== undefined && !isCount(classes)) {
    throw new RangeError(
      `Cannot make a dataset: got ${classes} classes, expected at least one`,
    );
  }
  const largest = (classes ?? 2 ** 31) - 1;
  let outputCount = classes ?? 0;
  for (let i = 0; i < samples; i++) {
    const label = labels[i];
    if (!Number.isInteger(label) || label < 0 || label > largest) {
      throw new RangeError(
        `Cannot make a dataset: label ${i} is ${label}, expected an integer from 0${
          classes === undefined ? "" : ` to ${largest}`
        }`,
      );
    }
    if (label >= outputCount) outputCount = label + 1;
  }
  return { labels: Int32Array.from(labels), outputCount };
}

function readWeights(
  weights: ArrayLike<number>,
  samples: number,
): Float64Array {
  checkLength("weights", weights.length, samples, "one per sample");
  for (let i = 0; i < samples; i++) {
    if (!Number.isFinite(weights[i]) || weights[i] < 0) {
      throw new RangeError(
        `Cannot make a dataset: weight ${i} is ${
          weights[i]
        }, expected a finite number ≥ 0`,
      );
    }
  }
  return weights instanceof Float64Array ? weights : Float64Array.from(weights);
}

function isCount(n: number): boolean {
  return Number.isSafeInteger(n) && n > 0;
}

function rowLength(what: string, rows: ArrayLike<unknown>): number {
  if (rows.length === 0) {
    throw new RangeError(
      `Cannot make a dataset: ${what} are empty, expected at least one sample`,
    );
  }
  return (rows[0] as ArrayLike<number>)?.length ?? NaN;
}

function checkLength(
  what: string,
  length: number,
  expected: number,
  why: string,
): void {
  if (length !== expected) {
    throw new RangeError(
      `Cannot make a dataset: ${what} have length ${length}, expected ${expected} (${why})`,
    );
  }
}

function checkFinite(
  what: string,
  flat: ArrayLike<number>,
  columns: number,
): void {
  for (let i = 0; i < flat.length; i++) {
    if (!Number.isFinite(flat[i])) {
      refuse(what, Math.floor(i / columns), i % columns, flat[i]);
    }
  }
}

function flatten(
  what: string,
  rows: readonly ArrayLike<number>[],
  columns: number,
): Float64Array {
  const flat = new Float64Array(rows.length * columns);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    if (typeof row !== "object" || row?.length !== columns) {
      throw new RangeError(
        `Cannot make a dataset: row ${i} of the ${what} has ${
          row?.length ?? "no"
        } entries, expected ${columns} as in row 0`,
      );
    }
    for (let j = 0; j < columns; j++) {
      if (!Number.isFinite(row[j])) refuse(what, i, j, row[j]);
      flat[i * columns + j] = row[j];
    }
  }
  return flat;
}

function refuse(
  what: string,
  row: number,
  column: number,
  value: unknown,
): never {
  const shown = typeof value === "string" ? `"${value}"` : String(value);
  throw new TypeError(
    `Cannot make a dataset: row ${row}, column ${column} of the ${what} (counted from 0) is ${shown}, expected a finite number`,
  );
}
