import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Page } from "playwright-core";
import { findFaults } from "./faults.ts";
import { rest, withBrowser, withServer } from "./browser.ts";

const source = await Deno.readTextFile("tests/fixtures/cells_notebook.ts");

function block(page: Page, identity: string) {
  return page.locator(`.block[data-identity="${identity}"]`);
}

function row(page: Page, identity: string) {
  return page.locator(`.run[data-identity="${identity}"]`);
}

function control(page: Page, identity: string) {
  return page.locator(`[data-identity="${identity}"]`);
}

/** What the notebook shows, without what differs from run to run. */
function shown(page: Page): Promise<string> {
  return page.locator("#notebook").evaluate((notebook) => {
    const copy = notebook.cloneNode(true) as HTMLElement;
    const timed = ".pace, .progress, [id], [aria-describedby]";
    for (const part of copy.querySelectorAll(timed)) {
      if (part.matches(".pace, .progress")) part.remove();
      for (const name of ["id", "for", "aria-describedby"]) {
        part.removeAttribute(name);
      }
    }
    return copy.innerHTML
      .replace(/plot-\w+/g, "plot")
      // how often it was drawn, and whether it was seen to run
      .replace(/ data-(?:draws|progress)="\w+"/g, "")
      .replace(/thalweg-control-\d+|cell-\d+/g, "");
  });
}

/** On a busy machine cells that have come into sight begin a little later. */
async function showsAgain(page: Page, before: string): Promise<void> {
  for (let k = 0; k < 50 && await shown(page) !== before; k++) {
    await page.waitForTimeout(100);
  }
  assertEquals(await shown(page), before);
}

/**
 * Goes once around a page by the Tab key: what it came by without a ring around
 * it, and what it never came by.
 */
async function tabThrough(page: Page) {
  const unseen: string[] = [];
  for (let presses = 0; presses < 400; presses++) {
    await page.keyboard.press("Tab");
    const { name, outline, again } = await page.evaluate(() => {
      const focused = document.activeElement as HTMLElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(focused);
      const { dataset, outerHTML, localName } = focused;
      // between the end and the beginning it is the browser's turn
      const again = dataset.tabbed !== undefined && localName !== "body";
      dataset.tabbed = "";
      return {
        name: outerHTML.slice(0, 100),
        outline: localName === "body"
          ? "solid 1px"
          : `${outlineStyle} ${outlineWidth}`,
        again,
      };
    });
    if (!/^(solid|auto) [1-9]/.test(outline)) unseen.push(name);
    if (again) break;
  }
  const missed = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>(
      "button, input, select, a[href], summary, [data-pick]",
    )].filter((part) =>
      part.checkVisibility({ visibilityProperty: true }) &&
      part.dataset.tabbed === undefined
    ).map((part) => part.outerHTML.slice(0, 100))
  );
  return { unseen, missed };
}

