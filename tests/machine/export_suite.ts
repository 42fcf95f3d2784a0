import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { Buffer } from "node:buffer";
import { exportNotebook } from "../../lib/host/commands/export.ts";
import { closeWorkers } from "../../lib/job/mod.ts";
import { rest, withBrowser } from "./browser.ts";

const folder = await Deno.makeTempDir();

Deno.test("an exported notebook takes the user's file, and refuses a bad one", async () => {
  const { html } = await exportNotebook("notebooks/own_data.ts");
  closeWorkers();
  await Deno.writeTextFile(`${folder}/own.html`, html);
  await withBrowser(async (open) => {
    const page = await open(`file://${folder}/own.html`, { offline: true });
    await rest(page);
    const pick = (name: string, text: string) =>
      page.setInputFiles("input[type=file]", {
        name,
        mimeType: "text/csv",
        buffer: Buffer.from(text),
      });
    await pick("bad.csv", 'a,b,c\n1,2,x\n3,4,"y\n5,6,x\n');
    await page.getByText(/begins on line 3/).first().waitFor();
    // a line of the table is not one of the notebook
    assertMatch(
      await page.locator(".problem-title").first().innerText(),
      /^Rows of bad\.csv line \d+ of the code$/,
    );
    const rows = Array.from(
      { length: 40 },
      (_, i) => `7,${Math.sin(i)},${Math.sin(i) > 0 ? "up" : "down"}\n`,
    );
    await pick("narrow.csv", `k,x,y\n${rows.join("")}`);
    await page.getByText('Column "k" is no input: it is constant.').waitFor();
    await rest(page);
    assertEquals(
      await page.locator("#page").getAttribute("data-state"),
      "done",
    );
    await page.reload();
    await rest(page);
    const control = page.locator("[data-control=file]");
    assertEquals(await control.innerText(), "File\nnarrow.csv");
    // what the browser says beside its button, "No file chosen"
    assertEquals(
      await control.locator("input").evaluate((input) =>
        getComputedStyle(input).color
      ),
      "rgba(0, 0, 0, 0)",
    );
  });
});

Deno.test("deno task export writes the file, and says where and how large", async () => {
  const out = `${folder}/new/layout.html`;
  const run = (...args: string[]) =>
    new Deno.Command(Deno.execPath(), {
      args: ["task", "export", ...args],
      env: { NO_COLOR: "1", THALWEG_CACHE: `${folder}/results` },
    }).output();
  const said = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  const done = await run("tests/fixtures/layout_notebook.ts", "--out", out);
  assertEquals([done.code, said(done.stderr).includes("Cannot")], [0, false]);
  assertEquals(
    said(done.stdout).match(/layout\.html: [01]\.\d\d MB/)?.length,
    1,
  );
  assertStringIncludes(await Deno.readTextFile(out), "<title>Layouts");
  const failed = await run("tests/fixtures/hostile_notebook.ts", "--out", out);
  assertEquals(failed.code, 1);
  assertStringIncludes(said(failed.stdout), "✗ Failure");
  const missing = await run("notebooks/nothing.ts", "--out", out);
  assertEquals(missing.code, 1);
  assertStringIncludes(said(missing.stderr), "there is no such file");
});
