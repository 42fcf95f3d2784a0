import { decodeNpy, encodeNpy, type NpyArray } from "./npy.ts";
import { inWords, parseTree, stringifyTree } from "./tree.ts";
import { someBytes } from "./bytes_kind.ts";
import type { TypedArray } from "./typed_arrays.ts";
import { unzip, zip } from "./zip.ts";
import { checkArguments } from "../options/mod.ts";

const treeMember = "result.json";

/** Rows without entries take no room in a file, but each some in memory. */
const mostEmptyRows = 1e6;

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
 */
export function encodeNpz(result: unknown): Uint8Array<ArrayBuffer> {
  const members = new Map<string, Uint8Array>();

  function add(path: string, array: NpyArray): string {
    const base = memberName(path);
    let name = base;
    for (let n = 2; name === treeMember || members.has(`${name}.npy`); n++) {
      name = `${base}_${n}`;
    }
    members.set(`${name}.npy`, encodeNpy(array));
    return name;
  }

  const tree = stringifyTree(result, (array, path) => {
    if (ArrayBuffer.isView(array)) {
      return { $array: add(path, { array, shape: [array.length] }) };
    }
    const stacked = stack(array);
    return stacked && { $rows: add(path, stacked) };
  });
  members.set(treeMember, new TextEncoder().encode(tree));
  return zip(members);
}

/**
 * The inverse of {@linkcode encodeNpz}.
 *
 * @throws {TypeError} If an argument is of another type.
 * @throws {SyntaxError} If the bytes were not written by it, or are damaged.
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
  return parseTree(new TextDecoder().decode(tree), (mark, name) => {
    const member = members.get(`${name}.npy`);
    if (member === undefined || (mark !== "$array" && mark !== "$rows")) {
      throw new SyntaxError(
        `Cannot read the result: "${mark}" refers to ${
          inWords(name)
        }, expected an array of the file`,
      );
    }
    const { array, shape } = decodeNpy(member, String(name));
    if (shape.length !== (mark === "$rows" ? 2 : 1)) {
      throw new SyntaxError(
        `Cannot read array "${name}" of the result: its shape is (${
          shape.join(", ")
        }), expected ${mark === "$rows" ? 2 : 1} dimensions`,
      );
    }
    if (mark === "$array") return array;
    const [rows, columns] = shape;
    if (columns === 0 && rows > mostEmptyRows) {
      throw new SyntaxError(
        `Cannot read array "${name}" of the result: it has ${rows} rows of nothing, expected ${mostEmptyRows} at most`,
      );
    }
    return unstack(array, shape);
  });
}

/** As long as names may be where members become files, in characters. */
const longestName = 100;

/**
 * Zip members are paths, in UTF-8: no separators, nothing that leaves the
 * folder, no half of a pair of surrogates.
 */
function memberName(path: string): string {
  return path.slice(0, longestName).toWellFormed()
    // deno-lint-ignore no-control-regex
    .replace(/[/\\:\x00-\x1f]/g, "_").replace(/^\.+/, "_") || "result";
}

function stack(list: readonly unknown[]): NpyArray | undefined {
  const [first] = list;
  if (!(first instanceof Float64Array)) return undefined;
  const columns = first.length;
  const array = new Float64Array(list.length * columns);
  for (const [i, row] of list.entries()) {
    if (!(row instanceof Float64Array) || row.length !== columns) {
      return undefined;
    }
    array.set(row, i * columns);
  }
  return { array, shape: [list.length, columns] };
}

function unstack(array: TypedArray, shape: readonly number[]): TypedArray[] {
  const [rows, columns] = shape;
  return Array.from(
    { length: rows },
    (_, i) => array.slice(i * columns, (i + 1) * columns),
  );
}
