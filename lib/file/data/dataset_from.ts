import { type Dataset, dataset, type Table } from "../../data/mod.ts";
import { counted } from "../../counted.ts";
import {
  anyOf,
  checkArguments,
  checkOptions,
  holding,
  listOf,
  type OptionTable,
  text,
} from "../../options/mod.ts";
import { someBytes } from "../bytes_kind.ts";
import { type Block, type Blocks, readBlocks, toTable } from "./blocks.ts";

/** A file's bytes, or what a file input has. */
export type DataFile = Uint8Array | { readonly bytes: Uint8Array };

const aFile = anyOf(
  someBytes,
  holding("a file with its bytes", { bytes: someBytes }),
);

/** What {@linkcode datasetFrom} is told where it would guess. */
export interface DatasetFromOptions {
  /**
   * The array, or the columns, of features. Default: the array X, x, inputs,
   * data, features, images or x_train; else all but the targets.
   */
  readonly inputs?: string | readonly string[];
  /**
   * The array, or the columns, of numbers to be learned; or a file of them.
   * Default: the array y, Y, targets, target, labels or y_train, else the last;
   * integers and text are labels then.
   */
  readonly targets?: string | readonly string[] | DataFile;
  /** The array or column of classes to be learned; or a file of them. */
  readonly labels?: string | DataFile;
}

/** What {@linkcode datasetFrom} takes beside the file. */
export const datasetFromOptions: OptionTable<DatasetFromOptions> = {
  inputs: anyOf(text, listOf(text)),
  targets: anyOf(text, aFile, listOf(text)),
  labels: anyOf(text, aFile),
};

/** A dataset, and what its numbers are called. */
export interface FileDataset extends Dataset {
  /** One name for each feature. */
  readonly inputNames: readonly string[];
  /** The class of each label, sorted, where labels were text. */
  readonly classNames?: readonly string[];
  /** What was left out: sentences. */
  readonly notes: readonly string[];
}

const act = "make a dataset of the file";

/**
 * A table of a data file: CSV and other text, Parquet, .npz, .npy,
 * .safetensors, .pt or IDX, packed by gzip or not, told apart by their bytes.
 * An array of more than one axis is a column for each place in its rows,
 * "X(0, 3)"; arrays of other lengths than the first are left out, and told.
 *
 * @throws {TypeError} If it is no file.
 * @throws {SyntaxError} If the file is damaged, hostile or of another kind.
 *
 * @example Usage
 * ```ts
 * import { network, parametersTo, tableFrom } from "@thalweg/thalweg";
 * import { assertEquals } from "@std/assert";
 * // a .npy file, here one of a network's four parameters
 * const net = network({ inputs: 1, layers: [{ width: 2 }] });
 * const table = await tableFrom(parametersTo(net, [1, 2, 3, 4], "npy"));
 * assertEquals(table.rows, 4);
 * ```
 */
export async function tableFrom(file: DataFile): Promise<Table> {
  checkArguments("read the table", { file }, { file: aFile });
  return toTable(await readBlocks(bytesOf(file)));
}

/**
 * A dataset of a data file: CSV and other text, Parquet, .npz, .npy,
 * .safetensors, .pt or IDX, packed by gzip or not, told apart by their bytes.
 *
 * Rows that lack a number are left out, and told. Numbers are as they are in the
 * file; `tableToDataset(await tableFrom(file), …)` standardizes, splits and
 * takes text as inputs.
 *
 * @throws {TypeError} If an argument or option is of another type or unknown, or
 * inputs are text.
 * @throws {RangeError} If a name is not in the file, or lengths do not fit.
 * @throws {SyntaxError} If the file is damaged, hostile or of another kind.
 *
 * @example Usage
 * ```ts
 * import { datasetFrom } from "@thalweg/thalweg";
 * import { assertEquals } from "@std/assert";
 * const file = new TextEncoder().encode("a,b,y\n1,2,3\n4,5,6\n");
 * const data = await datasetFrom(file, { targets: "y" });
 * assertEquals(data.inputs, new Float64Array([1, 2, 4, 5]));
 * assertEquals(data.targets, new Float64Array([3, 6]));
 * ```
 */
