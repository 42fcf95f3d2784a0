import { kindOf, type TypedArray, typedArrayKinds } from "./typed_arrays.ts";

/** An array of a .npy file: entries in row-major order, and the shape. */
export interface NpyArray {
  readonly array: TypedArray;
  readonly shape: readonly number[];
}

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]; // \x93NUMPY

/**
 * The bytes of a .npy file (numpy.lib.format, version 1.0): magic, length of
 * the header, header padded to a multiple of 64 bytes, entries. Typed arrays
 * are little-endian on every machine that runs JavaScript today.
 */
export function encodeNpy({ array, shape }: NpyArray): Uint8Array {
  const { dtype } = kindOf(array)!;
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const header =
    `{'descr': '${dtype}', 'fortran_order': False, 'shape': (${tuple}), }`;
  const length = Math.ceil((10 + header.length + 1) / 64) * 64;
  const bytes = new Uint8Array(length + array.byteLength);
  bytes.set([...magic, 1, 0]);
  new DataView(bytes.buffer).setUint16(8, length - 10, true);
  const padded = header.padEnd(length - 11) + "\n";
  bytes.set(new TextEncoder().encode(padded), 10);
  bytes.set(
    new Uint8Array(array.buffer, array.byteOffset, array.byteLength),
    length,
  );
  return bytes;
}

/**
 * The inverse of {@linkcode encodeNpy}.
 *
 * @throws {SyntaxError} If the bytes are not a .npy file, or hold what results
 * do not: another dtype or column-major order.
 */
export function decodeNpy(bytes: Uint8Array, name: string): NpyArray {
  if (bytes.length < 12 || !magic.every((byte, i) => bytes[i] === byte)) {
    fail(name, "it is no .npy data", "the bytes \\x93NUMPY first");
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  // from version 2 the header's length has four bytes
  const start = bytes[6] === 1 ? 10 : 12;
  const end = start +
    (bytes[6] === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  const header = new TextDecoder().decode(bytes.subarray(start, end));
  const dtype = /'descr': *'([^']*)'/.exec(header)?.[1];
  const kind = typedArrayKinds.find((kind) => kind.dtype === dtype);
  if (kind === undefined) {
    const dtypes = typedArrayKinds.map(({ dtype }) => dtype).join(", ");
    fail(name, `the dtype is ${dtype ?? "missing"}`, `one of ${dtypes}`);
  }
  if (!/'fortran_order': *False/.test(header)) {
    fail(name, "the order is column-major", "row-major");
  }
  const tuple = /'shape': *\(([\d, ]*)\)/.exec(header)?.[1];
  if (tuple === undefined) fail(name, "the shape is missing", "one");
  const shape = tuple.split(",").filter((n) => n.trim() !== "").map(Number);
  const length = shape.reduce((product, n) => product * n, 1);
  const expected = length * kind.make.BYTES_PER_ELEMENT;
  if (bytes.length - end !== expected) {
    fail(
      name,
      `there are ${bytes.length - end} bytes of data`,
      `${expected} for the shape (${shape.join(", ")})`,
    );
  }
  // a copy: the data may lie unaligned in the file
  return { array: new kind.make(bytes.slice(end).buffer), shape };
}

function fail(name: string, got: string, expected: string): never {
  throw new SyntaxError(
    `Cannot read array "${name}" of the result: ${got}, expected ${expected}`,
  );
}
