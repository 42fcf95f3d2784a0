import {
  checkArguments,
  checkOptions,
  flag,
  listOf,
  number,
  oneOf,
  type OptionTable,
  required,
  text,
} from "../../options/mod.ts";
import { type Dataset, dataset } from "../dataset.ts";
import { type Feature, featuresOf, usableInputs } from "./features.ts";
import { counted } from "../../counted.ts";
import { splitRows } from "./split.ts";
import { aTable, type Table } from "./table.ts";
import { ofRows, type Target, targetOf, type Task } from "./target.ts";

/** What {@linkcode tableToDataset} takes from a table. */
export interface TableToDatasetOptions {
  /**
   * Names of the columns that are the features: numbers and dates as they are,
   * text one-hot. Default: all that are sensible, see {@linkcode usableInputs}.
   */
  readonly inputs?: readonly string[];
  /** Name of the column to predict. */
  readonly target: string;
  /**
   * Whether to predict a class or a number. By default text is a class, and so
   * are whole numbers with at most 20 different values, each of them found
   * twice or more on average.
   */
  readonly task?: Task;
  /**
   * Rows that lack an input: "drop" leaves them out, "mean" fills in the mean of
   * the training part. Default: "drop". Rows that lack the target are left out.
   */
  readonly missing?: "drop" | "mean";
  /**
   * Whether to shift and scale each feature to mean 0 and variance 1 over the
   * training part; false by default.
   */
  readonly standardize?: boolean;
  /** The same for a numeric target; false by default. */
  readonly standardizeTargets?: boolean;
  /** The part of the rows kept for testing, in (0, 1); 0.25 by default. */
  readonly testShare?: number;
  /** Seed of the split; 0 by default. */
  readonly seed?: number;
}

/** What {@linkcode tableToDataset} takes beside the table. */
export const tableToDatasetOptions: OptionTable<TableToDatasetOptions> = {
  inputs: listOf(text),
  target: required(text),
  task: oneOf("classification", "regression"),
  missing: oneOf("drop", "mean"),
  standardize: flag,
  standardizeTargets: flag,
  testShare: number,
  seed: number,
};

/** The two parts of a table as datasets, and how they came about. */
export interface TableDatasets {
  /** The rows to train with, in random order. */
  readonly training: Dataset;
  /** The rows to test with, in random order. */
  readonly test: Dataset;
  /** The class of each label, sorted; undefined for a numeric target. */
  readonly classNames: readonly string[] | undefined;
  /** What was subtracted from each feature: 0 unless standardized. */
  readonly means: Float64Array;
  /** What each feature was then divided by: 1 unless standardized. */
  readonly scales: Float64Array;
  /** What was subtracted from the target: 0 unless standardized. */
  readonly targetMean: number;
  /** What the target was then divided by: 1 unless standardized. */
  readonly targetScale: number;
  /** The features' names: a text makes one of each value, "sex = male". */
  readonly inputNames: readonly string[];
  /** What was left out or filled in: sentences. */
  readonly notes: readonly string[];
}

/**
 * Splits a table into a training and a test dataset.
 *
 * The rows are shuffled by `seed`. With classes the split is stratified: each
 * class gives its share to the test part, rounded by largest remainder, and
 * keeps at least one row for training.
 *
 * @throws {RangeError} If a column is not there or named twice, no column or no
 * row is left, or the target has only one class.
 * @throws {TypeError} If a regression target is text, or an option is unknown,
 * missing or of another type.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readTable, tableToDataset } from "@thalweg/thalweg";
 *
 * const rows = readTable("length,kind\n1,x\n2,y\n3,x\n4,y\n");
 * const { training, test, classNames } = tableToDataset(rows, {
 *   target: "kind",
 *   testShare: 0.25,
 *   seed: 1,
 * });
 * assertEquals([training.samples, test.samples], [3, 1]);
 * assertEquals(classNames, ["x", "y"]);
 * ```
 */
