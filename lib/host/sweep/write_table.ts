// @ts-types="../../data/papaparse.d.ts"
import papa from "papaparse";
import { encodeNpz } from "../../file/mod.ts";
import type { SweepColumn } from "../../sweep/mod.ts";

/** Writes columns in one format of files. */
type Writer = (
  columns: readonly SweepColumn[],
) => Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>>;

const writers: Readonly<Record<string, Writer>> = {
  ".csv": csv,
  // texts of it stand in result.json, numbers each in a file
  ".npz": (columns) =>
    encodeNpz(
      Object.fromEntries(columns.map(({ name, values }) => [name, values])),
    ),
  ".parquet": parquet,
};

/**
 * The bytes of a table, by the extension of the file that they are for.
 *
 * @throws {RangeError} If the extension is none of .csv, .npz, .parquet.
 */
export async function encodeTable(
  columns: readonly SweepColumn[],
  path: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const extension = /\.[^./\\]*$/.exec(path)?.[0] ?? "";
  if (Object.hasOwn(writers, extension)) {
    return await writers[extension](columns);
  }
  throw new RangeError(
    `Cannot write the table to "${path}": the extension is "${extension}", expected ${
      Object.keys(writers).join(", ")
    }`,
  );
}

function csv(columns: readonly SweepColumn[]): Uint8Array<ArrayBuffer> {
  const rows = Array.from(
    columns[0].values as ArrayLike<unknown>,
    (_, i) =>
      columns.map(({ values }) => {
        const value = values[i];
        return typeof value === "number" && Number.isNaN(value) ? "" : value;
      }),
  );
  return new TextEncoder().encode(
    papa.unparse([columns.map(({ name }) => name), ...rows], { newline: "\n" }),
  );
}

async function parquet(
  columns: readonly SweepColumn[],
): Promise<Uint8Array<ArrayBuffer>> {
  const { parquetWriteBuffer } = await import("hyparquet-writer");
  return new Uint8Array(parquetWriteBuffer({
    columnData: columns.map(({ name, values }) => ({
      name,
      data: Array.from(values as ArrayLike<unknown>),
      type: typeof values[0] === "string" ? "STRING" : "DOUBLE",
    })),
  }));
}
