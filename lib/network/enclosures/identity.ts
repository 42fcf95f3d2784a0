import { exactly } from "../../interval/mod.ts";
import type { EnclosureDefinition } from "./enclosure.ts";

/** x. */
export const identity: EnclosureDefinition = {
  name: "identity",
  degree: () => 1,
  build: () => (x) => ({ f: x, first: exactly(1), second: exactly(0) }),
};
