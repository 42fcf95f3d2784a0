import { assert, assertEquals } from "@std/assert";
import { withNotebook } from "./browser.ts";

interface Runs {
  readonly near: number;
  readonly far: number;
  readonly ticks: number;
}

Deno.test("what is far off the screen does not run, and what moves on it keeps its pace", async (t) => {
  await withNotebook("tests/fixtures", "lazy_notebook", async (page) => {
    const runs = () =>
      page.evaluate(() => ({
        ...(globalThis as unknown as { runs: Runs }).runs,
      }));
    const box = page.locator(
      "[data-identity='range Width'] input[type=number]",
    );
    const title = (text: string) =>
      page.locator(".figure h3").getByText(text, { exact: true }).waitFor();
    const far = page.locator(".block[data-identity='cell Far']");

    await t.step("at first only what is near", async () => {
      await title("near 4");
      await box.fill("5");
      await title("near 5");
      const { near, far } = await runs();
      assertEquals([near, far], [2, 0]);
    });

    await t.step("a generator gives a value per frame at most", async () => {
      const { ticks, frames } = await page.evaluate(async () => {
        const { runs } = globalThis as unknown as { runs: Runs };
        const before = runs.ticks;
        const frame = () =>
          new Promise((resolve) => requestAnimationFrame(resolve));
        const frames = 30;
        for (let i = 0; i < frames; i++) await frame();
        return { ticks: runs.ticks - before, frames };
      });
      assert(ticks > 3 && ticks <= frames + 2, `${ticks} in ${frames} frames`);
    });

    await t.step("what comes near runs, and what went away rests", async () => {
      await far.scrollIntoViewIfNeeded();
      await title("far 5");
      const before = await runs();
      await page.waitForTimeout(300);
      const after = await runs();
      assertEquals(after, before);
      assertEquals([after.near, after.far], [2, 1]);
    });

    await t.step("a change runs it where it is, and nowhere else", async () => {
      await box.fill("6");
      await title("far 6");
      const { near, far } = await runs();
      assertEquals([near, far], [2, 2]);
      await page.locator("h1").scrollIntoViewIfNeeded();
      await title("near 6");
      await box.fill("7");
      await title("near 7");
      assertEquals((await runs()).far, 2);
    });
  });
});
