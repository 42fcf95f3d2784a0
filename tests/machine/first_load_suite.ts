import { assertEquals } from "@std/assert";
import { listSources } from "../../lib/host/commands/ipynb.ts";
import { seedOfToday } from "../soak/soak.ts";
import { layoutShift, rest, withBrowser, withServer } from "./browser.ts";

/** Those of the first bring what they will take; of the others nothing is known. */
const folders = ["notebooks", "tests/fixtures"];

/** Runs until it is left. */
const endless = "lazy_notebook";

/** Each notebook is opened at one width, and the next day at the other. */
const sizes = [{ width: 1280, height: 800 }, { width: 390, height: 844 }];
const turn = seedOfToday();

for (const folder of folders) {
  Deno.test(`what a browser opens for the first time moves by 4 px at most: ${folder}`, async (t) => {
    const sources = await listSources(folder);
    const names = sources.map((source) => source.match(/(\w+)\.ts$/)![1])
      .filter((name) => name !== endless);
    await withServer(folder, (address) =>
      withBrowser(async (open) => {
        for (const [n, name] of names.entries()) {
          const viewport = sizes[(n + turn) % sizes.length];
          await t.step(`${name} at ${viewport.width} px`, async () => {
            const page = await open(`${address}notebooks/${name}`, {
              viewport,
            });
            await rest(page);
            const { moves } = await layoutShift(page);
            assertEquals(moves.filter(({ by }) => by > 4), []);
            await page.context().close();
          });
        }
      }));
  });
}
