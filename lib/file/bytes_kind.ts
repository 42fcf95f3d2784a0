import type { Option } from "../options/mod.ts";

/** What a file holds; a text is not yet bytes. */
export const someBytes: Option = {
  expected: "a Uint8Array of bytes, as encodeJson and encodeNpz make",
  isType: (value) =>
    ArrayBuffer.isView(value) && value.constructor.name === "Uint8Array",
};
