import { checkArguments } from "../../options/mod.ts";
import { someBytes } from "../bytes_kind.ts";
import { refuseFile } from "../refuse.ts";
import type { Arrays, ShapedArray } from "../shaped_array.ts";
import { packTree, treeMember, unpackTree } from "../tree_arrays.ts";
import { readTorch } from "./read.ts";
import { Tensor } from "./tensor.ts";
import { torchLacks, writeTorch } from "./write.ts";

/**
 * A result as .pt: a dictionary of a tensor per typed array, named by its path,
 * and of everything else as JSON, under "result.json".
 *
 * In Python: `torch.load(path, weights_only=True)["trajectory.losses"]`.
 * PyTorch has no unsigned numbers but bytes: such arrays are float64 there.
 *
 * @throws {TypeError} If the result holds anything but plain data and typed
 * arrays, with its path.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { decodeTorch, encodeTorch } from "@thalweg/thalweg";
 *
 * const bytes = encodeTorch({ θ: Float64Array.of(1, 2) }); // torch.load reads it
 * assertEquals(decodeTorch(bytes), { θ: Float64Array.of(1, 2) });
 * ```
 */
export function encodeTorch(result: unknown): Uint8Array<ArrayBuffer> {
  const { tree, arrays } = packTree(result, torchLacks);
  return writeTorch(arrays, { [treeMember]: tree });
}

/**
 * The inverse of {@linkcode encodeTorch}.
 *
 * @throws {TypeError} If an argument is of another type.
 * @throws {SyntaxError} If the bytes were not written by it, or are damaged.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { decodeTorch, encodeTorch } from "@thalweg/thalweg";
 *
 * const bytes = encodeTorch({ loss: 0.5 });
 * assertEquals(decodeTorch(bytes), { loss: 0.5 });
 * ```
 */
export function decodeTorch(bytes: Uint8Array): unknown {
  checkArguments("read the result", { bytes }, { bytes: someBytes });
  const value = readTorch(bytes);
  const tree = value instanceof Map ? value.get(treeMember) : undefined;
  if (typeof tree !== "string") {
    throw new SyntaxError(
      `Cannot read the result: the file holds ${
        value instanceof Map ? [...value.keys()].map(String).join(", ") : "none"
      }, expected a text "${treeMember}"`,
    );
  }
  return unpackTree(tree, (name) => {
    const tensor = (value as Map<unknown, unknown>).get(name);
    return tensor instanceof Tensor ? tensor.read() : undefined;
  });
}

/** A checkpoint is a few dictionaries deep, and has some tensors per layer. */
const deepest = 100;
const most = 1e6;

/**
 * All tensors of a file, however deep they lie: one in a checkpoint's
 * dictionary `model` is "model.layer1.0.weight".
 */
export function readTorchArrays(bytes: Uint8Array): Arrays {
  const arrays = new Map<string, () => ShapedArray>();
  let seen = 0;
  function walk(value: unknown, path: string, depth: number): void {
    if (depth > deepest || ++seen > most) {
      refuseFile("its dictionaries have no end", `${deepest} levels at most`);
    }
    if (value instanceof Tensor) arrays.set(path || "tensor", value.read);
    const entries = value instanceof Map || Array.isArray(value)
      ? value.entries()
      : [];
    for (const [key, entry] of entries) {
      const name = String(typeof key === "object" ? typeof key : key);
      walk(entry, path === "" ? name : `${path}.${name}`, depth + 1);
    }
  }
  walk(readTorch(bytes), "", 0);
  return arrays;
}
