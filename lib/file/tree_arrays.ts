import { refuseArray } from "./refuse.ts";
import { type ShapedArray, shapeText, sizeOf } from "./shaped_array.ts";
import { inWords, parseTree, stringifyTree } from "./tree.ts";
import { type TypedArray, typedArrayKinds } from "./typed_arrays.ts";

/** Where formats of arrays keep everything else of a result, as JSON. */
export const treeMember = "result.json";

/** Names that arrays cannot have: the tree's, and that of .safetensors' texts. */
const reserved: readonly string[] = [treeMember, "__metadata__"];

/** Rows without entries take no room in a file, but each some in memory. */
const mostEmptyRows = 1e6;

/** A result as a file of arrays holds it. */
export interface PackedResult {
  /** JSON in which arrays are referred to by name. */
  readonly tree: string;
  /** The arrays by name: their paths in the result. */
  readonly arrays: ReadonlyMap<string, ShapedArray>;
}

/**
 * Takes a result apart: one array per typed array, named by its path
 * ("trajectory.losses"); a list of Float64Arrays of equal length is one
 * two-dimensional array; a tree for everything else.
 *
 * @param lacks Whether the format has no such type: the values then travel in
 * a Float64Array, and the tree tells of which type they are.
 */
export function packTree(
  result: unknown,
  lacks: (array: TypedArray) => boolean = () => false,
): PackedResult {
  const arrays = new Map<string, ShapedArray>();

  function add(path: string, array: ShapedArray): string {
    const base = memberName(path);
    let name = base;
    for (let n = 2; reserved.includes(name) || arrays.has(name); n++) {
      name = `${base}_${n}`;
    }
    arrays.set(name, array);
    return name;
  }

  const tree = stringifyTree(result, (array, path) => {
    if (ArrayBuffer.isView(array)) {
      const shape = [array.length];
      if (!lacks(array)) return { $array: add(path, { values: array, shape }) };
      const { mark } = typedArrayKinds.find(({ make }) =>
        array instanceof make
      )!;
      const values = Float64Array.from(array);
      return { [mark]: add(path, { values, shape }) };
    }
    const stacked = stack(array);
    return stacked && { $rows: add(path, stacked) };
  });
  return { tree, arrays };
}

/**
 * The inverse of {@linkcode packTree}.
 *
 * @param find The array of a name.
 * @throws {SyntaxError} If the tree is none, or refers to what is not there.
 */
export function unpackTree(
  tree: string,
  find: (name: string) => ShapedArray | undefined,
): unknown {
  return parseTree(tree, (mark, content) => {
    const name = String(content);
    const kind = typedArrayKinds.find((kind) => kind.mark === mark);
    const known = mark === "$array" || mark === "$rows" || kind !== undefined;
    const found = known ? find(name) : undefined;
    if (found === undefined) {
      throw new SyntaxError(
        `Cannot read the result: "${mark}" refers to ${
          inWords(content)
        }, expected an array of the file`,
      );
    }
    const { values, shape } = found;
    const axes = mark === "$rows" ? 2 : 1;
    if (shape.length !== axes) {
      refuseArray(
        name,
        `its shape is ${shapeText(shape)}`,
        `${axes} dimensions`,
      );
    }
    if (kind) return new kind.make(values);
    if (mark === "$array") return values;
    const [rows, columns] = shape;
    if (columns === 0 && rows > mostEmptyRows) {
      refuseArray(
        name,
        `it has ${rows} rows of nothing`,
        `${mostEmptyRows} at most`,
      );
    }
    return Array.from(
      { length: rows },
      (_, i) => values.slice(i * columns, (i + 1) * columns),
    );
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

function stack(list: readonly unknown[]): ShapedArray | undefined {
  const [first] = list;
  if (!(first instanceof Float64Array)) return undefined;
  const shape = [list.length, first.length];
  const values = new Float64Array(sizeOf(shape));
  for (const [i, row] of list.entries()) {
    if (!(row instanceof Float64Array) || row.length !== first.length) {
      return undefined;
    }
    values.set(row, i * first.length);
  }
  return { values, shape };
}
