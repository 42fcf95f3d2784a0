import { assertEquals } from "@std/assert";
import { optionsDocument, optionsFile } from "./document.ts";

Deno.test("docs/options.md says what functions take: deno task options writes it", async () => {
  assertEquals(
    await Deno.readTextFile(optionsFile) === await optionsDocument(),
    true,
    "docs/options.md is not up to date: deno task options",
  );
});
