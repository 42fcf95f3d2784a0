import { assert, assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { exportNotebook } from "../../lib/host/commands/export.ts";
import { toIpynb } from "../../lib/host/ipynb/to_ipynb.ts";
import { renderNotebook } from "../../lib/host/static/render_notebook.ts";
import { closeWorkers } from "../../lib/job/mod.ts";
import { rest, withBrowser, withServer } from "./browser.ts";
import { Kernel } from "./kernel.ts";

const fixtures = decodeURIComponent(
  new URL("../fixtures", import.meta.url).pathname,
);
const notebook = `${fixtures}/hostile_notebook.ts`;
const folder = await Deno.makeTempDir();

type Open = (url: string) => Promise<Page>;

/** Writes what a host shows, and hands over its addresses. */
const hosts: Record<
  string,
  (look: (open: Open, url: string) => Promise<void>) => Promise<void>
> = {
  "a served page": (look) =>
    withServer(fixtures, (address) =>
      browse(async (open) => {
        await look(open, `${address}notebooks/hostile_notebook`);
        // a link may choose for the reader
        const payload = encodeURIComponent(
          `"><img src=x onerror="hacked('link')">`,
        );
        const label = encodeURIComponent(
          "Words </script><img src=x onerror=hacked('label')>",
        );
        await look(
          open,
          `${address}notebooks/hostile_notebook#${label}=${payload}&${payload}=${payload}&~off=${payload}`,
        );
        await look(open, address);
        await look(
          open,
          `${address}notebooks/%3Cscript%3Ehacked()%3C%2Fscript%3E`,
        );
      })),
  "an exported file": async (look) => {
    const { html } = await exportNotebook(notebook);
    await Deno.writeTextFile(`${folder}/live.html`, html);
    await browse((open) => look(open, `file://${folder}/live.html`));
  },
  "a rendered file": async (look) => {
    const { html } = await renderNotebook(new URL(`file://${notebook}`));
    closeWorkers();
    await Deno.writeTextFile(`${folder}/static.html`, html);
    // once more without the policy that would stop a script
    const bare = html.replace(/<meta http-equiv[^>]*>/, "");
    assert(bare.length < html.length);
    await Deno.writeTextFile(`${folder}/bare.html`, bare);
    await browse(async (open) => {
      await look(open, `file://${folder}/static.html`);
      await look(open, `file://${folder}/bare.html`);
    });
  },
  "outputs of Jupyter": async (look) => {
    const pages = await jupyterOutputs();
    await browse(async (open) => {
      for (const url of pages) await look(open, url);
    });
  },
};

/** Missing icons and kernels are none of this test's business. */
function browse(use: (open: Open) => Promise<void>): Promise<void> {
  return withBrowser(use, { allow: /status of 404|WebSocket|Hostile|hacked/ });
}

/** All that the kernel ever said as HTML in one page, its pictures apart. */
async function jupyterOutputs(): Promise<string[]> {
  const kernel = await Kernel.start(fixtures);
  try {
    const { cells } = JSON.parse(toIpynb(await Deno.readTextFile(notebook)));
    for (const { source } of cells) await kernel.execute(source.join(""));
    await kernel.until(
      "the pictures",
      () =>
        [...kernel.displays.values()].some(({ bundles }) =>
          /<img [\s\S]*<img [\s\S]*<img /.test(bundles.at(-1)!["text/html"])
        ),
    );
    const bundles = [...kernel.displays.values()].flatMap(({ bundles }) =>
      bundles
    );
    const html = bundles.map((bundle) => bundle["text/html"] ?? "").join("\n");
    await Deno.writeTextFile(
      `${folder}/outputs.html`,
      `<!DOCTYPE html><meta charset="utf-8">${html}`,
    );
    const pictures = bundles.flatMap((bundle) => bundle["image/svg+xml"] ?? []);
    const urls = await Promise.all(
      [...new Set(pictures)].map(async (svg, k) => {
        await Deno.writeTextFile(`${folder}/${k}.svg`, svg);
        return `file://${folder}/${k}.svg`;
      }),
    );
    return [`file://${folder}/outputs.html`, ...urls];
  } finally {
    await kernel.stop();
  }
}

for (const [host, show] of Object.entries(hosts)) {
  Deno.test(`nothing that a notebook shows runs as a script in ${host}`, async () => {
    let looks = 0;
    await show(async (open, url) => {
      const page = await open("about:blank");
      await page.addInitScript(() => {
        const hacks: unknown[] = [];
        Object.assign(globalThis, {
          hacks,
          hacked: (how: unknown) => hacks.push(how),
        });
      });
      // all of it at once: what is far off the screen would not run
      await page.setViewportSize({ width: 1280, height: 8000 });
      await page.goto(url);
      if (await page.locator("#page").count() > 0) await rest(page);
      await page.waitForTimeout(200);
      const found = await page.evaluate(() => ({
        hacks: (globalThis as unknown as { hacks: unknown[] }).hacks,
        elements: [...document.querySelectorAll("*")].filter((element) =>
          element.matches("img[src=x], iframe, [autofocus]") ||
          [...element.attributes].some(({ name, value }) =>
            name.startsWith("on") || /^\s*javascript:/i.test(value)
          )
        ).map(({ outerHTML }) => outerHTML.slice(0, 200)),
        says: document.documentElement.textContent!.includes("hacked"),
      }));
      assertEquals([found.hacks, found.elements], [[], []], url);
      if (found.says) looks++;
      await page.close();
    });
    assert(looks > 0, "no page shows the hostile words at all");
  });
}
