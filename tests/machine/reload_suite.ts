import { assertEquals, assertStringIncludes } from "@std/assert";
import { rest, withBrowser, withServer } from "./browser.ts";
import { start } from "../../lib/host/commands/start.ts";

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
        const notice = page.locator(".lost", {
          hasText: "saved.ts cannot be built",
        });
        await notice.waitFor();
        await shown("Width 7, rows two."); // what there was stays
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

Deno.test("a page says when its server is gone, and follows the one that comes back", async () => {
  const folder = await Deno.makeTempDir();
  const notebook = `${folder}/kept.ts`;
  await Deno.mkdir(`${folder}/data`);
  await Deno.writeTextFile(`${folder}/data/rows.csv`, "one");
  await Deno.writeTextFile(notebook, source("First"));
  const port = await freePort();

  /** A server in a process of its own, killed as a crash would end it. */
  async function serve(): Promise<() => Promise<void>> {
    const child = new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "-A",
        "cli.ts",
        "start",
        folder,
        ...["--port", String(port)],
      ],
      cwd: new URL("../..", import.meta.url),
      stdout: "piped",
      stderr: "null",
    }).spawn();
    const reader = child.stdout.getReader();
    await reader.read();
    reader.releaseLock();
    let gone = false;
    return async () => {
      if (gone) return;
      gone = true;
      child.kill("SIGKILL");
      await child.stdout.cancel();
      await child.status;
    };
  }

  let stop = await serve();
  try {
    await withBrowser(async (open) => {
      const page = await open(`http://127.0.0.1:${port}/notebooks/kept`);
      await page.locator("input[type=number]").fill("7");
      await page.getByText("Width 7, rows one.").waitFor();
      await rest(page);
      const lost = page.getByText("The server is gone");
      assertEquals(await lost.count(), 0);

      await stop();
      await lost.waitFor();
      // What was there goes on working.
      await page.locator("input[type=number]").fill("6");
      await page.getByText("Width 6, rows one.").waitFor();

      await page.evaluate(() => Object.assign(globalThis, { same: true }));
      stop = await serve();
      await lost.waitFor({ state: "detached" });
      assertEquals(await page.evaluate(() => "same" in globalThis), true);

      await Deno.writeTextFile(notebook, source("Second"));
      await page.getByText("Second", { exact: true }).first().waitFor();
      await page.getByText("Width 6, rows one.").waitFor();

      // Saved while nobody watched: seen as soon as there is a server again.
      await stop();
      await lost.waitFor();
      await Deno.writeTextFile(notebook, source("Third"));
      stop = await serve();
      await page.getByText("Third", { exact: true }).first().waitFor();
    }, { allow: /WebSocket|ERR_|fetch/ });
  } finally {
    await stop();
    await Deno.remove(folder, { recursive: true });
  }
});

async function freePort(): Promise<number> {
  const server = await start(".", 0);
  await server.shutdown();
  return server.addr.port;
}
