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
} from "../options/mod.ts";
import { randomGenerator } from "../random/mod.ts";
import {
  aTable,
  type Column,
  type NumberColumn,
  type Table,
  tableColumn,
} from "./csv.ts";
import { type Dataset, dataset } from "./dataset.ts";

/** What {@linkcode tableToDataset} takes from a table. */
export interface TableToDatasetOptions {
  /** Names of the numeric columns that are the features. */
  readonly inputs: readonly string[];
  /** Name of the column to predict. */
  readonly target: string;
  /**
   * Whether to predict a class or a number. By default text is a class, and so
   * are whole numbers with at most 20 different values, each of them found
   * twice or more on average.
   */
  readonly task?: "classification" | "regression";
  /**
   * Whether to shift and scale each feature to mean 0 and variance 1 over the
   * training part; false by default. The target stays as it is.
   */
  readonly standardize?: boolean;
  /** The part of the rows kept for testing, in (0, 1); 0.25 by default. */
  readonly testShare?: number;
  /** Seed of the split; 0 by default. */
  readonly seed?: number;
}

/** What {@linkcode tableToDataset} takes beside the table. */
export const tableToDatasetOptions: OptionTable<TableToDatasetOptions> = {
  inputs: required(listOf(text)),
  target: required(text),
  task: oneOf("classification", "regression"),
  standardize: flag,
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
  /** The features' names. */
  readonly inputNames: readonly string[];
}

/**
 * Splits a table into a training and a test dataset.
 *
 * The rows are shuffled by `seed`. With classes the split is stratified: each
 * class gives its share to the test part, rounded by largest remainder, and
 * keeps at least one row for training.
 *
 * @throws {RangeError} If a column is not there, is named twice, is constant
 * over the training part (when standardizing), or the rows are too few.
 * @throws {TypeError} If a feature or a regression target is text, or an option
 * is unknown, missing or of another type.
 */
export function tableToDataset(
  table: Table,
  options: TableToDatasetOptions,
): TableDatasets {
  checkArguments("use the table", { table }, { table: aTable });
  checkOptions("use the table", options, tableToDatasetOptions);
  const { testShare = 0.25, seed = 0, standardize = false } = options;
  if (!(testShare > 0 && testShare < 1)) {
    throw new RangeError(
      `Cannot split the table: testShare is ${testShare}, expected a number between 0 and 1`,
    );
  }
  const features = readFeatures(table, options);
  const target = tableColumn(table, options.target);
  const classification = isClassification(target, options.task);
  const { classNames, labels } = classification ? classify(target) : {};
  const values = labels === undefined ? readNumbers(target).values : undefined;

  const { training, test } = split(labels ?? new Int32Array(table.rows), {
    testShare,
    seed,
  });
  const means = new Float64Array(features.length);
  const scales = new Float64Array(features.length).fill(1);
  if (standardize) {
    features.forEach((feature, j) => {
      [means[j], scales[j]] = meanAndDeviation(feature, training);
    });
  }

  function part(rows: Int32Array): Dataset {
    const inputs = new Float64Array(rows.length * features.length);
    rows.forEach((row, i) => {
      features.forEach(({ values }, j) => {
        inputs[i * features.length + j] = (values[row] - means[j]) / scales[j];
      });
    });
    const shape = [rows.length, features.length] as const;
    if (labels !== undefined) {
      const picked = rows.map((row) => labels[row]);
      const classes = classNames!.length;
      return dataset({ inputs, shape, labels: picked, classes });
    }
    const targets = Float64Array.from(rows, (row) => values![row]);
    return dataset({ inputs, shape, targets });
  }

  return {
    training: part(training),
    test: part(test),
    classNames,
    means,
    scales,
    inputNames: [...options.inputs],
  };
}

