import {
  decodeNumber,
  encodeNumber,
  inWords,
  parseTree,
  stringifyTree,
} from "./tree.ts";
import { someBytes } from "./bytes_kind.ts";
import { kindOf, type TypedArray, typedArrayKinds } from "./typed_arrays.ts";
import { checkArguments } from "../options/mod.ts";

/**
 * A result as JSON, in UTF-8. Every double comes back bit for bit; typed
 * arrays are marked, as in `{"$float64": [0.1, "NaN"]}`.
 *
 * @throws {TypeError} If the result holds anything but plain data and typed
 * arrays, with its path.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { decodeJson, encodeJson } from "@thalweg/thalweg";
 *
 * const result = { loss: 0.25, parameters: new Float64Array([0.1, -0]) };
 * assertEquals(decodeJson(encodeJson(result)), result);
 * ```
 */
export function encodeJson(result: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(stringifyTree(result, encodeArray));
}

/**
 * The inverse of {@linkcode encodeJson}.
 *
 * @throws {TypeError} If an argument is of another type.
 * @throws {SyntaxError} If the bytes were not written by it.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { decodeJson, encodeJson } from "@thalweg/thalweg";
 *
 * const bytes = encodeJson({ loss: 0.5 });
 * assertEquals(decodeJson(bytes), { loss: 0.5 });
 * ```
 */
export function decodeJson(bytes: Uint8Array): unknown {
  checkArguments("read the result", { bytes }, { bytes: someBytes });
  return parseTree(new TextDecoder().decode(bytes), decodeArray);
}

function encodeArray(
  array: TypedArray | readonly unknown[],
): Record<string, unknown> | undefined {
  if (!ArrayBuffer.isView(array)) return undefined;
  return { [kindOf(array)!.mark]: Array.from(array, encodeNumber) };
}

function decodeArray(mark: string, content: unknown): TypedArray {
  const kind = typedArrayKinds.find((kind) => kind.mark === mark);
  if (kind === undefined || !Array.isArray(content)) {
    throw new SyntaxError(
      `Cannot read the result: found the mark "${mark}", expected one of ${
        typedArrayKinds.map(({ mark }) => mark).join(", ")
      } with a list`,
    );
  }
  const array = new kind.make(content.length);
  content.forEach((entry, i) => {
    const x = decodeNumber(entry);
    array[i] = x;
    if (!Object.is(array[i], x)) {
      throw new SyntaxError(
        `Cannot read the result: found ${
          inWords(entry)
        } in an array, expected one of type ${mark.slice(1)}`,
      );
    }
  });
  return array;
}