export async function datasetFrom(
  file: DataFile,
  options: DatasetFromOptions = {},
): Promise<FileDataset> {
  checkArguments(act, { file }, { file: aFile });
  checkOptions(act, options, datasetFromOptions);
  if (options.targets !== undefined && options.labels !== undefined) {
    throw new TypeError(`Cannot ${act}: got targets and labels, expected one`);
  }
  const read = await readBlocks(bytesOf(file));
  const { inputs, wanted, notes } = await choose(read, options);
  const asLabels = options.labels !== undefined ||
    options.targets === undefined &&
      (wanted[0].integers && wanted[0].width === 1 ||
        wanted[0].text !== undefined);
  const all = [...inputs, ...wanted];
  const odd = all.find(({ rows }) => rows !== all[0].rows);
  if (odd) {
    fail(`"${odd.name}" has ${odd.rows} rows`, `${all[0].rows} as others have`);
  }
  const whole = Array.from({ length: all[0].rows }, (_, i) => i).filter((i) =>
    all.every((block) => !lacks(block, i))
  );
  const missing = all[0].rows - whole.length;
  const X = flatten(inputs, whole);
  const common = { inputs: X.flat, shape: X.shape };
  const about = {
    inputNames: inputs.flatMap(({ names }) => names),
    notes: [
      ...notes,
      ...missing === 0 ? [] : [
        `${counted(missing, "row")} that ${
          missing === 1 ? "lacks" : "lack"
        } a value left out.`,
      ],
    ],
  };
  if (!asLabels) {
    return {
      ...dataset({ ...common, targets: flatten(wanted, whole).flat }),
      ...about,
    };
  }
  const [{ text, width }] = wanted;
  if (wanted.length > 1 || width > 1) {
    fail(`labels are ${wanted.length * width} numbers a row`, "one");
  }
  if (text === undefined) {
    return {
      ...dataset({ ...common, labels: flatten(wanted, whole).flat }),
      ...about,
    };
  }
  const classNames = [...new Set(whole.map((i) => text[i]))].sort();
  const numbers = new Map(classNames.map((name, k) => [name, k]));
  const labels = whole.map((i) => numbers.get(text[i])!);
  const classes = classNames.length;
  return { ...dataset({ ...common, labels, classes }), ...about, classNames };
}

const inputNames = [
  "X",
  "x",
  "inputs",
  "data",
  "features",
  "images",
  "x_train",
];
const targetNames = ["y", "Y", "targets", "target", "labels", "y_train"];

/** The blocks of inputs and of what is to be learned. */
async function choose(
  { blocks, table, notes }: Blocks,
  { inputs, targets, labels }: DatasetFromOptions,
): Promise<{ inputs: Block[]; wanted: Block[]; notes: readonly string[] }> {
  const find = (name: string) =>
    blocks.find((block) => block.name === name) ?? fail(
      `there is no "${name}"`,
      `one of ${blocks.slice(0, 20).map((b) => `"${b.name}"`).join(", ")}`,
    );
  const known = (names: readonly string[]) =>
    blocks.find(({ name }) => names.includes(name));
  // a column "x" is one feature of a table, an array X is all of them
  const named = table ? undefined : known(inputNames);
  const aim = targets ?? labels;
  for (const [what, names] of Object.entries({ inputs, targets, labels })) {
    if (!Array.isArray(names) || names.length > 0) continue;
    fail(`${what} names nothing`, "at least one name");
  }
  const asked = inputs === undefined ? undefined : [inputs].flat().map(find);
  if (aim !== undefined && typeof aim !== "string" && !Array.isArray(aim)) {
    const other = await readBlocks(bytesOf(aim as DataFile));
    return {
      inputs: asked ?? (named ? [named] : table ? [...blocks] : [blocks[0]]),
      wanted: other.blocks.slice(0, 1),
      notes: [...notes, ...other.notes],
    };
  }
  if (aim === undefined && blocks.length === 1) {
    // one array of rows: what is last in a row is to be learned
    const [features, last] = splitLast(blocks[0]);
    return { inputs: [features], wanted: [last], notes };
  }
  const wanted = aim === undefined
    ? [known(targetNames) ?? blocks[blocks.length - 1]]
    : [aim].flat().map((name) => find(name as string));
  const others = blocks.filter((block) =>
    !wanted.includes(block) && block.rows === wanted[0].rows
  );
  return {
    inputs: asked ?? (named && !wanted.includes(named) ? [named] : others),
    wanted,
    notes,
  };
}

function splitLast(block: Block): [Block, Block] {
  const { rows, width, values, names } = block;
  if (width < 2 || !values) {
    fail(`"${block.name}" is all that there is`, "targets or labels as well");
  }
  const part = (from: number, to: number): Block => ({
    ...block,
    width: to - from,
    names: names.slice(from, to),
    values: Float64Array.from(
      { length: rows * (to - from) },
      (_, i) =>
        values[Math.floor(i / (to - from)) * width + from + i % (to - from)],
    ),
  });
  return [part(0, width - 1), part(width - 1, width)];
}

function lacks({ values, text, width }: Block, row: number): boolean {
  if (text) return text[row] === "";
  return values!.subarray(row * width, (row + 1) * width).some(Number.isNaN);
}

function flatten(blocks: readonly Block[], rows: readonly number[]) {
  const columns = blocks.reduce((sum, { width }) => sum + width, 0);
  const flat = new Float64Array(rows.length * columns);
  let from = 0;
  for (const { name, width, values } of blocks) {
    if (values === undefined) {
      throw new TypeError(
        `Cannot ${act}: "${name}" is text, expected numbers (tableToDataset makes an input for each value)`,
      );
    }
    rows.forEach((row, i) =>
      flat.set(
        values.subarray(row * width, (row + 1) * width),
        i * columns + from,
      )
    );
    from += width;
  }
  return { flat, shape: [rows.length, columns] as const };
}

function bytesOf(file: DataFile): Uint8Array {
  return "bytes" in file ? file.bytes : file;
}

function fail(got: string, expected: string): never {
  throw new RangeError(`Cannot ${act}: ${got}, expected ${expected}`);
}
