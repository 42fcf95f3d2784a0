import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import {
  memory,
  rest,
  withBrowser,
  withNotebook,
  withServer,
} from "../browser.ts";

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

Deno.test("a point that is moved in a plane", async (t) => {
  await withServer("tests/fixtures", (address) =>
    withBrowser(async (open) => {
      const page = await open(`${address}notebooks/movable_notebook`);
      await rest(page);
      const handle = page.locator(
        '.block[data-identity="cell Plane"] [data-handle]',
      );
      const title = page.locator('.block[data-identity="cell Follower"] h3');
      const runs = () =>
        page.evaluate(() => ({
          ...(globalThis as unknown as {
            runs: { plane: number; follower: number };
          }).runs,
        }));
      const middle = async () => {
        const { x, y, width, height } = (await handle.boundingBox())!;
        return [x + width / 2, y + height / 2] as const;
      };
      /** From a loss of 0.5 at (0.5, 0.25): what the follower is to say. */
      const says = (x: number, y: number) =>
        `at ${x}, ${y}: ${(x * x + 4 * y * y).toFixed(4)}`;
      assertEquals(await title.innerText(), says(0.5, 0.25));

      await t.step("what depends on it follows within a frame", async () => {
        const late = await page.evaluate(async () => {
          const handle = document.querySelector("[data-handle]")!;
          const title = document
            .querySelector('.block[data-identity="cell Follower"] h3')!;
          const frame = () => new Promise(requestAnimationFrame);
          let late = 0;
          for (let i = 0; i < 20; i++) {
            const before = title.textContent;
            handle.dispatchEvent(
              new KeyboardEvent("keydown", { key: "ArrowLeft", bubbles: true }),
            );
            await frame(); // in which it is drawn
            await new Promise((resolve) => setTimeout(resolve)); // shown
            if (title.textContent === before) late++;
          }
          return late;
        });
        assertEquals(late, 0);
        assertEquals(await title.innerText(), says(0.1, 0.25));
      });

      await t.step(
        "the mouse drags it, and its plane is not drawn anew",
        async () => {
          const [x, y] = await middle();
          await page.mouse.move(x, y);
          await page.mouse.down();
          for (let i = 1; i <= 10; i++) {
            await page.mouse.move(x + 5 * i, y + 3 * i);
          }
          await page.mouse.up();
          await rest(page);
          const [nowX, nowY] = await middle();
          assert(Math.abs(nowX - x - 50) < 1 && Math.abs(nowY - y - 30) < 1);
          const text = await handle.getAttribute("data-value");
          const [a, b] = text!.split(" ").map(Number);
          assertEquals(await title.innerText(), says(a, b));
          assertEquals((await runs()).plane, 1);
          await page.waitForFunction(() => location.hash.includes("Where="));
          assertEquals(
            await page.locator("[data-identity='point Where'] input")
              .evaluateAll((all) =>
                all.map((box) => (box as HTMLInputElement).value).join(" ")
              ),
            text,
          );
        },
      );

      await t.step(
        "other views of it follow, and keys keep the focus",
        async () => {
          const other = page.locator(
            '.block[data-identity="cell Follower"] [data-handle]',
          );
          await other.focus();
          await page.keyboard.press("Shift+ArrowUp");
          await page.keyboard.press("ArrowUp");
          await rest(page);
          assertEquals(
            await handle.getAttribute("data-value"),
            await other.getAttribute("data-value"),
          );
          assertEquals(
            await other.evaluate((handle) => handle === document.activeElement),
            true,
          );
        },
      );

      await t.step(
        "the plane says its loss under the mouse, a finger, and by keys",
        async () => {
          const picture = page.locator(
            '.block[data-identity="cell Plane"] .picture',
          );
          const seen = picture.locator("[data-seen]");
          /** Whether it says the loss of the bowl, with all digits. */
          const isRight = async () => {
            const [at, loss] = await seen.locator("text").allTextContents();
            const [x, y] = at.match(/−?[\d.]+(?=,|$)/g)!
              .map((number) => Number(number.replace("−", "-")));
            assertAlmostEquals(
              Number(loss.replace("loss ", "")),
              x * x + 4 * y * y,
              1e-12,
            );
            return at;
          };
          const { x, y } = (await picture.boundingBox())!;
          await page.mouse.move(x + 120, y + 100);
          const first = await isRight();
          await page.mouse.move(x + 200, y + 160);
          assert(await isRight() !== first);
          await page.mouse.move(x - 5, y);
          assertEquals(await seen.count(), 0);

          const session = await page.context().newCDPSession(page);
          const touch = (type: "touchStart" | "touchEnd") =>
            session.send("Input.dispatchTouchEvent", {
              type,
              touchPoints: type === "touchStart"
                ? [{ x: x + 120, y: y + 100 }]
                : [],
            });
          await touch("touchStart");
          await touch("touchEnd");
          assertEquals(await isRight(), first);
          await session.detach();

          const ground = picture.locator("[data-read]");
          await ground.focus();
          await page.keyboard.press("ArrowRight");
          const right = await isRight();
          assert(right !== first);
          await page.keyboard.press("Shift+ArrowUp");
          const up = await isRight();
          assert(up !== right);
          assertEquals(
            (await ground.getAttribute("aria-valuetext"))!.startsWith(up),
            true,
          );
          await ground.blur();
          assertEquals(await seen.count(), 0);
        },
      );
    }));
});