export function tableToDataset(
  table: Table,
  options: TableToDatasetOptions,
): TableDatasets {
  checkArguments("use the table", { table }, { table: aTable });
  checkOptions("use the table", options, tableToDatasetOptions);
  const { testShare = 0.25, seed = 0, missing = "drop" } = options;
  if (!(testShare > 0 && testShare < 1)) {
    throw new RangeError(
      `Cannot split the table: testShare is ${testShare}, expected a number between 0 and 1`,
    );
  }
  const wanted = targetOf(table, options.target, options.task);
  const { inputs, notes } = chooseInputs(table, options);
  const features = featuresOf(table, inputs, options.target);
  const { rows, told } = rowsToUse(table.rows, features, wanted, missing);
  const target = ofRows(wanted, rows);
  const labels = target.kind === "classes"
    ? rows.map((row) => target.labels[row])
    : new Int32Array(rows.length);
  const parts = splitRows(rows, labels, { testShare, seed });

  const fits = features.map((feature) => fitOf(feature, parts.training));
  const targetFit = target.kind === "numbers" && options.standardizeTargets
    ? fitOf({ name: options.target, values: target.values }, parts.training)
    : unchanged;
  const scaled = (fit: Fit) => options.standardize ? fit : unchanged;
  const constant = features.filter((_, j) =>
    options.standardize && fits[j].constant
  ).map(({ name }) => `"${name}"`);

  function part(rows: Int32Array): Dataset {
    const D = features.length;
    const inputs = new Float64Array(rows.length * D);
    features.forEach(({ values }, j) => {
      const fit = fits[j];
      const { mean, scale } = scaled(fit);
      rows.forEach((row, i) => {
        const value = values[row];
        inputs[i * D + j] = ((value === value ? value : fit.mean) - mean) /
          scale;
      });
    });
    const shape = [rows.length, D] as const;
    if (target.kind === "classes") {
      const picked = rows.map((row) => target.labels[row]);
      const classes = target.names.length;
      return dataset({ inputs, shape, labels: picked, classes });
    }
    const { mean, scale } = targetFit;
    const targets = Float64Array.from(
      rows,
      (row) => (target.values[row] - mean) / scale,
    );
    return dataset({ inputs, shape, targets });
  }

  return {
    training: part(parts.training),
    test: part(parts.test),
    classNames: target.kind === "classes" ? target.names : undefined,
    means: Float64Array.from(fits, (fit) => scaled(fit).mean),
    scales: Float64Array.from(fits, (fit) => scaled(fit).scale),
    targetMean: targetFit.mean,
    targetScale: targetFit.scale,
    inputNames: features.map(({ name }) => name),
    notes: [
      ...notes,
      ...told,
      ...(constant.length > 0
        ? [`Constant among the rows to train with: ${constant.join(", ")}.`]
        : []),
    ],
  };
}

function chooseInputs(
  table: Table,
  { inputs, target }: TableToDatasetOptions,
): { inputs: readonly string[]; notes: readonly string[] } {
  const { names, notes } = inputs
    ? { names: inputs, notes: [] }
    : usableInputs(table, target);
  if (names.length === 0) {
    throw new RangeError(
      inputs
        ? "Cannot use the table: inputs name no column, expected at least one"
        : `Cannot use the table: beside its target ${
          notes.length === 0
            ? "it has no column"
            : notes[0].replace(/^C/, "c").replace(/\.$/, "")
        }, expected an input at least`,
    );
  }
  return { inputs: names, notes };
}

function rowsToUse(
  count: number,
  features: readonly Feature[],
  target: Target,
  missing: "drop" | "mean",
): { rows: Int32Array; told: string[] } {
  const lacksTarget = (row: number) =>
    target.kind === "classes"
      ? target.labels[row] < 0
      : Number.isNaN(target.values[row]);
  const lacksInput = (row: number) =>
    features.some(({ values }) => Number.isNaN(values[row]));
  const all = Int32Array.from({ length: count }, (_, row) => row);
  const aimed = all.filter((row) => !lacksTarget(row));
  const whole = aimed.filter((row) => !lacksInput(row));
  const told: string[] = [];
  if (aimed.length < count) {
    told.push(
      `${counted(count - aimed.length, "row")} without a target left out.`,
    );
  }
  const lacking = aimed.length - whole.length;
  if (lacking > 0) {
    told.push(
      missing === "drop"
        ? `${counted(lacking, "row")} that ${
          lacking === 1 ? "lacks" : "lack"
        } an input left out.`
        : `${
          counted(lacking, "row")
        } with means of the training part for missing inputs.`,
    );
  }
  const rows = missing === "drop" ? whole : aimed;
  if (rows.length === 0) {
    throw new RangeError(
      aimed.length === 0
        ? "Cannot use the table: no row has a target, expected at least two"
        : 'Cannot use the table: every row lacks an input, expected rows that have all (missing: "mean" fills in means)',
    );
  }
  return { rows, told };
}

/** Mean and scale of a feature over some rows. */
interface Fit {
  readonly mean: number;
  readonly scale: number;
  readonly constant: boolean;
}

const unchanged: Fit = { mean: 0, scale: 1, constant: false };

function fitOf({ values }: Feature, rows: Int32Array): Fit {
  const present = rows.filter((row) => values[row] === values[row]);
  if (present.length === 0) return { ...unchanged, constant: true };
  const first = values[present[0]];
  if (present.every((row) => values[row] === first)) {
    return { mean: first, scale: 1, constant: true };
  }
  let mean = 0;
  for (const row of present) mean += values[row] / present.length;
  let variance = 0;
  for (const row of present) {
    variance += (values[row] - mean) ** 2 / present.length;
  }
  return { mean, scale: Math.sqrt(variance), constant: false };
}
