import { assertEquals, assertStringIncludes } from "@std/assert";
import { rest, withBrowser, withServer } from "./browser.ts";

function source(greeting: string): string {
  return `import { file, md, range } from "@thalweg/thalweg";
md\`# ${greeting}\`;
const width = range\`Width \${{ min: 1, max: 9, value: 4 }}\`;
const rows = file\`Rows \${"data/rows.csv"}\`;
md\`Width \${width}, rows \${rows.at(({ text }) => text.trim())}.\`;
`;
}

Deno.test("a page loads anew when its notebook is saved, and keeps its inputs", async (t) => {
  const folder = await Deno.makeTempDir();
  const notebook = `${folder}/saved.ts`;
  await Deno.mkdir(`${folder}/data`);
  await Deno.writeTextFile(`${folder}/data/rows.csv`, "one");
  await Deno.writeTextFile(notebook, source("First"));
  await withServer(folder, (address) =>
    withBrowser(async (open) => {
      const page = await open(`${address}notebooks/saved`);
      const shown = (text: string) =>
        page.getByText(text, { exact: true }).first().waitFor();
      await shown("Width 4, rows one.");
      await page.locator("input[type=number]").fill("7");
      await shown("Width 7, rows one.");
      await rest(page);

      await t.step("another text", async () => {
        await Deno.writeTextFile(notebook, source("Second"));
        await shown("Second");
        await shown("Width 7, rows one.");
      });

      await t.step("other data", async () => {
        await Deno.writeTextFile(`${folder}/data/rows.csv`, "two");
        await shown("Width 7, rows two.");
      });

      await t.step("a mistake, and its repair", async () => {
        await Deno.writeTextFile(notebook, "const = 1;");
        await shown("“saved” cannot be built");
        await Deno.writeTextFile(notebook, source("Third"));
        await shown("Third");
        await shown("Width 7, rows two.");
      });

      await t.step("nothing where another notebook is saved", async () => {
        await page.evaluate(() => Object.assign(globalThis, { same: true }));
        await Deno.writeTextFile(`${folder}/other.ts`, source("Other"));
        await page.waitForTimeout(1500);
        assertEquals(await page.evaluate(() => "same" in globalThis), true);
        assertStringIncludes(await page.locator("h1").innerText(), "Third");
      });
    }, { allow: /status of 500/ }));
  await Deno.remove(folder, { recursive: true });
});
