/**
 * Results and parameters as JSON and as NumPy's .npz, and back, bit for bit.
 *
 * @module
 */
export { decodeJson, encodeJson } from "./json.ts";
export { decodeNpz, encodeNpz } from "./npz.ts";
export { loadResult, saveResult } from "./file.ts";
export { type DatedFiles, saveDated } from "./save_dated.ts";
export { decodeTree, encodeTree } from "./tree.ts";
export { kindOf, type TypedArray, typedArrayKinds } from "./typed_arrays.ts";
