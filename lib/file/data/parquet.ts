import type { Compressors } from "hyparquet";
import type { Column, Table } from "../../data/mod.ts";
import {
  dateColumn,
  numberColumn,
  textColumn,
} from "../../data/table/make_column.ts";
import { gunzip } from "../../data/gunzip.ts";
import { checkExpansion, refuseFile } from "../refuse.ts";

const magic = [0x50, 0x41, 0x52, 0x31]; // PAR1

/** Whether bytes are a Parquet file: it begins and ends with its name. */
export function isParquet(bytes: Uint8Array): boolean {
  return bytes.length >= 12 && magic.every((byte, i) => bytes[i] === byte);
}

/** Cells that a file may say it has, for each of its bytes; and without reason. */
const mostCells = 1000;
const fewCells = 1e6;

/**
 * The columns of a Parquet file: numbers, booleans as 0 and 1, dates, text;
 * those of lists and structures are left out, and told. Pages may be packed by
 * Snappy, gzip or Zstandard.
 *
 * @throws {SyntaxError} If the file is damaged, or says that it has more than
 * its bytes can hold.
 */
export async function readParquet(bytes: Uint8Array): Promise<Table> {
  const { parquetMetadata, parquetReadObjects } = await import(
    "hyparquet/src/index.js"
  );
  const { decompress } = await import("fzstd");
  const { checkPages } = await import("./parquet_pages.ts");
  const { buffer } = bytes.slice();
  try {
    const metadata = parquetMetadata(buffer);
    const rows = Number(metadata.num_rows);
    const [, ...schema] = metadata.schema;
    const flat = schema.filter(({ num_children, repetition_type }) =>
      !num_children && repetition_type !== "REPEATED"
    );
    const size = metadata.row_groups.reduce(
      (sum, group) => sum + Number(group.total_byte_size),
      0,
    );
    checkExpansion(size, bytes.length);
    const cells = rows * Math.max(1, flat.length);
    if (!(cells <= Math.max(fewCells, mostCells * bytes.length))) {
      refuseFile(`it says that it has ${rows} rows`, "what it has bytes for");
    }
    // columns of the uppermost level that hold one value a row
    const names = topLevel(metadata.schema).filter((name) =>
      flat.some((element) => element.name === name)
    );
    const left = topLevel(metadata.schema).filter((name) =>
      !names.includes(name)
    );
    if (names.length === 0 || rows === 0) {
      refuseFile(`it has ${rows} rows and ${names.length} columns`, "some");
    }
    const compressors: Compressors = {
      GZIP: (packed) => gunzip(packed, refuseFile),
      ZSTD: (packed, length) => decompress(packed, new Uint8Array(length)),
    };
    checkPages(new Uint8Array(buffer), metadata, names, compressors);
    const objects = await parquetReadObjects({
      file: buffer,
      metadata,
      columns: names,
      compressors,
    });
    return {
      columns: names.map((name) =>
        columnOf(name, objects.map((object) => object[name]))
      ),
      rows: objects.length,
      notes: left.length === 0
        ? []
        : [`Lists and structures are left out: ${left.join(", ")}.`],
    };
  } catch (error) {
    if (error instanceof SyntaxError) throw error;
    const { message } = error as Error;
    return refuseFile(`its Parquet says "${message}"`, "a whole file");
  }
}

/** What the library tells of the parts of a schema: a tree, depth first. */
interface SchemaElement {
  readonly name: string;
  readonly "num_children"?: number;
}

/** The names of the root's own columns. */
function topLevel(schema: readonly SchemaElement[]): string[] {
  const names: string[] = [];
  for (let i = 1; i < schema.length; i = after(schema, i)) {
    names.push(schema[i].name);
  }
  return names;
}

/** Behind an element and all within it. */
function after(schema: readonly SchemaElement[], begin: number): number {
  let open = 1;
  let i = begin;
  while (open > 0 && i < schema.length) {
    open += (schema[i++].num_children ?? 0) - 1;
  }
  return i;
}

const day = 86_400_000;

/** A column by what its values are; whatever is no number or date is text. */
function columnOf(name: string, values: readonly unknown[]): Column {
  const present = values.filter((value) => value != null);
  const all = (test: (value: unknown) => boolean) => present.every(test);
  if (all((value) => /^(number|bigint|boolean)$/.test(typeof value))) {
    const numbers = Float64Array.from(
      values,
      (value) => value == null ? NaN : Number(value),
    );
    const large = present.some((value) =>
      typeof value === "bigint" && !Number.isSafeInteger(Number(value))
    );
    return numberColumn(
      name,
      numbers,
      large ? ["integers beyond 2⁵³ are rounded"] : [],
    );
  }
  if (all((value) => value instanceof Date)) {
    return dateColumn(
      name,
      Float64Array.from(
        values,
        (value) => value == null ? NaN : (value as Date).getTime() / day,
      ),
    );
  }
  return textColumn(
    name,
    values.map((value) =>
      value == null
        ? ""
        : value instanceof Date
        ? value.toISOString()
        : String(value)
    ),
  );
}
