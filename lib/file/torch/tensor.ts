import {
  integersOf,
  type NumberType,
  numberTypes,
  readNumbers,
} from "../number_types.ts";
import { refuseFile } from "../refuse.ts";
import { gather, isShape, type ShapedArray, sizeOf } from "../shaped_array.ts";
import type { TypedArray } from "../typed_arrays.ts";

/** Memory that tensors share: numbers of a type, one after another. */
export interface Storage {
  readonly type: NumberType;
  /** The numbers; read at most once. */
  readonly values: () => TypedArray;
  /** How many there are. */
  readonly length: number;
}

/** A storage that a pickle names before it is read. */
export class StorageReference {
  constructor(readonly find: () => Storage) {}
}

/** A tensor of a file, whose numbers are read when it is asked for them. */
export class Tensor {
  constructor(
    readonly shape: readonly number[],
    readonly read: () => ShapedArray,
  ) {}
}

/** A storage's class, as pickles name it: "torch.DoubleStorage". */
export class StorageClass {
  constructor(readonly type: NumberType) {}
}

/** All classes of storages whose numbers are read. */
export const storageClasses: readonly (readonly [string, StorageClass])[] =
  numberTypes.filter(({ torch }) => torch !== undefined)
    .map((type) => [`torch.${type.torch}`, new StorageClass(type)]);

/** A storage of raw bytes. */
export function storageOf(
  name: string,
  type: NumberType,
  bytes: Uint8Array,
  little: boolean = true,
): Storage {
  let values: TypedArray | undefined;
  return {
    type,
    length: bytes.length / type.size,
    values: () => values ??= readNumbers(name, type, bytes, little),
  };
}

/** What torch._utils._rebuild_tensor_v2 makes: a view of a storage. */
export function tensorOf(
  storage: unknown,
  offset: unknown,
  shape: unknown,
  strides: unknown,
): Tensor {
  if (!(storage instanceof StorageReference)) {
    refuseFile("a tensor has no storage", "one");
  }
  if (
    !Array.isArray(shape) || !Array.isArray(strides) || !isShape(shape) ||
    !isShape([offset]) || shape.length !== strides.length ||
    !strides.every((stride) => isShape([stride]))
  ) refuseFile("a tensor's shape is not one", "counts");
  const begin = offset as number;
  const size = sizeOf(shape);
  return new Tensor(shape, () => {
    const last = begin +
      (size === 0
        ? -1
        : shape.reduce((sum, n, axis) => sum + (n - 1) * strides[axis], 0));
    const { type, length, values } = storage.find();
    if (!(last < length)) {
      refuseFile(
        `a tensor reaches to entry ${last} of its storage`,
        `one of its ${length}`,
      );
    }
    const numbers = gather(values(), shape, strides, begin);
    return { shape, values: numbers, ...integersOf(type) };
  });
}
