import { exactly } from "../../interval/mod.ts";
import type { EnclosureDefinition } from "./enclosure.ts";

/** x. */
export const identity: EnclosureDefinition = {
  name: "identity",
  build: () => (x) => ({ f: x, first: exactly(1), second: exactly(0) }),
};
