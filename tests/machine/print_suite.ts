import { assert, assertEquals } from "@std/assert";
import { countTagged } from "./tagged.ts";
import { rest, withBrowser, withServer } from "./browser.ts";

Deno.test("a lesson that nobody has scrolled through is printed whole", async (t) => {
  await withServer("notebooks", (address) =>
    withBrowser(async (open) => {
      const page = await open(`${address}notebooks/four_layer_perceptron`);
      await rest(page);
      const drawn = () =>
        page.locator('.figure[data-picture="true"] .picture > svg').count();
      const first = await drawn();
      await page.evaluate(() => {
        globalThis.print = () => document.body.dataset.printed = "yes";
      });

      await t.step("what did not run says so on paper", async () => {
        await page.emulateMedia({ media: "print" });
        const words = await page.evaluate(() =>
          [...document.querySelectorAll<HTMLElement>(".figure:not([hidden])")]
            .filter(({ dataset }) => dataset.picture === "false")
            .map((figure) => getComputedStyle(figure, "::after").content)
        );
        assert(words.length > 0, "all has run");
        for (const one of words) assert(/Did not run/.test(one), one);
        await page.emulateMedia({ media: "screen" });
      });

      await t.step("Ctrl+P runs what is missing, then prints", async () => {
        await page.keyboard.press("Control+p");
        await page.locator("body[data-printed]").waitFor();
        const all = await drawn();
        assert(first < all && all >= 20, `${first}, then ${all} figures`);
        const empty = await page.locator(
          '.figure:visible:not([data-picture="true"], [data-value="true"])',
        ).count();
        assertEquals(empty, 0);
        const bytes = await page.pdf({ tagged: true });
        const tagged = countTagged(bytes, "Figure");
        assert(tagged >= all, `${tagged} of ${all} figures in the PDF`);
        await page.emulateMedia({ media: "print" });
        const shown = await page.locator(".picture > svg:visible").count();
        assert(shown >= all, `${shown} of ${all} on paper`);
      });
    }));
});
