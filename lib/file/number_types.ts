import { refuseArray } from "./refuse.ts";
import { type TypedArray, typedArrayKinds } from "./typed_arrays.ts";

/** A type of number as files of other tools hold it. */
export interface NumberType {
  /** Its code in a .npy header, without the byte order. */
  readonly numpy?: string;
  /** Its name in a .safetensors header. */
  readonly safetensors?: string;
  /** The class of PyTorch's storages of it. */
  readonly torch?: string;
  /** In bytes. */
  readonly size: number;
  /** An array that holds such numbers exactly. */
  readonly make: new (count: number) => TypedArray;
  /** One number. */
  readonly read: (view: DataView, at: number, little: boolean) => number;
}

/** Every type that is read; others (text, objects, complex) are refused. */
export const numberTypes: readonly NumberType[] = [
  {
    numpy: "f8",
    safetensors: "F64",
    torch: "DoubleStorage",
    size: 8,
    make: Float64Array,
    read: (view, at, little) => view.getFloat64(at, little),
  },
  {
    numpy: "f4",
    safetensors: "F32",
    torch: "FloatStorage",
    size: 4,
    make: Float32Array,
    read: (view, at, little) => view.getFloat32(at, little),
  },
  {
    numpy: "f2",
    safetensors: "F16",
    torch: "HalfStorage",
    size: 2,
    make: Float32Array,
    read: (view, at, little) => half(view.getUint16(at, little)),
  },
  {
    safetensors: "BF16",
    torch: "BFloat16Storage",
    size: 2,
    make: Float32Array,
    read: (view, at, little) => upperHalf(view.getUint16(at, little)),
  },
  {
    numpy: "i8",
    safetensors: "I64",
    torch: "LongStorage",
    size: 8,
    make: Float64Array,
    read: (view, at, little) => Number(view.getBigInt64(at, little)),
  },
  {
    numpy: "u8",
    safetensors: "U64",
    size: 8,
    make: Float64Array,
    read: (view, at, little) => Number(view.getBigUint64(at, little)),
  },
  {
    numpy: "i4",
    safetensors: "I32",
    torch: "IntStorage",
    size: 4,
    make: Int32Array,
    read: (view, at, little) => view.getInt32(at, little),
  },
  {
    numpy: "u4",
    safetensors: "U32",
    size: 4,
    make: Uint32Array,
    read: (view, at, little) => view.getUint32(at, little),
  },
  {
    numpy: "i2",
    safetensors: "I16",
    torch: "ShortStorage",
    size: 2,
    make: Int16Array,
    read: (view, at, little) => view.getInt16(at, little),
  },
  {
    numpy: "u2",
    safetensors: "U16",
    size: 2,
    make: Uint16Array,
    read: (view, at, little) => view.getUint16(at, little),
  },
  {
    numpy: "i1",
    safetensors: "I8",
    torch: "CharStorage",
    size: 1,
    make: Int8Array,
    read: (view, at) => view.getInt8(at),
  },
  {
    numpy: "u1",
    safetensors: "U8",
    torch: "ByteStorage",
    size: 1,
    make: Uint8Array,
    read: (view, at) => view.getUint8(at),
  },
  {
    numpy: "b1",
    safetensors: "BOOL",
    torch: "BoolStorage",
    size: 1,
    make: Uint8Array,
    read: (view, at) => Number(view.getUint8(at) !== 0),
  },
];

/** What tells integers of a type whose values are held as doubles. */
export function integersOf(type: NumberType): { readonly integers?: true } {
  return type.make === Float64Array && type.numpy !== "f8"
    ? { integers: true }
    : {};
}

/** Numbers of a type, one after another: a copy. */
export function readNumbers(
  name: string,
  type: NumberType,
  bytes: Uint8Array,
  little: boolean = true,
): TypedArray {
  const { size, make, read } = type;
  const count = bytes.length / size;
  const own = typedArrayKinds.find((kind) => kind.make === make);
  if (own?.dtype.slice(1) === type.numpy && (little || size === 1)) {
    // as memory holds them; the copy is aligned
    return new own!.make(bytes.slice().buffer);
  }
  const values = new make(count);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let i = 0; i < count; i++) {
    const value = read(view, i * size, little);
    if (size === 8 && !Number.isSafeInteger(value) && type.numpy !== "f8") {
      refuseArray(name, `entry ${i} is about ${value}`, "at most 2⁵³ in size");
    }
    values[i] = value;
  }
  return values;
}

const word = new DataView(new ArrayBuffer(4));

/** bfloat16 is the upper half of a float32. */
function upperHalf(bits: number): number {
  word.setUint32(0, bits * 2 ** 16);
  return word.getFloat32(0);
}

/** IEEE 754 binary16: 1 sign, 5 exponent, 10 fraction. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return exponent === 0
    ? sign * fraction * 2 ** -24
    : sign * (1024 + fraction) * 2 ** (exponent - 25);
}
