import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Page } from "playwright-core";
import { exportNotebook } from "../../lib/host/commands/export.ts";
import { closeWorkers } from "../../lib/job/mod.ts";
import { rest, withBrowser, withServer } from "./browser.ts";
import { findFaults } from "./faults.ts";
import { Kernel } from "./kernel.ts";

const fixtures = decodeURIComponent(
  new URL("../fixtures", import.meta.url).pathname,
);
const notebook = `${fixtures}/own_notebook.ts`;

/** What stands under a title, and how often with four points. */
const parts: readonly (readonly [string, string, number])[] = [
  ["Raw plot", "path", 1],
  ["Plot with a legend", "circle", 4],
  ["Plot with a legend", "figure svg", 2],
  ["Selection", "circle > title", 4],
  ["Heading", "em", 1],
  ["Canvas", "canvas", 1],
  ["Records", "tbody tr", 4],
  ["Typed", "details:not([open])", 1],
  ["Squares", "circle", 4],
  ["Waves", "image", 2],
  ["Words", "foreignObject p", 1],
];

function block(page: Page, title: string) {
  return page.locator(".figure:visible").filter({
    has: page.locator("h3", { hasText: new RegExp(`^${title}`) }),
  });
}

Deno.test("figures of one's own in a page and in an exported file", async (t) => {
  const { html } = await exportNotebook(notebook);
  closeWorkers();
  const file = await Deno.makeTempFile({ suffix: ".html" });
  await Deno.writeTextFile(file, html);
  await withServer(fixtures, (address) =>
    withBrowser(async (open) => {
      for (
        const url of [`${address}notebooks/own_notebook`, `file://${file}`]
      ) {
        const page = await open(url);
        await rest(page);
        const place = url.startsWith("file") ? "a file" : "a page";
        await t.step(`${place} shows each, and follows an input`, async () => {
          for (const [title, selector, count] of parts) {
            const found = await block(page, title).locator(selector).count();
            assert(found >= count, `${title}: ${found} ${selector}`);
          }
          await page.locator("#controls input[type=number]").fill("7");
          await rest(page);
          for (const title of ["Plot with a legend", "Squares"]) {
            assertEquals(await block(page, title).locator("circle").count(), 7);
          }
          assertEquals(
            await block(page, "Records").locator("tbody tr").count(),
            7,
          );
          assertEquals(await findFaults(page), []);
        });

        await t.step(`${place}: the menu saves what it can`, async () => {
          const squares = block(page, "Squares");
          await squares.hover();
          await squares.locator(".menu summary").click();
          const waiting = page.waitForEvent("download");
          await squares.getByText("Save the numbers as CSV").click();
          const path = await (await waiting).path();
          assertStringIncludes(
            await Deno.readTextFile(path),
            ',6,36,"""6"" <b>"',
          );
          assertEquals(await squares.locator(".menu[open]").count(), 0);
          const raw = block(page, "Raw plot");
          await raw.hover();
          await raw.locator(".menu summary").click();
          assertEquals(await raw.locator(".save:visible").count(), 2);
        });
        await page.close();
      }
      // The browser itself looks at images once more, which the page's policy
      // keeps it from: nothing on the page does.
    }, { allow: /^Connecting to 'data:image/ }));
  await Deno.remove(file);
});

Deno.test("figures of one's own in Jupyter", async () => {
  const kernel = await Kernel.start(fixtures);
  const html = (title: string) => kernel.shown(title)?.["text/html"] ?? "";
  const source = await Deno.readTextFile(notebook);
  await kernel.execute(source);
  await kernel.until("the last one", () => html("Words") !== "");
  for (
    const [title, part] of [
      ["Raw plot", 'src="data:image/svg+xml'],
      ["Plot with a legend", 'src="data:image/svg+xml'],
      ["Selection", 'src="data:image/svg+xml'],
      ["Heading of points", "<em>4 points</em>"],
      ["Canvas", "data:image/png;base64,"],
      ["Records", "<table>"],
      ["Typed", "4000 × [0, 0, 0, 0, …]"],
      ["Squares", "data:image/svg+xml;base64,"],
      ["Waves", "data:image/svg+xml;base64,"],
    ]
  ) {
    await kernel.until(title, () => html(title).includes(part));
  }
  assert(!html("Records").includes("<b>"), html("Records"));
  assertEquals(await kernel.stop(), true);
});
