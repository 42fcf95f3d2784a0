import { shorten } from "../../lib/figure/short_name.ts";
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import type { Locator, Page } from "playwright-core";
import { withNotebook } from "./browser.ts";
import { PATIENCE } from "./patience.ts";

/** The interactive figure of a title: its scrubber's layout. */
const exercise = `.layout:has(> [data-identity="scrubber Iteration"])`;
const scrubber = `${exercise} [data-control=scrubber]`;
const surface =
  `.layout:has(> .block > .layout > [data-identity^="choice The loss around: parameter"])`;

/** Resolves once the curve's title names the iteration. */
async function curveShows(page: Page, iteration: number): Promise<void> {
  await page.locator(`${exercise} h3`)
    .getByText(`Training curve, at iteration ${iteration}`, { exact: true })
    .waitFor();
}

/** Waits until what a figure shows differs from what it showed. */
async function waitForChange(picture: Locator, before: string): Promise<void> {
  for (let waited = 0; waited < PATIENCE; waited += 50) {
    if (await picture.innerHTML() !== before) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Cannot see a change within ${PATIENCE / 1000} s`);
}

function valueOf(locator: Locator): Promise<number> {
  return locator.inputValue().then(Number);
}

/** The value of a field once it is near what it should be, 10 s at most. */
async function valueNear(field: Locator, want: number): Promise<number> {
  for (let tries = 0; tries < 200; tries++) {
    if (Math.abs(await valueOf(field) - want) < 1) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return await valueOf(field);
}

Deno.test("the perceptron's page: scrubber, curve, menus, buttons", async (t) => {
  await withNotebook("notebooks", "four_layer_perceptron", async (page) => {
    await page.waitForSelector(`${exercise} [data-pick]`);
    const box = page.locator(`${scrubber} input[type=number]`);
    const slider = page.locator(`${scrubber} input[type=range]`);
    const output = page.locator(`${exercise} .picture image`).first();

    await t.step(
      "it starts at the last iteration, which is no blank",
      async () => {
        await curveShows(page, 1000);
        assertEquals(await slider.getAttribute("max"), "1000");
        assertEquals(await valueOf(box), 1000);
      },
    );

    await t.step(
      "dragging the scrubber changes number, cursor and pictures",
      async () => {
        const before = await output.getAttribute("href");
        const { x, y, width, height } = (await slider.boundingBox())!;
        await page.mouse.move(x + width - 8, y + height / 2);
        await page.mouse.down();
        await page.mouse.move(x + width * 0.6, y + height / 2, { steps: 5 });
        await page.mouse.move(x + width * 0.3, y + height / 2, { steps: 5 });
        await page.mouse.up();
        const iteration = await valueOf(slider);
        assert(Math.abs(iteration - 300) < 40, `dragged to ${iteration}`);
        assertEquals(await valueOf(box), iteration);
        await curveShows(page, iteration);
        assertNotEquals(await output.getAttribute("href"), before);
      },
    );

    await t.step("a click on the curve goes there", async () => {
      const area = page.locator(`${exercise} [data-pick]`);
      const { x, y, width, height } = (await area.boundingBox())!;
      await page.mouse.click(x + width / 2, y + height / 2);
      const iteration = await valueNear(box, 500);
      assert(Math.abs(iteration - 500) <= 2, `clicked at ${iteration}`);
      assertEquals(await valueOf(slider), iteration);
      await curveShows(page, iteration);
    });

    await t.step(
      "a drag on the curve goes along, beyond its end to the end",
      async () => {
        const area = page.locator(`${exercise} [data-pick]`);
        const { x, y, width, height } = (await area.boundingBox())!;
        await page.mouse.move(x + width / 2, y + height / 2);
        await page.mouse.down();
        await page.mouse.move(x + width * 0.8, y + height / 2, { steps: 4 });
        await page.mouse.move(x + width + 30, y + height / 2, { steps: 4 });
        await page.mouse.up();
        await curveShows(page, 1000);
      },
    );

    await t.step("arrow keys step on the curve and on the slider", async () => {
      await page.locator(`${exercise} [data-pick]`).focus();
      await page.keyboard.press("ArrowLeft");
      await curveShows(page, 999);
      await page.keyboard.press("ArrowLeft");
      await curveShows(page, 998);
      await slider.focus();
      await page.keyboard.press("ArrowRight");
      await curveShows(page, 999);
    });

    await t.step("a typed number is shown", async () => {
      await box.fill("7");
      await curveShows(page, 7);
      assertEquals(await valueOf(slider), 7);
    });

    await t.step("play runs on and stops at a second press", async () => {
      const play = page.locator(`${scrubber} [data-play]`);
      await play.click();
      await page.waitForTimeout(600);
      await play.click();
      const reached = await valueOf(slider);
      assert(reached > 20 && reached < 1000, `played to ${reached}`);
      await page.waitForTimeout(300);
      assertEquals(await valueOf(slider), reached);
      await curveShows(page, reached);
    });

    await t.step(
      "both menus list all parameters, and each changes its curve and the surface",
      async () => {
        const menus = page.locator(
          `${surface} > .block > .layout[data-mode=row] select`,
        );
        const pictures = page.locator(
          `${surface} > .block > .layout[data-mode=grid] .picture`,
        );
        assertEquals(await menus.count(), 2);
        for (
          const [which, name] of [[0, "layer4.bias(0)"], [
            1,
            "layer2.weight(1, 0)",
          ]] as const
        ) {
          assertEquals(await menus.nth(which).locator("option").count(), 21);
          const [curve, both] = [pictures.nth(which), pictures.nth(2)];
          const before = [await curve.innerHTML(), await both.innerHTML()];
          await menus.nth(which).selectOption(name);
          await waitForChange(curve, before[0]);
          await waitForChange(both, before[1]);
          await page.locator(`${surface} h3`)
            .getByText(`Loss along ${shorten(name)}`, { exact: true })
            .waitFor();
        }
      },
    );

    await t.step(
      "a button sets up an exercise: sign never learns",
      async () => {
        await page.getByRole("button", { name: "Try it: sign" }).click();
        await page.locator("#controls select").first().waitFor();
        await page.getByText("Layers 3 × 2 of sign").first().waitFor();
        await page.locator(".prose").getByText("2.08", { exact: true }).first()
          .waitFor();
        assertEquals(
          await page.locator("#controls select").first().inputValue(),
          "sign",
        );
      },
    );

    await t.step(
      "one click finds a stuck seed, one on the chart another",
      async () => {
        await page.getByRole("button", { name: "Try it: learning rate 0.25" })
          .click();
        const chart = page.locator(
          '.figure[data-identity="cell Final loss by seed"][data-status=done]',
        );
        await chart.getByText(/^\d+ of 100 seeds are stuck/).waitFor();
        const seed = page.locator(
          '#controls [data-identity="range Seed"] input',
        );
        assertEquals(await valueOf(seed.first()), 1);
        await page.getByRole("button", { name: "Find a stuck seed" }).click();
        await valueNear(seed.first(), 2);
        assertEquals(await valueOf(seed.first()), 2);
        const area = chart.locator("[data-pick]");
        await area.scrollIntoViewIfNeeded();
        const { x, y, width, height } = (await area.boundingBox())!;
        await page.mouse.click(x + width * 50 / 99, y + height / 2);
        assertEquals(await valueNear(seed.first(), 50), 50);
        assertEquals(await valueOf(seed.nth(1)), 50);
      },
    );
  });
});
