import { kindOf, type TypedArray } from "./typed_arrays.ts";

/** Numbers in row-major order, and the size of each axis. */
export interface ShapedArray {
  /** The size of each axis, the slowest first; of a single number, none. */
  readonly shape: readonly number[];
  /** The entries, row-major. */
  readonly values: TypedArray;
  /** Whether they were integers in the file, where the values may be doubles. */
  readonly integers?: boolean;
}

/**
 * The arrays of a file by name, in the file's order. Each is read when it is
 * asked for: one that cannot be (text, say) does not spoil the others.
 */
export type Arrays = ReadonlyMap<string, () => ShapedArray>;

/** How many entries an array of that shape has. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** A shape as messages show it: "(5, 3)". */
export function shapeText(shape: readonly number[]): string {
  return `(${shape.join(", ")})`;
}

/** Whether every size is one, and all together a number that is exact. */
export function isShape(shape: readonly unknown[]): shape is number[] {
  return shape.every((size) =>
    Number.isSafeInteger(size) && Number(size) >= 0
  ) &&
    Number.isSafeInteger(sizeOf(shape as number[]));
}

/** Entries that lie apart by strides, one for each axis, in row-major order. */
export function gather(
  values: TypedArray,
  shape: readonly number[],
  strides: readonly number[],
  begin: number,
): TypedArray {
  const { make } = kindOf(values)!;
  const gathered = new make(sizeOf(shape));
  const index = shape.map(() => 0);
  let from = begin;
  for (let i = 0; i < gathered.length; i++) {
    gathered[i] = values[from];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += strides[axis];
      if (++index[axis] < shape[axis]) break;
      from -= strides[axis] * shape[axis];
      index[axis] = 0;
    }
  }
  return gathered;
}
