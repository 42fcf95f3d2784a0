import {
  assert,
  assertEquals,
  assertLess,
  assertLessOrEqual,
  assertNotEquals,
  assertStringIncludes,
} from "@std/assert";
import { Buffer } from "node:buffer";
import { exportNotebook } from "../../lib/host/commands/export.ts";
import { closeWorkers } from "../../lib/job/mod.ts";
import type { Page } from "playwright-core";
import { layoutShift, rest, withBrowser } from "./browser.ts";
import { findFaults } from "./faults.ts";
import {
  notebooks,
  type TestedNotebook,
  withShortNotebook,
} from "./notebooks.ts";

const folder = await Deno.makeTempDir();

Deno.test("exported notebooks are live when opened from disk", async (t) => {
  await withBrowser(async (open) => {
    for (const [n, notebook] of notebooks.entries()) {
      await t.step(notebook.source, () => isLive(open, notebook, n));
    }
  });
});

async function isLive(
  open: (url: string, options: object) => Promise<Page>,
  notebook: TestedNotebook,
  n: number,
): Promise<void> {
  const { source, figures, bytes, shift, startsJobs } = notebook;
  const { html, ok } = await withShortNotebook(notebook, exportNotebook);
  closeWorkers();
  assert(ok);
  assertLess(new Blob([html]).size, bytes);
  const file = `${folder}/${source.replace(/^.*\//, "")}.html`;
  await Deno.writeTextFile(file, html);
  const page = await open(`file://${file}`, { offline: true });
  await rest(page);
  const state = () => page.locator("#page").getAttribute("data-state");
  assertEquals(await state(), "done");
  const { score, moved } = await layoutShift(page);
  assertLessOrEqual(score, shift, moved.join("\n"));
  assert(page.workers().length > 0, "no worker");
  const pictures = () =>
    page.locator(".picture").evaluateAll((pictures) =>
      pictures.map(({ innerHTML }) => innerHTML).filter((svg) => svg !== "")
    );
  const before = await pictures();
  assert(before.length >= figures, `${before.length} pictures`);
  await page.locator("input[type=range]").first().focus();
  await page.keyboard.press("ArrowRight");
  await page.waitForTimeout(100);
  await rest(page);
  assertEquals(await state(), "done");
  assertNotEquals(await pictures(), before);
  // What a job computed once is kept, from one opening to the next.
  await page.reload();
  await rest(page);
  if (startsJobs) {
    assertStringIncludes(
      (await page.locator(".run .time").allInnerTexts()).join(),
      "from cache",
    );
  }
  // Every notebook in both themes and at both widths; which go together takes
  // turns.
  const [light, dark] = ["light", "dark"] as const;
  for (const isWide of [true, false]) {
    const colorScheme = (n % 2 === 0) === isWide ? light : dark;
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: isWide ? 1280 : 390, height: 844 });
    await rest(page);
    let faults = await findFaults(page);
    if (faults.length > 0) {
      // what came into view meanwhile ran, and what it replaces was faint
      await rest(page);
      faults = await findFaults(page);
    }
    assertEquals(faults, []);
  }
  await page.context().close();
}

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
