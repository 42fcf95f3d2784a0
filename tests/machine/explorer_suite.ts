import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Locator, Page } from "playwright-core";
import { makeRuns } from "../figure/examples.ts";
import { withBrowser } from "./browser.ts";
import { openExplorer } from "./explorer.ts";

const rows = makeRuns(2100);
const choose = { target: { value: 4 }, label: "run", value: 4 };

/** The words of a part of a picture. */
async function textOf(part: Locator): Promise<string> {
  return await part.textContent() ?? "";
}

/** Drags over a part of the page, from one share of it to another. */
async function drag(
  page: Page,
  part: Locator,
  [[fromX, fromY], [toX, toY]]: readonly (readonly [number, number])[],
): Promise<void> {
  const { x, y, width, height } = (await part.boundingBox())!;
  await page.mouse.move(x + fromX * width, y + fromY * height);
  await page.mouse.down();
  await page.mouse.move(x + toX * width, y + toY * height, { steps: 5 });
  await page.mouse.up();
}

Deno.test("runs of a sweep are looked through", async (t) => {
  await withBrowser(async (open) => {
    const page = await open("about:blank");
    const explorer = await openExplorer(page);
    await explorer.make(2100);
    await explorer.show({ choose });
    const ground = page.locator("[data-ground]");
    const strip = (name: string) => page.locator(`[data-strip="${name}"]`);
    const head = async () => {
      // what changes is drawn in the next frame
      await page.evaluate(() => new Promise(requestAnimationFrame));
      return await textOf(page.locator("[data-head]"));
    };
    const counted = (part: number) => page.locator(`[data-kind="${part}"]`);
    await page.evaluate(() => {
      globalThis.chosen = [];
      document.addEventListener("click", ({ target }) => {
        const choice = (target as Element).getAttribute("data-choice");
        if (choice !== null) chosen.push(choice);
      });
    });

    await t.step("bars select, and all that is shown follows", async () => {
      assertEquals(await head(), "2100 runs, 22 failed");
      // from the middle of the sixth of seven values on: all of it
      await drag(page, strip("k"), [[5.5 / 7, 0.5], [1, 0.5]]);
      const some = rows.filter(({ run }) => Number(run.k) > 6);
      assertMatch(await head(), new RegExp(`^2100 runs, ${some.length} sel`));
      const strict = some.filter(({ verdict }) => verdict === "strict minimum");
      assertMatch(
        await textOf(counted(0)),
        new RegExp(`${strict.length} of \\d+$`),
      );
    });

    await t.step("a verdict is switched off by a key", async () => {
      await counted(0).focus();
      await page.keyboard.press("Space");
      const some = rows.filter(({ run, verdict }) =>
        Number(run.k) > 6 && verdict !== "strict minimum"
      );
      assertMatch(await head(), new RegExp(` ${some.length} selected`));
      assertEquals(await counted(0).getAttribute("aria-checked"), "false");
      await page.keyboard.press("Space");
      await strip("k").focus();
      await page.keyboard.press("Escape");
      assertEquals(await head(), "2100 runs, 22 failed");
    });

    await t.step("keys range over a column", async () => {
      await strip("ρ").focus();
      await page.keyboard.press("ArrowRight");
      const one = rows.filter(({ run }) => run["ρ"] === 1).length;
      assertMatch(await head(), new RegExp(` ${one} selected`));
      await page.keyboard.press("Shift+ArrowRight");
      assertEquals(
        await strip("ρ").getAttribute("aria-valuetext"),
        "ρ 1 … 2",
      );
      await page.keyboard.press("Escape");
    });

    await t.step("a rectangle selects dots; more runs keep it", async () => {
      await explorer.show({ choose, of: 2100 }, 1000);
      assertMatch(await head(), /^1000 of 2100 runs/);
      await drag(page, ground, [[0.02, 0.02], [0.98, 0.35]]);
      const many = Number((await head()).match(/(\d+) selected/)![1]);
      assert(many > 100 && many < 900, `${many}`);
      await explorer.show({ choose, of: 2100 });
      const more = Number((await head()).match(/(\d+) selected/)![1]);
      assert(more > 1.5 * many, `${more} after ${many}`);
      await page.locator('[data-tool="all"]').click();
      assertEquals(await head(), "2100 runs, 22 failed");
    });

    await t.step(
      "keys read a run with all digits, Enter opens it",
      async () => {
        await ground.focus();
        await page.keyboard.press("ArrowRight");
        await page.keyboard.press("ArrowRight");
        const words = (await ground.getAttribute("aria-valuetext"))!;
        const [, index] = words.match(/^run (\d+), k 2, /)!;
        const { loss, verdict } = rows[Number(index)];
        assert(
          words.includes(`loss ${loss}`) && words.endsWith(verdict!),
          words,
        );
        assert(
          (await textOf(page.locator("[data-seen]"))).includes(`${loss}`),
        );
        await page.keyboard.press("Enter");
        assertEquals(await page.evaluate(() => chosen.splice(0)), [index]);
      },
    );

    await t.step(
      "a dot is read under the mouse, and a click opens it",
      async () => {
        const ring = page.locator("[data-choose] circle");
        const { x, y, width, height } = (await ring.boundingBox())!;
        await page.mouse.move(x + width / 2, y + height / 2);
        assertMatch(
          await textOf(page.locator("[data-seen]")),
          /^run 4,/,
        );
        await page.mouse.click(x + width / 2, y + height / 2);
        assertEquals(await page.evaluate(() => chosen.splice(0)), ["4"]);
      },
    );

    await t.step(
      "the axes zoom and move, and are painted once a frame",
      async () => {
        const ticks = () => textOf(page.locator("[data-axes]"));
        const whole = await ticks();
        await page.keyboard.press("+");
        await head();
        const near = await ticks();
        assert(near !== whole);
        await page.keyboard.down("Shift");
        await drag(page, ground, [[0.5, 0.5], [0.8, 0.5]]);
        await page.keyboard.up("Shift");
        await head();
        assert(await ticks() !== near);
        const painted = await page.evaluate(async () => {
          const { prototype } = CanvasRenderingContext2D;
          const put = prototype.putImageData as (...all: unknown[]) => void;
          let count = 0;
          prototype.putImageData = function (...all: unknown[]) {
            count++;
            put.apply(this, all);
          };
          const ground = document.querySelector("[data-ground]")!;
          const options = { ctrlKey: true, cancelable: true };
          for (let i = 0; i < 50; i++) {
            const wheel = new WheelEvent("wheel", { ...options, deltaY: 10 });
            ground.dispatchEvent(wheel);
          }
          await new Promise(requestAnimationFrame);
          await new Promise(requestAnimationFrame);
          prototype.putImageData = put as typeof prototype.putImageData;
          return count;
        });
        assertEquals(painted, 1);
        await page.keyboard.press("0");
        await head();
        assertEquals(await ticks(), whole);
      },
    );

    await t.step("a phone shows all of it", async () => {
      await page.setViewportSize({ width: 390, height: 844 });
      await explorer.show({ choose });
      assertEquals(
        await page.evaluate(() => document.documentElement.scrollWidth),
        390,
      );
    });
  });
});

declare global {
  var chosen: string[];
}
