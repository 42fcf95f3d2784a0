import type { Option } from "../options/mod.ts";

const { get: tagOf } = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype),
  Symbol.toStringTag,
)!;

/** What a file holds, of any window, and Node's Buffers; a text is not yet bytes. */
export const someBytes: Option = {
  expected: "a Uint8Array of bytes, as encodeJson and encodeNpz make",
  isType: (value) => tagOf!.call(value) === "Uint8Array",
};
