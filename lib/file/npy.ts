import { integersOf, numberTypes, readNumbers } from "./number_types.ts";
import { refuseArray } from "./refuse.ts";
import {
  gather,
  isShape,
  type ShapedArray,
  shapeText,
  sizeOf,
} from "./shaped_array.ts";
import { kindOf, type TypedArray } from "./typed_arrays.ts";

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]; // \x93NUMPY

/** Whether bytes begin as a .npy file. */
export function isNpy(bytes: Uint8Array): boolean {
  return bytes.length >= 12 && magic.every((byte, i) => bytes[i] === byte);
}

/**
 * The bytes of a .npy file (numpy.lib.format, version 1.0): magic, length of
 * the header, header padded to a multiple of 64 bytes, entries. Typed arrays
 * are little-endian on every machine that runs JavaScript today.
 */
export function encodeNpy(
  { values, shape }: ShapedArray,
): Uint8Array<ArrayBuffer> {
  const { dtype } = kindOf(values)!;
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const header =
    `{'descr': '${dtype}', 'fortran_order': False, 'shape': (${tuple}), }`;
  const length = Math.ceil((10 + header.length + 1) / 64) * 64;
  const bytes = new Uint8Array(length + values.byteLength);
  bytes.set([...magic, 1, 0]);
  new DataView(bytes.buffer).setUint16(8, length - 10, true);
  const padded = header.padEnd(length - 11) + "\n";
  bytes.set(new TextEncoder().encode(padded), 10);
  bytes.set(
    new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
    length,
  );
  return bytes;
}

/**
 * An array as NumPy writes it: of any number type and byte order, in row-major
 * or column-major order.
 *
 * @throws {SyntaxError} If the bytes are not a .npy file, or hold text, objects
 * or complex numbers.
 */
export function decodeNpy(bytes: Uint8Array, name: string): ShapedArray {
  if (!isNpy(bytes)) {
    refuseArray(name, "it is no .npy data", "the bytes \\x93NUMPY first");
  }
  const { header, end } = headerOf(bytes);
  const dtype = /'descr': *'([^']*)'/.exec(header)?.[1];
  const type = numberTypes.find(({ numpy }) => numpy === dtype?.slice(1));
  if (type === undefined || !/^[<>|=]/.test(dtype!)) {
    const dtypes = numberTypes.map(({ numpy }) => numpy).filter(Boolean);
    refuseArray(
      name,
      `the dtype is ${dtype ?? "missing"}`,
      `one of ${dtypes.join(", ")}`,
    );
  }
  const order = /'fortran_order': *(True|False)/.exec(header)?.[1];
  if (order === undefined) refuseArray(name, "the order is missing", "one");
  const tuple = /'shape': *\(([\d, ]*)\)/.exec(header)?.[1];
  if (tuple === undefined) refuseArray(name, "the shape is missing", "one");
  const shape = tuple.split(",").filter((n) => n.trim() !== "").map(Number);
  const expected = sizeOf(shape) * type.size;
  if (!isShape(shape) || bytes.length - end !== expected) {
    refuseArray(
      name,
      `there are ${bytes.length - end} bytes of data`,
      `${expected} for the shape ${shapeText(shape)}`,
    );
  }
  const values = readNumbers(
    name,
    type,
    bytes.subarray(end),
    dtype![0] !== ">",
  );
  return {
    shape,
    values: order === "True" && shape.length > 1
      ? toRowMajor(values, shape)
      : values,
    ...integersOf(type),
  };
}

/** Whether a .npy file holds text, as titles and units beside numbers are. */
export function holdsText(bytes: Uint8Array): boolean {
  return isNpy(bytes) && /'descr': *'[<>|=][US]/.test(headerOf(bytes).header);
}

/** The header's text, and where it ends. */
function headerOf(bytes: Uint8Array): { header: string; end: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  // from version 2 the header's length has four bytes
  const start = bytes[6] === 1 ? 10 : 12;
  const end = start +
    (bytes[6] === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  const header = new TextDecoder().decode(bytes.subarray(start, end));
  return { header, end };
}

/** Column-major entries in row-major order. */
function toRowMajor(values: TypedArray, shape: readonly number[]): TypedArray {
  const strides = shape.map((_, axis) => sizeOf(shape.slice(0, axis)));
  return gather(values, shape, strides, 0);
}
