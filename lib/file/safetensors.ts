import { checkArguments } from "../options/mod.ts";
import { someBytes } from "./bytes_kind.ts";
import { integersOf, numberTypes, readNumbers } from "./number_types.ts";
import { refuseArray, refuseFile } from "./refuse.ts";
import {
  type Arrays,
  isShape,
  type ShapedArray,
  shapeText,
  sizeOf,
} from "./shaped_array.ts";
import { inWords } from "./tree.ts";
import { packTree, treeMember, unpackTree } from "./tree_arrays.ts";
import { kindOf } from "./typed_arrays.ts";

// The format: https://huggingface.co/docs/safetensors — the header's length
// (8 bytes), the header in JSON, then the tensors without holes.

/** What a header says of a tensor. */
interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly "data_offsets": readonly [number, number];
}

const metadataKey = "__metadata__";

/** The longest header that the format's own library reads, in bytes. */
const longestHeader = 100e6;

/** A .safetensors file: its tensors, and the texts beside them. */
export interface Safetensors {
  readonly arrays: Arrays;
  readonly metadata: ReadonlyMap<string, string>;
}

/** Whether bytes begin as a .safetensors file: a length, then JSON. */
export function isSafetensors(bytes: Uint8Array): boolean {
  // the length has 8 bytes, of which the upper five are 0 below 16 MB and more
  return bytes.length >= 10 && bytes[8] === 0x7b &&
    headerLength(bytes) <= longestHeader;
}

/**
 * Reads a .safetensors file; of each tensor type that it may hold all but the
 * float8 kinds.
 *
 * @throws {SyntaxError} If the header lies: offsets that leave holes, overlap
 * or end outside, sizes that are none.
 */
export function readSafetensors(bytes: Uint8Array): Safetensors {
  const length = bytes.length < 8 ? NaN : headerLength(bytes);
  if (!(length <= Math.min(longestHeader, bytes.length - 8))) {
    refuseFile(
      `its header has ${length} bytes, of ${bytes.length}`,
      "a .safetensors file",
    );
  }
  const { [metadataKey]: metadata = {}, ...entries } = parseHeader(
    bytes.subarray(8, 8 + length),
  );
  if (!isRecord(metadata) || !Object.values(metadata).every(isText)) {
    refuseFile("its metadata are no texts by name", "a .safetensors file");
  }
  const data = bytes.subarray(8 + length);
  const arrays = new Map<string, () => ShapedArray>();
  let end = 0;
  const checked = Object.entries(entries).map(([name, entry]) =>
    [name, checkEntry(name, entry)] as const
  ).sort(([, a], [, b]) =>
    a.data_offsets[0] - b.data_offsets[0] ||
    a.data_offsets[1] - b.data_offsets[1]
  );
  for (const [name, { dtype, shape, data_offsets }] of checked) {
    const [from, to] = data_offsets;
    if (from !== end || to < from || to > data.length) {
      refuseArray(
        name,
        `its data are at ${from} to ${to}`,
        `a beginning at ${end}, an end within ${data.length}`,
      );
    }
    end = to;
    arrays.set(name, () => {
      const type = numberTypes.find(({ safetensors }) => safetensors === dtype);
      if (type === undefined) {
        const known = numberTypes.map(({ safetensors }) => safetensors);
        refuseArray(name, `the type is ${inWords(dtype)}`, known.join(", "));
      }
      if (sizeOf(shape) * type.size !== to - from) {
        refuseArray(
          name,
          `there are ${to - from} bytes of data`,
          `${sizeOf(shape) * type.size} for the shape ${shapeText(shape)}`,
        );
      }
      const values = readNumbers(name, type, data.subarray(from, to));
      return { shape, values, ...integersOf(type) };
    });
  }
  if (end !== data.length) {
    refuseFile(`${data.length - end} bytes belong to no tensor`, "none");
  }
  return {
    arrays,
    metadata: new Map(Object.entries(metadata)) as Map<string, string>,
  };
}

