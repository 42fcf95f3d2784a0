import { fuzzCalls, targets } from "../options/call_fuzz.ts";
import type { Soak } from "./soak.ts";

/** Argument lists of each function. */
const lists = 10_000;

/** Every public function, called with 10⁴ generated argument lists. */
export const callSoak: Soak = {
  name: "calls",
  unit: `functions, ${lists} argument lists each`,
  whole: targets.length,
  part: 10,
  async run(amount, seed, from) {
    const failures: string[] = [];
    for (const target of targets.slice(from, from + amount)) {
      failures.push(...await fuzzCalls(target, lists, seed));
    }
    return { count: amount * lists, failures };
  },
};
