/** The typed arrays that results hold. */
export type TypedArray =
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array;

/** How a kind of typed array is called in files. */
export interface TypedArrayKind {
  /** The mark of it in JSON. */
  readonly mark: string;
  /** Its dtype in a .npy header; "|" where byte order means nothing. */
  readonly dtype: string;
  /** The constructor. */
  readonly make: {
    new (length: number): TypedArray;
    new (values: ArrayLike<number>): TypedArray;
    new (buffer: ArrayBuffer): TypedArray;
    readonly BYTES_PER_ELEMENT: number;
  };
}

/** Every kind; typed arrays of another one cannot be saved. */
export const typedArrayKinds: readonly TypedArrayKind[] = [
  { mark: "$float64", dtype: "<f8", make: Float64Array },
  { mark: "$float32", dtype: "<f4", make: Float32Array },
  { mark: "$int32", dtype: "<i4", make: Int32Array },
  { mark: "$uint32", dtype: "<u4", make: Uint32Array },
  { mark: "$int16", dtype: "<i2", make: Int16Array },
  { mark: "$uint16", dtype: "<u2", make: Uint16Array },
  { mark: "$int8", dtype: "|i1", make: Int8Array },
  { mark: "$uint8", dtype: "|u1", make: Uint8Array },
];

/** The kind of a typed array, if it is one that can be saved. */
export function kindOf(array: ArrayBufferView): TypedArrayKind | undefined {
  return typedArrayKinds.find(({ make }) => array instanceof make);
}
