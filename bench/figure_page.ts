/**
 * One redraw of every figure in a browser: milliseconds of the page's main
 * thread, with style, layout and paint; the least of three times thirty. Of
 * this checkout, or of those that are named, which take turns.
 */
import type { Page } from "playwright-core";
import { withBrowser } from "../tests/machine/browser.ts";
import type { makeGallery } from "../tests/figure/gallery.ts";
import { mainThread } from "./main_thread.ts";

declare global {
  var gallery: ReturnType<typeof makeGallery>;
}

const warm = 10;
const redraws = 30;
const rounds = 3;

/** The figures of a checkout as a module for browsers. */
async function bundle(checkout: string): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["bundle", "--platform", "browser", "tests/figure/gallery.ts"],
    cwd: checkout,
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout);
}

/** Draws a figure some times, and waits for each to be shown. */
function redraw(page: Page, name: string, times: number): Promise<void> {
  return page.evaluate(async ({ name, times }) => {
    const figure = gallery[name];
    const width = figure.span === "full" ? 720 : 460;
    for (let i = 0; i < times; i++) {
      document.body.replaceChildren(figure.draw({ document, width }));
      await new Promise(requestAnimationFrame);
    }
  }, { name, times });
}

await withBrowser(async (open) => {
  const checkouts = Deno.args.length > 0 ? Deno.args : ["."];
  const pages = await Promise.all(checkouts.map(async (checkout) => {
    const page = await open("about:blank");
    await page.evaluate(async (code) => {
      const file = new Blob([code], { type: "text/javascript" });
      const { makeGallery } = await import(URL.createObjectURL(file));
      globalThis.gallery = makeGallery();
    }, await bundle(checkout));
    return { checkout, page, worked: await mainThread(page) };
  }));
  const names = await pages[0].page.evaluate(() => Object.keys(gallery));
  const table: Record<string, Record<string, number>> = {};
  for (const name of names) {
    const row: Record<string, number> = table[name] = {};
    for (let round = 0; round < rounds; round++) {
      for (const { checkout, page, worked } of pages) {
        if (await page.evaluate((name) => !gallery[name], name)) continue;
        await redraw(page, name, warm);
        const before = await worked();
        await redraw(page, name, redraws);
        const time = (await worked() - before) / redraws;
        const least = Math.min(row[checkout] ?? Infinity, time);
        row[checkout] = Number(least.toFixed(1));
      }
    }
  }
  // deno-lint-ignore no-console
  console.table(table);
});