Deno.test("cells, inputs and prose live in a page", async (t) => {
  await withServer("tests/fixtures", (address) =>
    withBrowser(async (open) => {
      const url = `${address}notebooks/cells_notebook`;
      const page = await open(url, { viewport: { width: 1280, height: 900 } });
      await rest(page);

      await t.step("formulas are drawn without fonts of ours", async () => {
        assertEquals(await page.locator(".prose math").count(), 3);
        const [inline, display] = await page.locator(".prose math")
          .evaluateAll((all) =>
            all.map((math) => math.getBoundingClientRect())
          );
        assert(inline.width > 40 && display.height > inline.height);
      });

      await t.step(
        "what runs on demand waits for its button, or Ctrl+Enter",
        async () => {
          const eigenvalues = block(page, "cell Eigenvalues");
          assertEquals(
            await row(page, "cell spectrum").getAttribute("data-status"),
            "stale",
          );
          await eigenvalues.getByRole("button", { name: "Run", exact: true })
            .click();
          await eigenvalues.locator(".picture svg").waitFor();
          await rest(page);
          await control(page, "range Width").locator("input[type=number]")
            .fill("4");
          await rest(page);
          assertEquals(
            await eigenvalues.getAttribute("data-status"),
            "waiting",
          );
          assertStringIncludes(
            await eigenvalues.innerText(),
            "waits for: Spectrum of fit, which runs on demand",
          );
          assertEquals(await eigenvalues.locator(".picture svg").count(), 1);
          await page.keyboard.press("Control+Enter");
          await rest(page);
          assertEquals(await eigenvalues.getAttribute("data-status"), "done");
          assertEquals(await eigenvalues.locator("button.go").count(), 0);
        },
      );

      await t.step(
        "a disabled cell does not run, nor what depends on it",
        async () => {
          const fit = row(page, "cell fit");
          await fit.hover();
          await fit.getByRole("button", { name: /^Disable/ }).click();
          await control(page, "range Width").locator("input[type=number]")
            .fill("3");
          await rest(page);
          assertEquals(await fit.getAttribute("data-status"), "disabled");
          const curve = block(page, "cell Curve");
          assertStringIncludes(await curve.innerText(), "which is disabled");
          assertStringIncludes(page.url(), "%7Eoff=cell+fit");
          await curve.getByRole("button", { name: "Enable", exact: true })
            .click();
          await rest(page);
          assertEquals(await curve.getAttribute("data-status"), "done");
          assert(!page.url().includes("off"));
        },
      );

      await t.step("an error names cell and line, and heals", async () => {
        await control(page, "text Words").locator("input").fill("bad");
        const bad = block(page, "cell Bad");
        const line = source.slice(0, source.indexOf("cell`Bad"))
          .split("\n").length;
        await bad.getByText(`Bad line ${line}`).waitFor();
        assertStringIncludes(await bad.innerText(), "Cannot go on: bad words");
        await control(page, "text Words").locator("input").fill("good");
        await bad.getByText("4", { exact: true }).first().waitFor();
        assertEquals(await bad.locator(".problem").count(), 0);
      });

      await t.step(
        "a table: edited, longer, shorter, by the keyboard",
        async () => {
          const points = control(page, "table Points");
          const sum = block(page, "cell Sum of the points");
          await points.getByLabel("y, row 2").fill("3.25");
          await sum.getByText("5.25").waitFor();
          await points.getByRole("button", { name: "Add a row" }).focus();
          await page.keyboard.press("Enter");
          await page.keyboard.type("2");
          await page.keyboard.press("Tab");
          await page.keyboard.type("0.5");
          await sum.getByText("7.75").waitFor();
          await points.getByRole("button", { name: "Remove row 1" }).focus();
          await page.keyboard.press("Space");
          await sum.getByText("6.75").waitFor();
          assertEquals(
            await page.evaluate(() => document.activeElement?.ariaLabel),
            "Remove row 1",
          );
          await points.getByLabel("x, row 1").fill("one");
          await points.getByText('"one" in row 1, x, expected a number')
            .waitFor();
          await points.getByLabel("x, row 1").fill("1");
          await sum.getByText("6.75").waitFor();
        },
      );

      await t.step("dice and logarithmic slider", async () => {
        const seed = control(page, "seed Initialization seed");
        await seed.getByRole("button", { name: /Throw the dice/ }).click();
        const thrown = await seed.locator("input").inputValue();
        await rest(page);
        assertStringIncludes(
          await row(page, "cell fit").locator(".run-title").innerText(),
          `from seed ${thrown}`,
        );
        await seed.locator("input").fill("5");
        const rate = control(page, "range Learning rate");
        await rate.locator("input[type=range]").focus();
        await page.keyboard.press("ArrowRight");
        await page.locator("math").getByText("0.0112").waitFor();
        await page.keyboard.press("Home");
        await page.locator("math").getByText("1×10⁻⁵").waitFor();
        assertEquals(
          await rate.locator("input[type=number]").inputValue(),
          "0.00001",
        );
      });

      await t.step(
        "the scrubber: curve, state and gradient at one moment",
        async () => {
          const layout = page.locator(
            `.layout:has([data-identity="scrubber Time"])`,
          );
          const slider = layout.locator("input[type=range]");
          await slider.focus();
          await page.keyboard.press("Home");
          await layout.getByText(/^At time 0: loss/).waitFor();
          for (let i = 0; i < 7; i++) await page.keyboard.press("ArrowRight");
          await rest(page);
          const before = await layout.locator("h3").innerText();
          assert(!before.startsWith("At time 0:"), before);
          const area = (await layout.locator("[data-pick]").boundingBox())!;
          await page.mouse.click(area.x + 0.4 * area.width, area.y + 20);
          await rest(page);
          const title = await layout.locator("h3").innerText();
          assert(title !== before);
          const [, shortLoss] = title.match(/loss (.+)$/)!;
          const then = block(page, "cell Then");
          const digits = Number(
            (await then.locator("li").filter({ hasText: /^loss/ }).innerText())
              .replace(
                /^loss\s*/,
                "",
              ),
          );
          const exponents = "⁰¹²³⁴⁵⁶⁷⁸⁹";
          const read = Number(
            shortLoss.replace("×10", "e").replace("⁻", "-")
              .replace(
                /[⁰¹²³⁴⁵⁶⁷⁸⁹]/g,
                (digit) => String(exponents.indexOf(digit)),
              ),
          );
          assert(Math.abs(digits / read - 1) < 1e-3, `${digits} and ${read}`);
        },
      );

      await t.step(
        "a reload and a link show the same to the last digit",
        async () => {
          await page.keyboard.press("Control+Enter");
          await rest(page);
          const before = await shown(page);
          const link = page.url();
          assert(link.includes("Learning+rate=0.00001"), link);
          await page.reload();
          await rest(page);
          // what ran on demand does so again
          await page.keyboard.press("Control+Enter");
          await rest(page);
          await showsAgain(page, before);
          const other = await open(link, {
            viewport: { width: 1280, height: 900 },
          });
          await rest(other);
          await other.keyboard.press("Control+Enter");
          await rest(other);
          await showsAgain(other, before);
          await other.close();
        },
      );

      await t.step(
        "a link to a place keeps the state, one to a state sets it",
        async () => {
          const link = page.url();
          await row(page, "cell fit").locator("a").click();
          await rest(page);
          assertEquals(page.url(), link);
          await page.evaluate(() => location.hash = "Width=2");
          await rest(page);
          assertEquals(
            await control(page, "range Width").locator("input[type=number]")
              .inputValue(),
            "2",
          );
          assertEquals(
            await control(page, "text Words").locator("input").inputValue(),
            "plain",
          );
        },
      );

      await t.step(
        "reset brings everything back, the address too",
        async () => {
          await page.getByRole("button", { name: "Reset" }).click();
          await rest(page);
          assertEquals(page.url(), url);
          assertEquals(await page.locator(".reset").isVisible(), false);
          assertEquals(
            await control(page, "range Width").locator("input[type=number]")
              .inputValue(),
            "3",
          );
        },
      );

      await t.step("what nobody shows has not run", async () => {
        assertEquals(
          await page.evaluate(() => "ranInVain" in globalThis),
          false,
        );
      });

      await t.step("the keyboard reaches every control, seen", async () => {
        assertEquals(await tabThrough(page), { unseen: [], missed: [] });
      });

      await t.step(
        "nothing is without label, contrast or room, light and dark",
        async () => {
          assertEquals(await findFaults(page), []);
          await page.emulateMedia({
            colorScheme: "dark",
            reducedMotion: "reduce",
          });
          await control(page, "text Words").locator("input").fill("bad");
          await row(page, "cell fit").locator("summary").click();
          await rest(page);
          assertEquals(await findFaults(page), []);
          const moving = await page.evaluate(() =>
            document.getAnimations().length
          );
          assertEquals(moving, 0);
        },
      );

      await t.step("print: light, without buttons, inputs above", async () => {
        await page.emulateMedia({ media: "print", colorScheme: "dark" });
        const visible = (selector: string) =>
          page.locator(selector).first().isVisible();
        assertEquals(
          await Promise.all(
            [".runs", ".theme", ".actions", ".controls", ".picture svg"]
              .map(visible),
          ),
          [false, false, false, true, true],
        );
        const ground = await page.evaluate(() =>
          getComputedStyle(document.body).backgroundColor
        );
        assertEquals(ground, "rgb(255, 255, 255)");
      });
      await page.close();

      await t.step("on a phone, drawer open", async () => {
        const phone = await open(url, {
          viewport: { width: 390, height: 844 },
        });
        await rest(phone);
        // whatever runs, the drawer's name is one line
        const [long, short] = await phone.evaluate(() =>
          ["Train a network on a thousand samples …".repeat(2), "…"]
            .map((words) => {
              document.getElementById("drawer-state")!.textContent = words;
              return document.querySelector(".drawer-name")!.clientHeight;
            })
        );
        assertEquals(long, short);
        await phone.click("#drawer");
        assertEquals(await findFaults(phone), []);
        const overflow = await phone.evaluate(() =>
          document.documentElement.scrollWidth - innerWidth
        );
        assert(overflow <= 0, `${overflow} px too wide`);
      });
    }));
});
