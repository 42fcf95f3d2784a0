import { assertEquals, assertStringIncludes } from "@std/assert";
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
    await page.setInputFiles("input[type=file]", {
      name: "bad.csv",
      mimeType: "text/csv",
      buffer: Buffer.from('a,b,c\n1,2,x\n3,4,"y\n5,6,x\n'),
    });
    await page.getByText(/line 3/).first().waitFor();
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
