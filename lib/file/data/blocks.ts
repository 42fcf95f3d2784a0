import {
  type Column,
  type NumberColumn,
  parseIdx,
  readTable,
  type Table,
} from "../../data/mod.ts";
import { gunzip, isGzip } from "../../data/gunzip.ts";
import { isIdx } from "../../data/idx.ts";
import { numberColumn } from "../../data/table/make_column.ts";
import { formatOfBytes, formats } from "../formats.ts";
import { refuseFile } from "../refuse.ts";
import { type ShapedArray, shapeText, sizeOf } from "../shaped_array.ts";
import { isParquet, readParquet } from "./parquet.ts";

/** Numbers or text of every sample, by name: an array, or a table's column. */
export interface Block {
  readonly name: string;
  readonly rows: number;
  /** Numbers of a sample. */
  readonly width: number;
  /** rows × width; absent for text. */
  readonly values?: Float64Array;
  readonly text?: readonly string[];
  /** Whether they were kept as integers, as labels are. */
  readonly integers: boolean;
  /** What the numbers of a sample are called: "X(0, 3)". */
  readonly names: readonly string[];
}

/** A data file: its blocks, and whether they are the columns of a table. */
export interface Blocks {
  readonly blocks: readonly Block[];
  readonly table?: Table;
  readonly notes: readonly string[];
}

/** Numbers of a sample beyond which nobody wants a column each. */
const mostColumns = 20_000;

/**
 * What is in a data file, of whatever kind its first bytes say: Parquet, .npz,
 * .npy, .safetensors, .pt, IDX, each packed by gzip or not, else a table of text.
 */
export async function readBlocks(bytes: Uint8Array): Promise<Blocks> {
  const plain = isGzip(bytes) ? gunzip(bytes, refuseFile) : bytes;
  if (isParquet(plain)) return fromTable(await readParquet(plain));
  if (isIdx(plain)) return fromArrays([["values", () => parseIdx(plain)]]);
  if (formats.some(({ arrays }) => arrays?.isIn(plain))) {
    return fromArrays([...formatOfBytes(plain).read(plain)]);
  }
  return fromTable(readTable(plain));
}

function fromTable(table: Table): Blocks {
  return { table, blocks: table.columns.map(fromColumn), notes: table.notes };
}

function fromColumn(column: Column): Block {
  const { name, values } = column;
  const common = { name, rows: values.length, width: 1, names: [name] };
  return column.kind === "text"
    ? { ...common, text: column.values, integers: false }
    : { ...common, values: column.values, integers: false };
}

function fromArrays(
  arrays: readonly (readonly [string, () => ShapedArray])[],
): Blocks {
  const notes: string[] = [];
  const blocks: Block[] = [];
  for (const [name, read] of arrays) {
    const array = read();
    const [rows, ...rest] = array.shape;
    const width = sizeOf(rest);
    if (rows === undefined || rows === 0 || width === 0) {
      notes.push(`"${name}" of shape ${shapeText(array.shape)} is left out.`);
    } else if (width > mostColumns) {
      notes.push(
        `"${name}" is left out: ${width} numbers a row, ${mostColumns} at most.`,
      );
    } else {
      blocks.push({
        name,
        rows,
        width,
        values: Float64Array.from(array.values),
        integers: array.integers ??
          !/^Float/.test(array.values.constructor.name),
        names: namesOf(name, rest),
      });
    }
  }
  if (blocks.length === 0) {
    refuseFile(`it has no rows of numbers. ${notes.join(" ")}`, "some");
  }
  return { blocks, notes };
}

/** What the numbers of a row are called, by their places in it. */
function namesOf(name: string, shape: readonly number[]): string[] {
  if (sizeOf(shape) === 1) return [name];
  return Array.from({ length: sizeOf(shape) }, (_, i) => {
    const place = shape.map((size, axis) =>
      Math.floor(i / sizeOf(shape.slice(axis + 1))) % size
    );
    return `${name}(${place.join(", ")})`;
  });
}

/** The blocks that have as many rows as the first, as columns of a table. */
export function toTable({ blocks, table, notes }: Blocks): Table {
  if (table) return table;
  const [{ rows }] = blocks;
  const fitting = blocks.filter((block) => block.rows === rows);
  const others = blocks.filter((block) => block.rows !== rows);
  return {
    columns: fitting.flatMap(columnsOf),
    rows,
    notes: [
      ...notes,
      ...others.map(({ name, rows: own }) =>
        `"${name}" is left out: it has ${own} rows, others ${rows}.`
      ),
    ],
  };
}

function columnsOf({ rows, width, values, names }: Block): NumberColumn[] {
  return names.map((name, j) =>
    numberColumn(
      name,
      Float64Array.from({ length: rows }, (_, i) => values![i * width + j]),
    )
  );
}
