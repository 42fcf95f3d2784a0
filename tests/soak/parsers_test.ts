import { assertEquals } from "@std/assert";
import { fuzzParser } from "./parser_fuzz.ts";
import { parsers } from "./parsers.ts";
import { seedOfToday } from "./soak.ts";

// more than a hundredth of what `deno task soak` does
for (const { name } of parsers) {
  Deno.test(`a second of anything: ${name}, seed ${seedOfToday()}`, async () => {
    const { failures } = await fuzzParser(name, 1, seedOfToday());
    assertEquals(failures, []);
  });
}
