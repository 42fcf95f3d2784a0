import { assert, assertEquals, assertMatch } from "@std/assert";
import { pathToFileURL } from "node:url";
import { withBrowser } from "./browser.ts";
import { Kernel } from "./kernel.ts";
import { countTagged } from "./tagged.ts";

const root = new URL("../../", import.meta.url);

/** What a person types, in a folder of hers; the checkout stands for the registry. */
async function thalweg(cwd: string, ...args: string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", new URL("cli.ts", root).href, ...args],
    cwd,
    env: { NO_COLOR: "1", THALWEG_CACHE: `${cwd}/.results` },
  }).output();
  const decoder = new TextDecoder();
  const said = decoder.decode(stdout);
  assert(success, said + decoder.decode(stderr));
  return said;
}

/** What was asked for and is not there. */
const missing: string[] = [];

/** Serves a folder of files as the plainest of hosts does, below a path. */
function serveFiles(
  folder: string,
  path: string,
): Deno.HttpServer<Deno.NetAddr> {
  const types: Record<string, string> = {
    html: "text/html; charset=utf-8",
    js: "text/javascript",
    css: "text/css",
    svg: "image/svg+xml",
    csv: "text/csv",
  };
  return Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    async ({ url }) => {
      const { pathname } = new URL(url);
      const name = decodeURIComponent(pathname).replace(path, "");
      const file = `${folder}/${name === "" ? "index.html" : name}`;
      const bytes = await Deno.readFile(file).catch(() => undefined);
      if (!bytes) {
        // the library's documentation has no icon, which browsers ask for
        if (!pathname.endsWith("favicon.ico")) missing.push(pathname);
        return new Response("none", { status: 404 });
      }
      const type = types[file.split(".").at(-1)!] ?? "application/octet-stream";
      return new Response(bytes, { headers: { "content-type": type } });
    },
  );
}

Deno.test("a first user: from an empty folder to a file to send", async (t) => {
  const folder = await Deno.makeTempDir({ prefix: "thalweg-place-" });
  const notebook = `${folder}/first.ts`;
  const began = performance.now();
  await withBrowser(async (open) => {
    await t.step("new writes a notebook, which she edits", async () => {
      const said = await thalweg(folder, "new", "first");
      assertMatch(said, /^first\.ts\ndeno\.json\n/);
      const source = await Deno.readTextFile(notebook);
      await Deno.writeTextFile(
        notebook,
        source.replace("# First", "# My question")
          .replace("import {", 'import { once } from "./own.ts";\nimport {')
          .replace("Math.tanh(slope * x)", "once(Math.tanh(slope * x))"),
      );
      // what lies beside it, and what her own import map names, is found
      await Deno.writeTextFile(
        `${folder}/own.ts`,
        'import { gray } from "colors";\nexport const once = (x: number): number => (gray, x);\n',
      );
      const settings = JSON.parse(
        await Deno.readTextFile(`${folder}/deno.json`),
      );
      settings.imports.colors = "./colors.ts";
      await Deno.writeTextFile(
        `${folder}/colors.ts`,
        "export const gray = 1;\n",
      );
      await Deno.writeTextFile(`${folder}/deno.json`, JSON.stringify(settings));
    });

    await t.step("export writes a file in which the slider moves", async () => {
      await thalweg(folder, "export", "first.ts", "--out", "first.html");
      const page = await open(pathToFileURL(`${folder}/first.html`).href);
      assertEquals(await page.title(), "My question – Thalweg");
      await page.getByText("= 2.65 on").first().waitFor();
      await page.getByRole("slider", { name: "Slope" }).fill("2");
      await page.getByText("= 1.32 on").first().waitFor();
      await page.close();
    });

    await t.step("all of it took less than two minutes", () => {
      const seconds = (performance.now() - began) / 1000;
      assert(seconds < 120, `${seconds} s`);
    });

    await t.step(
      "the gallery's card begins another one and opens it",
      async () => {
        const server = new Deno.Command(Deno.execPath(), {
          args: [
            "run",
            "-A",
            new URL("cli.ts", root).href,
            "start",
            "--port",
            "0",
          ],
          cwd: folder,
          stdout: "piped",
          stderr: "null",
        }).spawn();
        try {
          const reader = server.stdout.getReader();
          const { value } = await reader.read();
          const [address] = new TextDecoder().decode(value).match(/http:\S+/)!;
          const page = await open(address);
          const card = page.locator("#new");
          await card.getByLabel("Name").fill("first");
          await card.getByRole("button").click();
          await card.getByText("is there already").waitFor();
          await card.getByLabel("Name").fill("A second");
          await card.getByRole("button").click();
          await page.waitForURL(/notebooks\/A_second$/, {
            waitUntil: "commit",
          });
          await page.getByText("= 2.65 on").first().waitFor();
          await page.close();
          await reader.cancel();
        } finally {
          server.kill();
          await server.status;
        }
      },
    );

    await t.step("site writes files that any host serves, live", async () => {
      await thalweg(folder, "new", "table", "--template", "own-data");
      await Deno.writeTextFile(`${folder}/private.csv`, "secret\n1\n");
      await thalweg(folder, "site", "--out", "public");
      const there = (path: string) =>
        Deno.stat(`${folder}/public/${path}`).then(() => true, () => false);
      assert(await there("notebooks/table.csv"));
      assert(!await there("notebooks/private.csv"));
      assert(await there("api/index.html"));
      const server = serveFiles(`${folder}/public`, "/~teacher/course/");
      try {
        const base = `http://127.0.0.1:${server.addr.port}/~teacher/course/`;
        const page = await open(base);
        assertEquals(await page.locator("#new").count(), 0);
        await page.getByRole("link", { name: "My question" }).click();
        await page.getByText("= 2.65 on").first().waitFor();
        await page.getByRole("slider", { name: "Slope" }).fill("2");
        await page.getByText("= 1.32 on").first().waitFor();
        await page.getByRole("link", { name: "Thalweg" }).click();
        await page.getByRole("link", { name: "Table" }).click();
        // data are read, a worker trains
        await page.locator(".figure[data-picture=true] svg").nth(1).waitFor();
        await page.goto(base);
        await page.getByRole("link", { name: "Documentation" }).click();
        await page.getByRole("link", { name: /all \d+ symbols/ }).click();
        await page.getByText("hessianSpectrum").first().waitFor();
        assertEquals(missing, []);
        await page.close();
      } finally {
        await server.shutdown();
      }
    });
  }, { allow: /422|favicon|404/ });

  await t.step("render prints: every figure is in the PDF", async () => {
    await thalweg(folder, "render", "first.ts", "--pdf", "--out", "first.pdf");
    const pdf = await Deno.readFile(`${folder}/first.pdf`);
    // the figure, and the picture in it
    assertEquals(countTagged(pdf, "Figure"), 2);
  });

  await t.step("a kernel in her folder runs it", async () => {
    await thalweg(folder, "ipynb", "first.ts");
    const { cells } = JSON.parse(
      await Deno.readTextFile(`${folder}/first.ipynb`),
    );
    const kernel = await Kernel.start(folder);
    for (const { cell_type: kind, source } of cells) {
      if (kind !== "code") continue;
      const { status, evalue } = await kernel.execute(source.join(""));
      assertEquals(status, "ok", evalue);
    }
    await kernel.until(
      "the picture",
      () => kernel.shown("What the neuron computes"),
    );
    await kernel.stop();
  });
  await Deno.remove(folder, { recursive: true });
});