Deno.test("of several points in a figure the one that is held moves, or the nearest", async () => {
  await withNotebook("tests/fixtures", "arrows_notebook", async (page) => {
    await rest(page);
    const handles = page.locator("[data-handle]");
    const values = () =>
      handles.evaluateAll((all) => all.map((each) => each.dataset.value!));
    assertEquals(await values(), ["0.5 0.5", "-0.5 -0.5"]);
    const middle = async (i: number) => {
      const { x, y, width, height } = (await handles.nth(i).boundingBox())!;
      return [x + width / 2, y + height / 2] as const;
    };
    const [x, y] = await middle(1);
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 20, y - 10, { steps: 5 });
    await page.mouse.up();
    await rest(page);
    const [held, dragged] = await values();
    assertEquals(held, "0.5 0.5");
    const [a, b] = dragged.split(" ").map(Number);
    assert(a > -0.5 && b > -0.5, dragged);
    const [left, top] = await middle(0);
    await page.mouse.click(left - 60, top - 60);
    await rest(page);
    const [clicked, other] = await values();
    assertEquals(other, dragged);
    const [c, d] = clicked.split(" ").map(Number);
    assert(c < 0.5 && d > 0.5, clicked);
  });
});

Deno.test("a surface turns, and a point is moved over it", async (t) => {
  await withServer("tests/fixtures", (address) =>
    withBrowser(async (open) => {
      const page = await open(`${address}notebooks/turning_notebook`);
      await rest(page);
      const picture = page.locator(
        '.block[data-identity="cell Surface"] .picture',
      );
      const ground = picture.locator("[data-turn]");
      const handle = picture.locator("[data-handle]");
      const view = () => ground.getAttribute("aria-valuetext");
      /** Colored pixels of the canvas, and its colors in a few places. */
      const painted = () =>
        picture.locator("canvas").evaluate((canvas) => {
          const copy = document.createElement("canvas");
          const { width, height } = canvas as HTMLCanvasElement;
          Object.assign(copy, { width, height });
          const context = copy.getContext("2d")!;
          context.drawImage(canvas as HTMLCanvasElement, 0, 0);
          const { data } = context.getImageData(0, 0, width, height);
          let colored = 0;
          for (let k = 3; k < data.length; k += 4) if (data[k] > 0) colored++;
          return { share: colored / (width * height), text: data.join("") };
        });

      await t.step("is painted, in place of its picture", async () => {
        await picture.locator("[data-mesh]").waitFor({ state: "detached" });
        const { share } = await painted();
        assert(share > 0.1 && share < 0.7, `${share} is painted`);
      });

      await t.step("keys and the mouse turn it", async () => {
        assertEquals(await view(), "-35° around, 35° above");
        const before = await painted();
        await ground.focus();
        await page.keyboard.press("ArrowRight");
        await page.keyboard.press("ArrowUp");
        assertEquals(await view(), "-30° around, 40° above");
        assert((await painted()).text !== before.text);
        const { x, y } = (await picture.boundingBox())!;
        await page.mouse.move(x + 60, y + 300);
        await page.mouse.down();
        for (let i = 1; i <= 8; i++) {
          await page.mouse.move(x + 60 + 5 * i, y + 300);
        }
        await page.mouse.up();
        assertEquals(await view(), "-10° around, 40° above");
      });

      await t.step("a finger turns it", async () => {
        const session = await page.context().newCDPSession(page);
        const { x, y } = (await picture.boundingBox())!;
        const touch = (type: string, at: number) =>
          session.send("Input.dispatchTouchEvent", {
            type: type as "touchStart",
            touchPoints: type === "touchEnd"
              ? []
              : [{ x: x + 60 + at, y: y + 300 }],
          });
        await touch("touchStart", 0);
        for (let at = 4; at <= 60; at += 4) await touch("touchMove", at);
        await touch("touchEnd", 0);
        const [azimuth] = (await view())!.match(/-?\d+/g)!.map(Number);
        assert(azimuth > 5 && azimuth < 30, `${azimuth}°`);
        await session.detach();
      });

      await t.step(
        "the point follows the mouse over the surface, and its plane follows",
        async () => {
          const { x, y, width, height } = (await handle.boundingBox())!;
          await page.mouse.move(x + width / 2, y + height / 2);
          await page.mouse.down();
          for (let i = 1; i <= 8; i++) {
            await page.mouse.move(
              x + width / 2 - 4 * i,
              y + height / 2 - 2 * i,
            );
          }
          await page.mouse.up();
          await rest(page);
          const now = (await handle.boundingBox())!;
          assert(
            Math.abs(now.x - (x - 32)) < 3 && Math.abs(now.y - (y - 16)) < 3,
          );
          const value = await handle.getAttribute("data-value");
          assert(value !== "0.5 0.25");
          assertEquals(
            await page.locator('[data-identity="cell Plane"] [data-handle]')
              .getAttribute("data-value"),
            value,
          );
          assertEquals((await view())?.includes("40° above"), true);
        },
      );

      await t.step("says the loss under the mouse", async () => {
        const { x, y, width, height } = (await picture.boundingBox())!;
        await page.mouse.move(x + width / 2, y + height / 2);
        await page.mouse.move(x + width / 2 + 1, y + height / 2);
        const text = await picture.locator("[data-seen] text").textContent();
        const [a, b, loss] = text!.match(/−?\d\.\d+/g)!
          .map((number) => Number(number.replace("−", "-")));
        const hills = (a * a - 0.5) ** 2 + 0.3 * b * b + 0.1 * a + 0.2;
        assert(Math.abs(loss - hills) < 1e-12, text!);
      });
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
