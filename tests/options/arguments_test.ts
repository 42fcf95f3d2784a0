import { assertEquals } from "@std/assert";
import { seedOfToday } from "../soak/soak.ts";
import { exceptions, fuzzCalls, targets } from "./call_fuzz.ts";
import { fitting } from "./positional.ts";
import { publicEntries } from "./public_entries.ts";
import { ending } from "./wrong_calls.ts";

/** Wrong calls of each function; `deno task soak calls` makes ten thousand. */
const calls = 200;

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

for (const target of targets) {
  const { name, right: { call, given } } = target;
  Deno.test({
    name: `${name}: wrong arguments are answered in words, without NaN`,
    sanitizeOps: false, // workers that are warm, and jobs that end on their own
    sanitizeResources: false,
    async fn() {
      let first = await ending(call, given);
      // the first call may have waited for workers to start, others for a core
      for (let k = 0; first.ending === "late" && k < 5; k++) {
        first = await ending(call, given);
      }
      assertEquals(first, { ending: "accepted" });
      assertEquals(await fuzzCalls(target, calls, seedOfToday()), []);
    },
  });
}
