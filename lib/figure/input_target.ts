import { type Option, record } from "../options/mod.ts";

/**
 * An input that a part of a figure sets, as the tags make it: not its value,
 * which within a cell's body often has the same name.
 */
export const anInput: Option = {
  expected: "an input, not its value",
  isType: (one) => record.isType(one) && "value" in (one as object),
};
