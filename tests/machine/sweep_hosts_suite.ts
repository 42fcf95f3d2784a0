import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Page } from "playwright-core";
import { rest, withBrowser, withServer } from "./browser.ts";
import { Kernel } from "./kernel.ts";

const fixtures = decodeURIComponent(
  new URL("../fixtures", import.meta.url).pathname,
);

/** Counts, from the next page on, the kinds of job that workers are told to do. */
async function countJobs(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const counts: Record<string, number> = {};
    Object.assign(globalThis, { jobCounts: counts });
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (message, ...rest) {
      const { kind } = message.specification ?? {};
      if (kind) counts[kind] = (counts[kind] ?? 0) + 1;
      return Reflect.apply(post, this, [message, ...rest]);
    };
  });
}

/** How many of a kind they were told to do since then. */
async function countOf(page: Page, kind: string): Promise<number> {
  return await page.evaluate(
    (kind) => Object(globalThis).jobCounts[kind] ?? 0,
    kind,
  );
}

Deno.test("a sweep in a page: rate, time left, a click on a run, opened again", async (t) => {
  await withServer("tests/fixtures", (address) =>
    withBrowser(async (open) => {
      const url = `${address}notebooks/sweep_notebook`;
      const page = await open("about:blank");
      await countJobs(page);
      await page.goto(url);
      const row = page.locator('.run[data-identity="cell rows"]');
      const head = page.locator("[data-head]");

      await t.step(
        "tells how far it is, how fast, and for how long",
        async () => {
          await row.getByText(/^\d+ of 300 runs, [\d.]+ a second$/).waitFor();
          await row.getByText(/^[\d.]+ s, \d+ (s|min) left$/).waitFor();
          // what is there is seen meanwhile
          await head.getByText(/^\d+ of 300 runs/).waitFor();
          await rest(page);
          assertEquals(await head.textContent(), "300 runs");
          assert(await countOf(page, "trainingBatch") > 0);
        },
      );

      await t.step(
        "a click on a run trains it again: cells react",
        async () => {
          await page.locator("[data-ground]").focus();
          for (let k = 0; k < 5; k++) await page.keyboard.press("ArrowRight");
          const ground = page.locator("[data-ground]");
          const words = (await ground.getAttribute("aria-valuetext"))!;
          const [, index, loss] = words.match(/^run (\d+), .* loss ([^,]+),/)!;
          await page.keyboard.press("Enter");
          await rest(page);
          const prose = await page.locator(".prose").allInnerTexts();
          assertMatch(
            prose.join(),
            new RegExp(`Run ${index} again: ${loss}, it was ${loss}\\.`),
          );
        },
      );

      await t.step("opened again, nothing is trained again", async () => {
        await page.goto(url);
        await rest(page);
        assertEquals(await head.textContent(), "300 runs");
        assertEquals(await countOf(page, "trainingBatch"), 0);
      });
    }));
});

Deno.test("a sweep in a Jupyter kernel: rate and time left, opened again", async () => {
  const kernel = await Kernel.start(fixtures);
  try {
    const code = `import { cell } from "@thalweg/thalweg";
const rows = cell\`rows = Study \${(run) => run.sweep({
  problems: [2, 3].map((width) => ({
    student: \`2 → \${width} tanh → 1\`,
    teacher: "2 → 2 tanh → 1",
    samples: 100,
  })),
  seeds: { count: 100 },
})}\`;
cell\`Times \${rows} \${(rows) => rows.map(({ seconds }) => seconds).join()}\`;`;
    const times = async () => {
      const { status, evalue } = await kernel.execute(code);
      assertEquals(status, "ok", evalue);
      return await kernel.until("the times of all runs", () => {
        const text = kernel.shown("Times")?.["text/plain"] ?? "";
        return /^Times: \d\.\d+,/.test(text) && text;
      });
    };
    const first = await times();
    const said = [...kernel.displays.values()]
      .flatMap(({ bundles }) => bundles.map((each) => each["text/html"] ?? ""));
    assert(
      said.some((html) =>
        /\d+ of 200 runs, [\d.]+ a second · [\d.]+ s, \d+ (s|min) left/
          .test(html)
      ),
      said.join("\n").slice(0, 3000),
    );
    await kernel.restart();
    kernel.displays.clear();
    // times of the clock would differ if anything had run again
    assertEquals(await times(), first);
  } finally {
    await kernel.stop();
  }
});
