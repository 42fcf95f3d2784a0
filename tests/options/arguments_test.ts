import { assertEquals } from "@std/assert";
import * as thalweg from "../../mod.ts";
import { seedOfToday } from "../soak/soak.ts";
import { fitting } from "./positional.ts";
import { publicEntries } from "./public_entries.ts";
import { ending, wrongly } from "./wrong_calls.ts";

const functions = thalweg as unknown as Readonly<
  Record<string, (...given: readonly unknown[]) => unknown>
>;

/** Wrong calls of each function. */
const calls = 20;

const plain = "a function of numbers for loops, as Math.exp is: NaN of others";

/** What may answer in another way, and why. */
const exceptions: Readonly<Record<string, string>> = {
  bivariateNormalCdf: plain,
  normalCdf: plain,
  owensT: plain,
  gradientFlow: "without a time to end at it goes on for up to a minute",
  closeWorkers: "takes nothing",
  completeOutputs: "takes nothing",
};

/** A right call that takes its time, as said above. */
function isLong(name: string, given: readonly unknown[]): boolean {
  return name === "gradientFlow" && given[2] !== fitting.gradientFlow[2];
}

Deno.test("arguments that fit are listed for every public function", async () => {
  const names = (await publicEntries())
    .filter(({ declarations }) =>
      declarations.some(({ kind }) => kind === "function")
    ).map(({ name }) => name);
  assertEquals(
    names.filter((name) => !(name in fitting) && !(name in exceptions)),
    [],
  );
  assertEquals(Object.keys(fitting).filter((n) => !names.includes(n)), []);
});

for (const [name, given] of Object.entries(fitting)) {
  Deno.test({
    name: `${name} answers wrong arguments in words, and without NaN`,
    sanitizeOps: false, // workers that are warm, and jobs that end on their own
    sanitizeResources: false,
    async fn() {
      const call = functions[name];
      const first = await ending(() => call(...given), given);
      // the first call may have waited for workers to start: they are ready now
      const again = first.ending === "late"
        ? await ending(() => call(...given), given)
        : first;
      assertEquals(again, { ending: "accepted" });
      const random = thalweg.randomGenerator(seedOfToday());
      for (let k = 0; k < calls; k++) {
        const wrong = wrongly(random, given);
        if (isLong(name, wrong)) continue;
        const { ending: found, message } = await ending(
          () => call(...wrong),
          wrong,
        );
        const fits = found === "refused" || found === "accepted" ||
          (found === "NaN" && exceptions[name] === plain);
        assertEquals(
          fits,
          true,
          `${name}(${wrong.map(words).join(", ")}): ${found} ${message ?? ""}`,
        );
      }
    },
  });
}

function words(value: unknown): string {
  if (typeof value === "function") return "a function";
  return Deno.inspect(value, { depth: 0, breakLength: Infinity }).slice(0, 60);
}
