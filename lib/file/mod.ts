/**
 * Results and parameters as JSON, NumPy's .npz, .safetensors and PyTorch's .pt,
 * and back, bit for bit; parameters from and to other tools.
 *
 * @module
 */
export { decodeJson, encodeJson } from "./json.ts";
export { decodeNpz, encodeNpz } from "./npz.ts";
export { decodeSafetensors, encodeSafetensors } from "./safetensors.ts";
export { decodeTorch, encodeTorch } from "./torch/mod.ts";
export { loadResult, saveResult } from "./file.ts";
export { type DatedFiles, saveDated } from "./save_dated.ts";
export { decodeTree, encodeTree } from "./tree.ts";
export { kindOf, type TypedArray, typedArrayKinds } from "./typed_arrays.ts";
export type { ArrayLikeNumbers, ParameterSource } from "./parameters/source.ts";
export {
  parametersFrom,
  type ParametersFromOptions,
  parametersFromOptions,
} from "./parameters/parameters_from.ts";
export {
  kernelsAndBiases,
  type ParameterFormat,
  parametersTo,
  type ParametersToOptions,
  parametersToOptions,
} from "./parameters/parameters_to.ts";
export { torchCode } from "./code/torch.ts";
export { jaxCode } from "./code/jax.ts";
export { numpyCode } from "./code/numpy.ts";
export { typescriptCode } from "./code/typescript.ts";
export {
  type DataFile,
  datasetFrom,
  type DatasetFromOptions,
  datasetFromOptions,
  type FileDataset,
  tableFrom,
} from "./data/dataset_from.ts";
