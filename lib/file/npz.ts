import { checkArguments } from "../options/mod.ts";
import { someBytes } from "./bytes_kind.ts";
import { decodeNpy, encodeNpy, holdsText } from "./npy.ts";
import type { Arrays, ShapedArray } from "./shaped_array.ts";
import { packTree, treeMember, unpackTree } from "./tree_arrays.ts";
import { unzip, zip } from "./zip.ts";

/**
 * A result as .npz, the file of numpy.savez: one .npy member per typed array,
 * named by its path ("trajectory.losses"), and a member result.json for
 * everything else, in which the arrays are referred to by name. A list of
 * Float64Arrays of equal length is one two-dimensional array.
 *
 * In Python: `file = numpy.load(path); file["trajectory.losses"]`, and
 * `json.loads(file["result.json"])`.
 *
 * @throws {TypeError} If the result holds anything but plain data and typed
 * arrays, with its path.
 *
 * @example Usage
 * ```ts
 * import { assert } from "@std/assert";
 * import { encodeNpz } from "@thalweg/thalweg";
 *
 * const bytes = encodeNpz({ θ: Float64Array.of(1, 2) }); // numpy.load reads it
 * assert(bytes.length > 0);
 * ```
 */
export function encodeNpz(result: unknown): Uint8Array<ArrayBuffer> {
  const { tree, arrays } = packTree(result);
  const members = npyMembers(arrays);
  members.set(treeMember, new TextEncoder().encode(tree));
  return zip(members);
}

/**
 * The inverse of {@linkcode encodeNpz}.
 *
 * @throws {TypeError} If an argument is of another type.
 * @throws {SyntaxError} If the bytes were not written by it, or are damaged.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { decodeNpz, encodeNpz } from "@thalweg/thalweg";
 *
 * const bytes = encodeNpz({ θ: Float64Array.of(1, 2) });
 * assertEquals(decodeNpz(bytes), { θ: Float64Array.of(1, 2) });
 * ```
 */
export function decodeNpz(bytes: Uint8Array): unknown {
  checkArguments("read the result", { bytes }, { bytes: someBytes });
  const members = unzip(bytes);
  const tree = members.get(treeMember);
  if (tree === undefined) {
    throw new SyntaxError(
      `Cannot read the result: the file holds ${
        [...members.keys()].join(", ") || "nothing"
      }, expected a member ${treeMember}`,
    );
  }
  return unpackTree(new TextDecoder().decode(tree), (name) => {
    const member = members.get(`${name}.npy`);
    return member && decodeNpy(member, name);
  });
}

/** The arrays of numbers of a .npz file, by name. */
export function readNpz(bytes: Uint8Array): Arrays {
  const members = [...unzip(bytes)].filter(([name, member]) =>
    name.endsWith(".npy") && !holdsText(member)
  );
  return new Map(members.map(([file, member]) => {
    const name = file.slice(0, -".npy".length);
    return [name, () => decodeNpy(member, name)];
  }));
}

/** A .npz file of arrays, as numpy.savez writes it. */
export function writeNpz(
  arrays: ReadonlyMap<string, ShapedArray>,
): Uint8Array<ArrayBuffer> {
  return zip(npyMembers(arrays));
}

function npyMembers(arrays: ReadonlyMap<string, ShapedArray>) {
  return new Map(
    Array.from(arrays, ([name, array]): [string, Uint8Array] => [
      `${name}.npy`,
      encodeNpy(array),
    ]),
  );
}
