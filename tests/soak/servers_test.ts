import { assertEquals } from "@std/assert";
import { fuzzHttp } from "./http_fuzz.ts";
import { seedOfToday } from "./soak.ts";
import { fuzzChanges, fuzzControls } from "./websocket_fuzz.ts";

const seed = seedOfToday();

// more than a hundredth of what `deno task soak` does
for (
  const [what, fuzz] of Object.entries({
    "requests of any kind": fuzzHttp,
    "messages of any kind to the server of notebooks": fuzzChanges,
    "messages of any kind to a kernel's controls": fuzzControls,
  })
) {
  Deno.test(`200 ${what} are answered or refused, seed ${seed}`, async () => {
    assertEquals((await fuzz(200, seed)).failures, []);
  });
}