/** A .safetensors file of arrays; the larger numbers first, so that all lie aligned. */
export function writeSafetensors(
  arrays: ReadonlyMap<string, ShapedArray>,
  metadata?: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  const sorted = [...arrays].sort(([, a], [, b]) =>
    b.values.BYTES_PER_ELEMENT - a.values.BYTES_PER_ELEMENT
  );
  const entries: [string, unknown][] = metadata
    ? [[metadataKey, metadata]]
    : [];
  let end = 0;
  for (const [name, { shape, values }] of sorted) {
    const begin = end;
    end += values.byteLength;
    const code = kindOf(values)!.dtype.slice(1);
    const { safetensors } = numberTypes.find(({ numpy }) => numpy === code)!;
    const entry = { dtype: safetensors, shape, "data_offsets": [begin, end] };
    entries.push([name, entry]);
  }
  const header = new TextEncoder().encode(
    JSON.stringify(Object.fromEntries(entries)),
  );
  const length = Math.ceil(header.length / 8) * 8;
  const bytes = new Uint8Array(8 + length + end).fill(0x20, 8, 8 + length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.set(header, 8);
  let at = 8 + length;
  for (const [, { values }] of sorted) {
    const { buffer, byteOffset, byteLength } = values;
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  return bytes;
}

/**
 * A result as .safetensors: a tensor per typed array, named by its path, and
 * everything else as JSON in the metadata, under "result.json".
 *
 * @throws {TypeError} If the result holds anything but plain data and typed
 * arrays, with its path.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { decodeSafetensors, encodeSafetensors } from "@thalweg/thalweg";
 *
 * const bytes = encodeSafetensors({ θ: Float64Array.of(1, 2) });
 * assertEquals(decodeSafetensors(bytes), { θ: Float64Array.of(1, 2) });
 * ```
 */
export function encodeSafetensors(result: unknown): Uint8Array<ArrayBuffer> {
  const { tree, arrays } = packTree(result);
  return writeSafetensors(arrays, { [treeMember]: tree });
}

/**
 * The inverse of {@linkcode encodeSafetensors}.
 *
 * @throws {TypeError} If an argument is of another type.
 * @throws {SyntaxError} If the bytes were not written by it, or are damaged.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { decodeSafetensors, encodeSafetensors } from "@thalweg/thalweg";
 *
 * const bytes = encodeSafetensors({ loss: 0.5 });
 * assertEquals(decodeSafetensors(bytes), { loss: 0.5 });
 * ```
 */
export function decodeSafetensors(bytes: Uint8Array): unknown {
  checkArguments("read the result", { bytes }, { bytes: someBytes });
  const { arrays, metadata } = readSafetensors(bytes);
  const tree = metadata.get(treeMember);
  if (tree === undefined) {
    throw new SyntaxError(
      `Cannot read the result: the file's metadata are ${
        [...metadata.keys()].join(", ") || "empty"
      }, expected "${treeMember}"`,
    );
  }
  return unpackTree(tree, (name) => arrays.get(name)?.());
}

function headerLength(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, 8);
  return Number(view.getBigUint64(0, true));
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  try {
    const header = JSON.parse(new TextDecoder().decode(bytes));
    if (isRecord(header)) return header;
  } catch {
    // said below
  }
  return refuseFile("its header is no JSON object", "a .safetensors file");
}

function checkEntry(name: string, entry: unknown): Entry {
  const { dtype, shape, data_offsets } = isRecord(entry)
    ? entry as Partial<Entry>
    : {};
  const fits = isText(dtype) && Array.isArray(shape) && isShape(shape) &&
    Array.isArray(data_offsets) && data_offsets.length === 2 &&
    data_offsets.every(Number.isSafeInteger);
  if (fits) return entry as Entry;
  return refuseArray(
    name,
    "its entry in the header is not well formed",
    "dtype, shape and data_offsets",
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
