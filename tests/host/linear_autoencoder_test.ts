import { assert, assertEquals, assertMatch } from "@std/assert";
import { render } from "./render.ts";

Deno.test("the notebook of the linear autoencoder finds points that theory knows, of its index, and no others", async () => {
  const { code, document } = await render(
    "notebooks/linear_autoencoder.ts",
    "Starts of the atlas=60",
  );
  assertEquals(code, 0);
  const page = document.body.textContent!.replace(/\s+/g, " ");
  const [_, found, all, unknown] = page.match(
    /(\d+) of (\d+) critical points were found, and (\d+) that theory does not know/,
  )!;
  assertEquals([all, unknown], ["11", "0"]);
  assert(Number(found) >= 6, found);
  const rows = document.querySelector("pre:not(.code pre)")!.textContent!.trim()
    .split("\n")
    .slice(1).map((line) => line.trim().split(/\s{2,}/));
  assertEquals(rows.length, 11);
  for (const [_, __, index, inAtlas] of rows) {
    if (inAtlas !== "not found") assertEquals(inAtlas, index);
  }
  assertMatch(
    page,
    /Loss of the flow, and the losses of the saddles on its way/,
  );
});
