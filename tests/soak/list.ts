import { parserSoaks } from "./parser_fuzz.ts";
import type { Soak } from "./soak.ts";

/** All soaks; a new one is a line here. */
export const soaks: readonly Soak[] = [
  ...parserSoaks,
];
