import { fuzzCalls, targets } from "../options/call_fuzz.ts";
import type { Soak } from "./soak.ts";

/** Argument lists of each function. */
const lists = 10_000;
/** Soaks that can run side by side. */
const shares = 8;

/** Every public function, called with 10⁴ generated argument lists. */
export const callSoaks: readonly Soak[] = Array.from(
  { length: shares },
  (_, share) => {
    const own = targets.filter((_, i) => i % shares === share);
    return {
      name: `calls, share ${share + 1} of ${shares}`,
      unit: `functions, ${lists} argument lists each`,
      whole: own.length,
      part: 1,
      async run(amount, seed, from) {
        const failures: string[] = [];
        for (const target of own.slice(from, from + amount)) {
          failures.push(...await fuzzCalls(target, lists, seed));
        }
        return { count: amount * lists, failures };
      },
    };
  },
);
