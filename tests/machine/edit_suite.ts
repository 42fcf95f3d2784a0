import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Page } from "playwright-core";
import { findFaults } from "./faults.ts";
import { rest, withBrowser, withServer } from "./browser.ts";

const first = `// %%
import { cell, md, range } from "@thalweg/thalweg";

// %%
md\`# A small notebook\`;

// %%
const width = range\`Width \${{ min: 1, max: 9, value: 4 }}\`;

// %%
const   kept = 1   // as its author wrote it

// %%
cell\`Last \${width} \${(width) => 10 * width}\`;
`;

const folder = await Deno.makeTempDir();
const file = `${folder}/small.ts`;
const onDisk = () => Deno.readTextFile(file);

/** A part of the code, by what stands in it. */
function partOf(page: Page, text: string) {
  return page.locator(".code", { hasText: text });
}

/** Opens an editor and puts the cursor at its end. */
async function edit(page: Page, text: string): Promise<void> {
  const part = partOf(page, text);
  const tool = part.getByRole("button", { name: "Edit" });
  if (await tool.isVisible()) await tool.click();
  else await part.locator(".cm-content").click();
  await part.locator(".cm-content").waitFor();
  await page.keyboard.press("Control+End");
}

/** Does something that makes the page load itself anew, and waits for that. */
async function reloaded(page: Page, act: () => Promise<void>): Promise<void> {
  await page.evaluate(() => Object.assign(globalThis, { old: true }));
  await act();
  await page.waitForFunction(() => !("old" in globalThis));
  await rest(page);
  await page.locator(".edit-bar").waitFor(); // with the editors that were open
}

async function same(page: Page): Promise<boolean> {
  return await page.evaluate(() => "old" in globalThis);
}

async function says(page: Page, words: string): Promise<void> {
  await page.locator(".edit-bar", { hasText: words }).waitFor();
}

/** Waits until the last cell's editor has a text in it. */
async function editorHas(page: Page, text: string): Promise<void> {
  await partOf(page, "cell`Last").locator(".cm-content", { hasText: text })
    .waitFor();
}

/** What the last cell shows. */
function value(page: Page): Promise<string> {
  return page.locator('.figure[data-identity="cell Last"] .value').innerText();
}

