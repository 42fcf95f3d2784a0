import { assert, assertEquals, assertLessOrEqual } from "@std/assert";
import type { Page } from "playwright-core";
import { layoutShift, rest, withNotebook } from "./browser.ts";

const widthBox = '[data-identity="range Student width"] input[type=number]';

/** Where the pictures on a page are, by title. */
async function places(page: Page): Promise<Record<string, number>> {
  return await page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll<HTMLElement>(".figure:not([hidden])")]
        .map((figure) => [
          figure.dataset.identity ?? "",
          figure.getBoundingClientRect().top + scrollY,
        ]),
    )
  );
}

/** How far anything has moved, in pixels. */
function moved(
  before: Record<string, number>,
  after: Record<string, number>,
): number {
  const both = Object.keys(before).filter((key) => key in after);
  return Math.max(...both.map((key) => Math.abs(before[key] - after[key])));
}

/** Waits until the box of the student's width shows a number. */
async function showsValue(page: Page, value: string): Promise<void> {
  await page.waitForFunction(
    ([box, value]) =>
      document.querySelector<HTMLInputElement>(box)!.value === value,
    [widthBox, value],
  );
}

Deno.test("what fails before it has drawn anything has room for what it says", async () => {
  await withNotebook("tests/fixtures", "unopened_notebook", async (page) => {
    await rest(page);
    const failed = page.locator('.figure[data-status="failed"]');
    const place = (await failed.boundingBox())!;
    const said = (await failed.locator(".problem").boundingBox())!;
    assertLessOrEqual(said.y + said.height, place.y + place.height);
  });
});

Deno.test("a stop and an error move nothing; a stopped fit stays; Back undoes", async (t) => {
  await withNotebook("notebooks", "teacher_student", async (page) => {
    await rest(page);
    await t.step("a browser that was never here shifts as little", async () => {
      const { score, moves } = await layoutShift(page);
      assertLessOrEqual(score, 0.01, JSON.stringify(moves.slice(0, 8)));
    });
    const typed = page.locator(widthBox);
    const before = await places(page);

    await t.step(
      "a stop keeps what the training had, and says so",
      async () => {
        await page.locator('[data-identity="range Samples"] input[type=number]')
          .fill("10000");
        const run = page.locator('.run[data-identity="cell fit"]');
        const curve = page.locator('.figure[data-identity^="cell Loss curve"]');
        await page.locator(
          '.figure[data-identity^="cell Loss curve"][data-status="done"][data-busy="true"]',
        ).waitFor();
        await page.keyboard.press("Escape");
        await page.locator(
          '.run[data-identity="cell fit"][data-status="failed"]',
        )
          .waitFor();
        assertEquals(await run.locator(".time").innerText(), "stopped");
        assertEquals(await curve.getAttribute("data-status"), "done");
        await curve.getByText("stopped").waitFor();
        assert(moved(before, await places(page)) <= 4, "a stop moves figures");
        await curve.getByRole("button", { name: "Run again" }).waitFor();
        await curve.getByRole("button", { name: "Resume" }).click();
        await rest(page);
        assertEquals(await curve.locator(".halted:visible").count(), 0);
      },
    );

    await t.step("an error moves nothing", async () => {
      await typed.fill("99");
      await rest(page);
      assertEquals(
        await page.locator("#page").getAttribute("data-state"),
        "failed",
      );
      const by = moved(before, await places(page));
      assert(by <= 4, `an error moves figures by ${by} px`);
    });

    await t.step("Back undoes inputs, one by one", async () => {
      for (const value of ["4", "6"]) {
        await page.waitForTimeout(1200);
        await typed.fill(value);
        await page.waitForTimeout(600);
      }
      await page.goBack();
      await showsValue(page, "4");
      await page.goForward();
      await showsValue(page, "6");
    });

    await t.step("opened again, figures come to where they were", async () => {
      await rest(page);
      await page.reload();
      await rest(page);
      const { score, moves } = await layoutShift(page);
      assertLessOrEqual(score, 0.05, JSON.stringify(moves.slice(0, 8)));
    });
  });
});
