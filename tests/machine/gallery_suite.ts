import { assert, assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { withBrowser, withServer } from "./browser.ts";
import { findFaults } from "./faults.ts";

/** The share of each picture that is clearly darker than paper. */
async function inkOf(page: Page): Promise<readonly number[]> {
  return await page.locator(".thumbnail img").evaluateAll((images) =>
    Promise.all((images as HTMLImageElement[]).map(async (image) => {
      await image.decode();
      const canvas = document.createElement("canvas");
      const [width, height] = [canvas.width, canvas.height] = [300, 200];
      const context = canvas.getContext("2d")!;
      context.drawImage(image, 0, 0, width, height);
      const { data } = context.getImageData(0, 0, width, height);
      let dark = 0;
      for (let i = 0; i < data.length; i += 4) {
        if (Math.min(data[i], data[i + 1], data[i + 2]) < 160) dark++;
      }
      return dark / (width * height);
    }))
  );
}

Deno.test("the gallery shows what there is, to everybody", async (t) => {
  await withServer("notebooks", (address) =>
    withBrowser(async (open) => {
      await t.step(
        "pictures that can be seen, before any script",
        async () => {
          const page = await open(address, {
            javaScriptEnabled: false,
            viewport: { width: 1280, height: 3200 },
          });
          const cards = await page.locator(".card:not(.new)").count();
          const ink = await inkOf(page);
          assertEquals(ink.length, cards);
          assert(Math.min(...ink) > 0.008, `${ink}`);
          await page.close();
        },
      );

      const page = await open(address, {
        viewport: { width: 1280, height: 900 },
      });
      await page.getByText("Thalweg follows small neural networks").waitFor();
      assertEquals(await page.locator("#theme").innerText(), "Colors: auto");
      const nowhere = await open(`${address}nothing`);
      for (const colorScheme of ["light", "dark"] as const) {
        for (const [width, height] of [[1280, 900], [390, 844]]) {
          await t.step(
            `nothing is without label, contrast or room: ${colorScheme}, ${width} px`,
            async () => {
              for (const one of [page, nowhere]) {
                await one.emulateMedia({ colorScheme });
                await one.setViewportSize({ width, height });
                assertEquals(await findFaults(one), []);
                const beyond = await one.evaluate(() =>
                  document.documentElement.scrollWidth - innerWidth
                );
                assert(beyond <= 0, `${beyond} px too wide`);
              }
            },
          );
        }
      }
    }, { allow: /404/ }));
});