Deno.test("code is edited in the page, and the file is what it would be by hand", async (t) => {
  await Deno.writeTextFile(file, first);
  await withServer(folder, (address) =>
    withBrowser(async (open) => {
      const page = await open(`${address}notebooks/small`);
      /** One goes on where the one before it ended. */
      const step = async (name: string, work: () => Promise<void>) => {
        const ok = await t.step(name, work);
        if (ok) return;
        const bar = await page.locator(".edit-bar").allInnerTexts();
        throw new Error(`${bar}\n${await onDisk()}`);
      };
      const asked: string[] = [];
      page.on("request", (request) => asked.push(request.url()));
      await rest(page);
      await page.locator("input[type=number]").fill("5");
      await page.locator("#code").click();
      await rest(page);
      assertEquals(await value(page), "50");

      await step(
        "the editor comes when somebody edits, in the same place",
        async () => {
          assertEquals(asked.filter((url) => /editor\.js/.test(url)), []);
          const box = async () => (await partOf(page, "Last").boundingBox())!;
          const before = await box();
          await edit(page, "cell`Last");
          const after = await box();
          assertEquals(asked.filter((url) => /editor\.js/.test(url)).length, 1);
          assertEquals([after.x, after.y], [before.x, before.y]);
          assert(
            Math.abs(after.height - before.height) <= 2,
            `${after.height}`,
          );
        },
      );

      await step(
        "Shift+Enter saves and runs; inputs and editor stay",
        async () => {
          for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowLeft");
          await page.keyboard.type("+1");
          await reloaded(page, () => page.keyboard.press("Shift+Enter"));
          assertEquals(await value(page), "51");
          assertEquals(
            await onDisk(),
            first.replace("10 * width", "10 * width + 1"),
          );
          // the cursor is where it was
          await page.keyboard.type("00 as string");
          await says(page, "Not saved");
          await reloaded(page, () => page.keyboard.press("Control+s"));
          assertEquals(await value(page), "150");
        },
      );

      await step("a mistake of types stands at its line", async () => {
        const mistake = page.locator(".code", { hasText: "cell`Last" })
          .locator(".mistake", { hasText: "'number' to type 'string'" });
        await mistake.waitFor();
        await says(page, "1 mistake, line 14");
        const line = await onDisk().then((text) => text.split("\n")[13]);
        assertStringIncludes(line, "as string");
      });

      await step("undo goes back over saves", async () => {
        for (let i = 0; i < 3; i++) await page.keyboard.press("Control+z");
        await editorHas(page, "10 * width}");
        await reloaded(page, () => page.keyboard.press("Control+s"));
        assertEquals(await onDisk(), first);
        assertEquals(await value(page), "50");
      });

      await step(
        "a mistake stands at its line; what is shown stays",
        async () => {
          await page.evaluate(() => Object.assign(globalThis, { old: true }));
          await edit(page, "cell`Last");
          await page.keyboard.type("\nconst = 1;");
          await page.locator(".mistake", { hasText: "Unexpected token" })
            .waitFor();
          await page.keyboard.press("Control+s");
          await says(page, "1 mistake, line 15");
          await page.waitForFunction(() =>
            !/Running|Saving/.test(
              document.querySelector(".edit-bar")!.textContent!,
            )
          );
          assertStringIncludes(await onDisk(), "const = 1;");
          assertEquals(await value(page), "50");
          assert(await same(page), "it has not been loaded anew");
          assertEquals(await findFaults(page), []);
          for (let i = 0; i < 11; i++) await page.keyboard.press("Backspace");
          await page.keyboard.press("Control+s");
          await says(page, "Saved");
          assertEquals(await onDisk(), first);
        },
      );

      await step(
        "a cell is added, moved, turned into prose, deleted",
        async () => {
          const tool = (text: string, name: string) =>
            partOf(page, text).getByRole("button", { name, exact: true })
              .click();
          await tool("cell`Last", "Add");
          await page.keyboard.type("Some *words*, `${1}`.");
          await reloaded(page, () =>
            page.locator(".code:has(.cm-focused)")
              .getByRole("button", { name: "Prose" }).click());
          await page.locator(".prose-text em", { hasText: "words" }).waitFor();
          const added = "\n// %%\nmd`\nSome *words*, \\`\\${1}\\`.\n`;\n";
          assertEquals(await onDisk(), first + added);

          await reloaded(page, () => tool("Some", "Move up"));
          const [head, last] = first.split("cell`Last");
          assertEquals(
            await onDisk(),
            `${head}${added.slice(6).trim()}\n\n// %%\ncell\`Last${last}`,
          );
          await reloaded(page, () => tool("Some", "Delete"));
          assertEquals(await onDisk(), first);
          await reloaded(page, () =>
            page.locator(".edit-bar").getByRole("button", { name: "Undo" })
              .click());
          assertStringIncludes(await onDisk(), "Some *words*");
          await reloaded(page, () =>
            Deno.writeTextFile(file, first));
          assertEquals(await page.getByText("words").count(), 0);
        },
      );

      await step(
        "what changes on disk meanwhile is taken in beside it",
        async () => {
          await edit(page, "cell`Last");
          await page.keyboard.type(" // mine");
          await page.evaluate(() =>
            Object.assign(globalThis, { old: true })
          );
          await Deno.writeTextFile(
            file,
            first.replace("# A small", "# A tiny"),
          );
          await says(page, "both are here");
          assert(await same(page));
          assertEquals(await onDisk(), first.replace("# A small", "# A tiny"));
          await reloaded(page, () => page.keyboard.press("Control+s"));
          await page.getByText("A tiny notebook").first().waitFor();
          assertStringIncludes(await onDisk(), "# A tiny notebook`");
          assertStringIncludes(await onDisk(), "width}`; // mine");
        },
      );

      await step(
        "what changes in the same line is shown, never overwritten",
        async () => {
          await edit(page, "cell`Last");
          await page.keyboard.type(", too");
          const theirs = first.replace("10 * width", "20 * width");
          await Deno.writeTextFile(file, theirs);
          await says(page, "20 * width");
          await page.keyboard.press("Control+s");
          await says(page, "Changed on disk");
          assertEquals(await onDisk(), theirs);
          await page.getByRole("button", { name: "Keep mine" }).click();
          await says(page, "Not saved");
          await editorHas(page, "// mine, too");

          await Deno.writeTextFile(file, first);
          await says(page, "There it says");
          await reloaded(page, () =>
            page.getByRole("button", { name: "Take theirs" }).click());
          await editorHas(page, "10 * width}`;");
          assertEquals(await onDisk(), first);
          // What was let go of is an undo away.
          await partOf(page, "cell`Last").locator(".cm-content").click();
          await page.keyboard.press("Control+z");
          await editorHas(page, "// mine, too");
        },
      );
    }, { allow: /409|status of 500/ }));
  await Deno.remove(folder, { recursive: true });
});
