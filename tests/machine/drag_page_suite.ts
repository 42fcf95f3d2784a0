import { assert, assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { memory, rest, withBrowser, withServer } from "./browser.ts";

const slider = '[data-identity="range Student width"] input[type=range]';

/** Pictures and numbers that a training leads to, whatever the time it took. */
async function results(page: Page) {
  const pictures = await page.locator(".block.figure .picture")
    .evaluateAll((all) =>
      all.map(({ innerHTML }) => innerHTML.replace(/plot-\w+/g, ""))
    );
  const values = await page.locator(".run .run-value").evaluateAll((all) =>
    all.map(({ textContent }) => textContent)
  );
  return { pictures, values };
}

/** 100 moves over 3 seconds, to and fro, with the mouse; ends at a width. */
async function drag(page: Page, end: number): Promise<void> {
  const box = (await page.locator(slider).boundingBox())!;
  // the middle of the thumb goes from 8 px after the left end to 8 px before
  const placeOf = (width: number) =>
    box.x + 8 + (box.width - 16) * (width - 1) / 23;
  const y = box.y + box.height / 2;
  const now = Number(await page.locator(slider).inputValue());
  await page.mouse.move(placeOf(now), y);
  await page.mouse.down();
  const began = performance.now();
  for (let move = 1; move < 100; move++) {
    const width = 1 + 11.5 * (1 + Math.sin(move / 7));
    await page.mouse.move(placeOf(width), y);
    const ahead = 30 * move - (performance.now() - began);
    if (ahead > 0) await page.waitForTimeout(ahead);
  }
  await page.mouse.move(placeOf(end), y);
  await page.mouse.up();
}

Deno.test("a slider that is dragged while a network trains", async (t) => {
  await withServer("notebooks", (address) =>
    withBrowser(async (open) => {
      const page = await open(`${address}notebooks/teacher_student`);
      await rest(page);

      await t.step(
        "ends where the last move says, as a fresh page computes it",
        async () => {
          await drag(page, 7);
          await rest(page);
          assertEquals(await page.locator(slider).inputValue(), "7");
          assert(page.url().endsWith("#Student+width=7"), page.url());
          // a browser that has kept nothing
          const fresh = await open(page.url());
          await rest(fresh);
          assertEquals(await results(page), await results(fresh));
          await fresh.context().close();
        },
      );

      await t.step(
        "and takes no more memory the longer it goes on",
        async () => {
          const before = await memory(page);
          for (const end of [3, 7]) await drag(page, end);
          await rest(page);
          const after = await memory(page);
          // deno-lint-ignore no-console
          console.log(before, after);
          // what is kept of each width that was trained for the first time
          assert(after.megabytes < before.megabytes + 6);
          assert(after.nodes < before.nodes + 500);
          assert(after.listeners <= before.listeners + 5);
          assert(after.workers <= before.workers);
        },
      );
    }));
});

Deno.test("two tabs of one notebook do not disturb each other, and share results", async () => {
  await withServer("notebooks", (address) =>
    withBrowser(async (open) => {
      const url = `${address}notebooks/teacher_student`;
      const one = await open(`${url}#Student+width=4`);
      const two = await one.context().newPage();
      await two.goto(`${url}#Student+width=9`);
      const title = (page: Page) =>
        page.locator('.block[data-identity="cell Architecture"] h3');
      await Promise.all(
        [one, two].map((page) => page.bringToFront().then(() => rest(page))),
      );
      assert((await title(one).innerText()).includes("2 → 4"));
      assert((await title(two).innerText()).includes("2 → 9"));
      await one.locator(slider).focus();
      for (let i = 0; i < 5; i++) await one.keyboard.press("ArrowRight");
      await rest(one);
      assertEquals(await results(one), await results(two));
      assertEquals(
        await one.locator('.run[data-identity="cell fit"] .time').innerText()
          .then((text) => text.includes("from cache")),
        true,
      );
      assert(two.url().endsWith("#Student+width=9"));
    }));
});
