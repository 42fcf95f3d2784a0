import { checkArguments, type Option } from "../options/mod.ts";
import { gunzip, isGzip } from "./gunzip.ts";

/** An array of an IDX file. */
export interface IdxArray {
  /** Its sizes along each axis, the slowest first. */
  readonly shape: readonly number[];
  /** Its entries, row-major. */
  readonly values:
    | Uint8Array
    | Int8Array
    | Int16Array
    | Int32Array
    | Float32Array
    | Float64Array;
}

/** Bytes; of any window, so known by what they have. */
const bytesKind: Option = {
  expected: "bytes (a Uint8Array)",
  isType: (value) => ArrayBuffer.isView(value) && "BYTES_PER_ELEMENT" in value,
};

/** Whether bytes begin as an IDX file, not packed. */
export function isIdx(bytes: Uint8Array): boolean {
  return bytes[0] === 0 && bytes[1] === 0 && Object.hasOwn(kinds, bytes[2]);
}

/** How a kind of number is read. */
interface NumberKind {
  /** In bytes. */
  readonly size: number;
  readonly read: (view: DataView, at: number) => number;
  readonly make: (count: number) => IdxArray["values"];
}

/** What the third byte stands for (Y. LeCun's page on MNIST). */
const kinds: Readonly<Record<number, NumberKind>> = {
  0x08: {
    size: 1,
    read: (view, at) => view.getUint8(at),
    make: (count) => new Uint8Array(count),
  },
  0x09: {
    size: 1,
    read: (view, at) => view.getInt8(at),
    make: (count) => new Int8Array(count),
  },
  0x0b: {
    size: 2,
    read: (view, at) => view.getInt16(at),
    make: (count) => new Int16Array(count),
  },
  0x0c: {
    size: 4,
    read: (view, at) => view.getInt32(at),
    make: (count) => new Int32Array(count),
  },
  0x0d: {
    size: 4,
    read: (view, at) => view.getFloat32(at),
    make: (count) => new Float32Array(count),
  },
  0x0e: {
    size: 8,
    read: (view, at) => view.getFloat64(at),
    make: (count) => new Float64Array(count),
  },
};

/**
 * An array of an IDX file, the format of MNIST, as it is or packed by gzip:
 * train-images-idx3-ubyte has shape (60000, 28, 28).
 *
 * @throws {TypeError} If it is handed something else than bytes.
 * @throws {SyntaxError} If the bytes are not such a file, damaged, or unpack to
 * more than 256 MB.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { parseIdx } from "@thalweg/thalweg";
 *
 * // unsigned bytes, one axis of three
 * const { shape, values } = parseIdx(Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 3, 5, 0, 4));
 * assertEquals(shape, [3]);
 * assertEquals([...values], [5, 0, 4]);
 * ```
 */
export function parseIdx(bytes: Uint8Array): IdxArray {
  checkArguments("read the IDX file", { bytes }, { bytes: bytesKind });
  const plain = isGzip(bytes) ? gunzip(bytes, refuse) : bytes;
  const kind = isIdx(plain) ? kinds[plain[2]] : undefined;
  const axes = plain[3];
  const begin = 4 + 4 * axes;
  if (kind === undefined || axes === 0 || !(plain.length >= begin)) {
    refuse(
      `it begins with ${[...plain.subarray(0, 4)].join(" ")}`,
      "two zeros, a kind of number and a count of axes",
    );
  }
  const view = new DataView(plain.buffer, plain.byteOffset, plain.byteLength);
  const shape = Array.from(
    { length: axes },
    (_, k) => view.getUint32(4 + 4 * k),
  );
  const count = shape.reduce((product, size) => product * size, 1);
  const there = plain.length - begin;
  if (count * kind.size !== there) {
    refuse(
      `${there} bytes after its head`,
      `${count * kind.size} for a shape of (${shape.join(", ")})`,
    );
  }
  const values = kind.make(count);
  for (let i = 0; i < count; i++) {
    values[i] = kind.read(view, begin + i * kind.size);
  }
  return { shape, values };
}

function refuse(got: string, expected: string): never {
  throw new SyntaxError(
    `Cannot read the IDX file: ${got}, expected ${expected}`,
  );
}
