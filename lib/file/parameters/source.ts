import { list } from "../../options/mod.ts";
import { someBytes } from "../bytes_kind.ts";
import { formatOfBytes } from "../formats.ts";
import {
  type Arrays,
  isShape,
  type ShapedArray,
  shapeText,
  sizeOf,
} from "../shaped_array.ts";

/** Numbers, rows of numbers, or any array with its shape, as files have them. */
export type ArrayLikeNumbers =
  | ArrayLike<number>
  | readonly ArrayLike<number>[]
  | {
    readonly shape: readonly number[];
    readonly values: ArrayLike<number>;
  };

/** What parameters are taken from. */
export type ParameterSource =
  /** The bytes of a file: .npz, .npy, .safetensors, .pt or .pth. */
  | Uint8Array
  /** The same, as a file input has it. */
  | { readonly bytes: Uint8Array }
  /** All parameters in our order. */
  | ArrayLike<number>
  /** Weights (width × inputs) and bias of each layer. */
  | readonly {
    readonly weights: ArrayLikeNumbers;
    readonly bias?: ArrayLikeNumbers | null;
  }[]
  /** Keras' [kernel, bias] of each layer, kernels inputs × width. */
  | readonly (readonly (ArrayLikeNumbers | null)[])[]
  /** What Keras' get_weights returns: kernels and biases in turn. */
  | readonly ArrayLikeNumbers[]
  /** Arrays by name. */
  | Readonly<Record<string, ArrayLikeNumbers>>;

/** Arrays of a source, and what is known of their order and kind. */
export interface Found {
  readonly arrays: Arrays;
  /** Whether they came in an order that somebody chose. */
  readonly ordered: boolean;
  /** Whether weights are kernels: inputs × width. */
  readonly kernels: boolean;
}

/**
 * The arrays of a source, by name.
 *
 * @throws {SyntaxError} If it is a file that cannot be read.
 * @throws {TypeError} If something in it is no array of numbers.
 */
export function findArrays(source: ParameterSource): Found {
  const bytes = bytesOf(source);
  if (bytes) {
    const { read, ordered } = formatOfBytes(bytes);
    return { arrays: read(bytes), ordered, kernels: false };
  }
  if (!list.isType(source)) return byName(Object.entries(source), false);
  const entries = Array.from(source as ArrayLike<unknown>);
  switch (axesOf(entries[0])) {
    case 0:
      return byName([["θ", entries]], false);
    case 2: // kernel, bias, kernel, bias …
      return byName(entries.map((array, i) => [`array ${i}`, array]), true);
    case 3:
      return byName(
        entries.flatMap((entry, layer) => {
          const [kernel, bias] = Array.isArray(entry) ? entry : [entry];
          return [[`${layer}.kernel`, kernel], [`${layer}.bias`, bias]];
        }),
        true,
      );
    default:
      return byName(
        entries.flatMap((entry, layer) => {
          const { weights, bias } = Object(entry);
          return [[`${layer}.weight`, weights], [`${layer}.bias`, bias]];
        }),
        false,
      );
  }
}

/** A null, or what is not there, is a bias that a layer does not have. */
function byName(
  entries: readonly (readonly [string, unknown])[],
  kernels: boolean,
): Found {
  const given = entries.filter(([, array]) => array != null);
  const arrays = new Map(
    given.map(([name, array]) =>
      [name, () => shapedArray(name, array)] as const
    ),
  );
  return { arrays, ordered: true, kernels };
}

function bytesOf(source: unknown): Uint8Array | undefined {
  if (someBytes.isType(source)) return source as Uint8Array;
  const { bytes } = Object(source);
  return someBytes.isType(bytes) ? bytes : undefined;
}

/** 0 for a number, 1 for a list of them, and so on; NaN for something else. */
function axesOf(value: unknown): number {
  if (typeof value === "number") return 0;
  if (list.isType(value)) return 1 + axesOf((value as unknown[])[0]);
  const { shape } = Object(value);
  return Array.isArray(shape) ? shape.length : NaN;
}

/**
 * An array that was handed in, with its shape.
 *
 * @throws {TypeError} If it is ragged, or holds something else than numbers.
 */
function shapedArray(name: string, array: unknown): ShapedArray {
  const { shape, values } = Object(array);
  if (!list.isType(array) && list.isType(values) && Array.isArray(shape)) {
    if (!isShape(shape) || sizeOf(shape) !== values.length) {
      refuse(
        name,
        `it has ${values.length} values`,
        `${sizeOf(shape)} for its shape ${shapeText(shape)}`,
      );
    }
    return { shape, values: Float64Array.from(values) };
  }
  const sizes: number[] = [];
  for (let at = array; list.isType(at); at = (at as unknown[])[0]) {
    sizes.push((at as unknown[]).length);
  }
  const flat: number[] = [];
  function walk(value: unknown, axis: number): void {
    if (axis === sizes.length && typeof value === "number") flat.push(value);
    else if (
      axis < sizes.length && list.isType(value) &&
      (value as unknown[]).length === sizes[axis]
    ) {
      for (const entry of value as unknown[]) walk(entry, axis + 1);
    } else {refuse(
        name,
        "it is ragged or holds other things",
        "numbers in rows",
      );}
  }
  walk(array, 0);
  return { shape: sizes, values: Float64Array.from(flat) };
}

function refuse(name: string, got: string, expected: string): never {
  throw new TypeError(
    `Cannot take the parameters: of "${name}" ${got}, expected ${expected}`,
  );
}