function readFeatures(
  table: Table,
  { inputs, target }: TableToDatasetOptions,
): NumberColumn[] {
  if (inputs.length === 0) {
    throw new RangeError(
      "Cannot use the table: inputs name no column, expected at least one",
    );
  }
  const names = [target];
  return inputs.map((name) => {
    if (names.includes(name)) {
      throw new RangeError(
        `Cannot use column "${name}" as an input: it is named twice among inputs and target, expected once`,
      );
    }
    names.push(name);
    return readNumbers(tableColumn(table, name));
  });
}

function readNumbers(found: Column): NumberColumn {
  if (found.kind === "text") {
    throw new TypeError(
      `Cannot use column "${found.name}" as numbers: it holds text such as "${
        found.values[0]
      }", expected numbers`,
    );
  }
  return found;
}

function isClassification(
  target: Column,
  task?: "classification" | "regression",
): boolean {
  if (task !== undefined) return task === "classification";
  if (target.kind === "text") return true;
  if (!target.values.every(Number.isInteger)) return false;
  const different = new Set(target.values).size;
  return different <= 20 && 2 * different <= target.values.length;
}

function classify(
  target: Column,
): { classNames: readonly string[]; labels: Int32Array } {
  const classes = target.kind === "text"
    ? [...new Set(target.values)].sort()
    : [...new Set(target.values)].sort((a, b) => a - b);
  const labelOf = new Map<string | number, number>(
    classes.map((name, label) => [name, label]),
  );
  return {
    classNames: classes.map(String),
    labels: Int32Array.from<string | number>(
      target.values,
      (value) => labelOf.get(value)!,
    ),
  };
}

/** Row numbers of the two parts; all labels equal means no strata. */
function split(
  labels: Int32Array,
  { testShare, seed }: { testShare: number; seed: number },
): { training: Int32Array; test: Int32Array } {
  const rows = randomGenerator(seed).shuffle(labels.map((_, row) => row));
  const quotas = testQuotas(labels, testShare);
  const isTest = rows.map((row) => quotas[labels[row]]-- > 0 ? 1 : 0);
  return {
    training: rows.filter((_, i) => isTest[i] === 0),
    test: rows.filter((_, i) => isTest[i] === 1),
  };
}

/** How many test rows each class gives: largest remainder, one row kept. */
function testQuotas(labels: Int32Array, testShare: number): Int32Array {
  const sizes: number[] = [];
  for (const label of labels) sizes[label] = (sizes[label] ?? 0) + 1;
  const quotas = Int32Array.from(
    sizes,
    (size) => Math.min(Math.floor(testShare * size), size - 1),
  );
  const spare = sizes.reduce((sum, size) => sum + size - 1, 0);
  if (spare === 0) {
    const found = labels.length === 1 ? "1 row" : "one row of each class";
    throw new RangeError(
      `Cannot split the table: there is ${found}, expected at least one to train and one to test with`,
    );
  }
  const wanted = Math.max(
    1,
    Math.min(spare, Math.round(testShare * labels.length)),
  );
  const byRemainder = sizes.map((size, label) => ({
    label,
    remainder: testShare * size - quotas[label],
  })).sort((a, b) => b.remainder - a.remainder);
  let open = wanted - quotas.reduce((sum, quota) => sum + quota, 0);
  while (open > 0) {
    for (const { label } of byRemainder) {
      if (open > 0 && quotas[label] < sizes[label] - 1) {
        quotas[label]++;
        open--;
      }
    }
  }
  return quotas;
}

function meanAndDeviation(
  { name, values }: NumberColumn,
  rows: Int32Array,
): [number, number] {
  const first = values[rows[0]];
  if (rows.every((row) => values[row] === first)) {
    throw new RangeError(
      `Cannot standardize column "${name}": it is ${first} in every training row, expected different values`,
    );
  }
  let mean = 0;
  for (const row of rows) mean += values[row] / rows.length;
  let variance = 0;
  for (const row of rows) variance += (values[row] - mean) ** 2 / rows.length;
  return [mean, Math.sqrt(variance)];
}
