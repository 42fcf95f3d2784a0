import { assertEquals } from "@std/assert";
import { listSources } from "../../lib/host/commands/ipynb.ts";
import { seedOfToday } from "../soak/soak.ts";
import { layoutShift, rest, withBrowser, withServer } from "./browser.ts";

const sources = await listSources("notebooks");
const sizes = [{ width: 1280, height: 800 }, { width: 390, height: 844 }];

/** Each notebook is opened at one width, and the next day at the other. */
const turn = seedOfToday();

Deno.test("what a browser opens for the first time moves by 4 px at most", async (t) => {
  await withServer("notebooks", (address) =>
    withBrowser(async (open) => {
      for (const [n, source] of sources.entries()) {
        const viewport = sizes[(n + turn) % sizes.length];
        await t.step(`${source} at ${viewport.width} px`, async () => {
          const page = await open(
            `${address}${source.replace(/\.ts$/, "")}`,
            { viewport },
          );
          await rest(page);
          const { moves } = await layoutShift(page);
          assertEquals(moves.filter(({ by }) => by > 4), []);
          await page.context().close();
        });
      }
    }));
});
