import { assertEquals } from "@std/assert";
import { withNotebook } from "./browser.ts";

Deno.test("views of one input agree, and layouts stand where they are put", async (t) => {
  await withNotebook("tests/fixtures", "layout_notebook", async (page) => {
    const views = page.locator('.layout [data-identity="range Size"]');
    const values = async () => {
      const fields = await views.locator("input").all();
      return await Promise.all(fields.map((field) => field.inputValue()));
    };
    const chart = page.locator(".layout .figure h3");
    await chart.getByText("From 4 to 3", { exact: true }).waitFor();

    await t.step("an input in a layout is not in the side column", async () => {
      assertEquals(await page.locator("#controls .thalweg-control").count(), 1);
      assertEquals(await views.count(), 2);
      assertEquals(await values(), ["4", "4", "4", "4"]);
    });

    await t.step("what is typed in one view shows in the other", async () => {
      await views.nth(0).locator("input[type=number]").fill("7");
      await chart.getByText("From 7 to 3", { exact: true }).waitFor();
      assertEquals(await values(), ["7", "7", "7", "7"]);
      await views.nth(1).locator("input[type=range]").focus();
      await page.keyboard.press("ArrowLeft");
      await chart.getByText("From 6 to 3", { exact: true }).waitFor();
      assertEquals(await values(), ["6", "6", "6", "6"]);
    });

    await t.step("what a button sets shows in all of them", async () => {
      await page.getByRole("button", { name: "Enlarge", exact: true }).click();
      await chart.getByText("From 9 to 3", { exact: true }).waitFor();
      assertEquals(await values(), ["9", "9", "9", "9"]);
    });

    await t.step(
      "rows and grids become columns where it is narrow",
      async () => {
        const parts = page.locator(".layout[data-mode=grid] > *");
        const lefts = async () => {
          const boxes = await Promise.all(
            (await parts.all()).map((part) => part.boundingBox()),
          );
          return new Set(boxes.map((box) => Math.round(box!.x))).size;
        };
        assertEquals([await parts.count(), await lefts()], [2, 2]);
        await page.setViewportSize({ width: 390, height: 800 });
        assertEquals(await lefts(), 1);
        const overflow = await page.evaluate(() =>
          document.documentElement.scrollWidth > innerWidth
        );
        assertEquals(overflow, false);
      },
    );
  });
});
