export { isTorch } from "./read.ts";
export { decodeTorch, encodeTorch, readTorchArrays } from "./result.ts";
export { writeTorch } from "./write.ts";
