import { assert, assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { exportNotebook } from "../../lib/host/commands/export.ts";
import { closeWorkers } from "../../lib/job/mod.ts";
import { listSource } from "../../lib/host/source/listing.ts";
import { findFaults } from "./faults.ts";
import { rest, withBrowser, withServer } from "./browser.ts";

const notebook = "tests/fixtures/layout_notebook.ts";
const source = await Deno.readTextFile(notebook);
const listing = listSource(source).map(({ start, end }) =>
  source.slice(start, end)
);
const live = listing.filter((text) => !text.startsWith("md`"));

async function shown(page: Page): Promise<readonly string[]> {
  await page.waitForTimeout(100); // until the next frames
  return await page.locator(".code:visible pre").allTextContents();
}

Deno.test("code of cells: one click away, all, none, remembered", async (t) => {
  const { html } = await exportNotebook(notebook);
  closeWorkers();
  const file = await Deno.makeTempFile({ suffix: ".html" });
  await Deno.writeTextFile(file, html);
  await withServer("tests/fixtures", (address) =>
    withBrowser(async (open) => {
      for (
        const [place, url] of [
          ["a page", `${address}notebooks/layout_notebook`],
          ["an exported file", `file://${file}`],
        ]
      ) {
        const page = await open(url);
        await rest(page);
        await t.step(`${place} shows none at first`, async () => {
          assertEquals(await shown(page), []);
        });

        await t.step(
          `${place}: a click at each cell shows its own`,
          async () => {
            for (
              const [name, begin] of [
                ["range Free", "const b"],
                ["cell Chart of", "const chart"],
              ]
            ) {
              const button = page.locator(
                `[data-identity="${name}"]:visible > .show-code, [data-identity="${name}"]:visible > header .show-code`,
              );
              await button.click();
              const [text, ...others] = await shown(page);
              assert(text.startsWith(begin), `${name}: ${text}`);
              assertEquals(others, []);
              assertEquals(await button.getAttribute("aria-expanded"), "true");
              await button.click();
              assertEquals(await shown(page), []);
            }
          },
        );

        await t.step(
          `${place}: all of it, after a reload too, and none`,
          async () => {
            await page.locator("#code").click();
            assertEquals((await shown(page)).toSorted(), live.toSorted());
            assertEquals(await findFaults(page), []);
            await page.reload();
            await rest(page);
            assertEquals((await shown(page)).toSorted(), live.toSorted());
            await page.emulateMedia({ media: "print" });
            assertEquals((await shown(page)).length, live.length);
            await page.emulateMedia({ media: "screen", colorScheme: "dark" });
            await page.setViewportSize({ width: 390, height: 800 });
            assertEquals(await findFaults(page), []);
            const overflow = await page.evaluate(() =>
              document.documentElement.scrollWidth - innerWidth
            );
            assert(overflow <= 0, `${overflow} px too wide`);
            await page.locator("#code").click();
            assertEquals(await shown(page), []);
          },
        );
        await page.close();
      }

      await t.step("copied code is the file's text", async () => {
        const page = await open(`${address}notebooks/layout_notebook`);
        await rest(page);
        await page.context().grantPermissions([
          "clipboard-read",
          "clipboard-write",
        ]);
        await page.locator("#code").click();
        const part = page.locator(".code", { hasText: "const chart" });
        await part.getByRole("button", { name: "Copy" }).click();
        const text = await page.evaluate(() => navigator.clipboard.readText());
        assertEquals(text, listing.find((one) => one.includes("const chart")));
      });
    }));
  await Deno.remove(file);
});
