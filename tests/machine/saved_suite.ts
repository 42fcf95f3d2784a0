import { assert, assertEquals, assertMatch } from "@std/assert";
import { withBrowser } from "./browser.ts";
import { jupyterEnvironment, python } from "./kernel.ts";
import { notebooks } from "./notebooks.ts";

const program = decodeURIComponent(
  new URL("save_notebook.py", import.meta.url).pathname,
);

interface Output {
  readonly ename?: string;
  readonly data: Readonly<Record<string, string | readonly string[]>>;
}

for (const { source, figures, shorten } of notebooks) {
  Deno.test(`${source} run and saved by a program reads complete where nothing runs`, async (t) => {
    const folder = await Deno.makeTempDir();
    const saved = `${folder}/saved.ipynb`;
    const short = `${folder}/short.ipynb`;
    const text = await Deno.readTextFile(source.replace(/ts$/, "ipynb"));
    await Deno.writeTextFile(short, shorten(text));
    const env = await jupyterEnvironment(folder);
    const save = () =>
      new Deno.Command(python, {
        args: [program, short, saved, "notebooks"],
        env,
      }).output();
    let ended = await save();
    const said = () => new TextDecoder().decode(ended.stderr);
    // V8 may lose the promise of an evaluation (docs/limits.md), and the program,
    // which knows nothing of it, gives up. Twice is our doing.
    if (/Promise was collected/.test(said())) ended = await save();
    assert(ended.success, said());
    const { cells } = JSON.parse(await Deno.readTextFile(saved));
    const outputs: Output[] = cells.flatMap(({ outputs = [] }) => outputs);
    const read = (output: Output, type: string) =>
      [output.data?.[type] ?? ""].flat().join("");

    await t.step("all is computed, nothing failed", () => {
      for (const output of outputs) {
        assertEquals(output.ename, undefined);
        const html = read(output, "text/html");
        assert(
          !/role="(?:status|alert)" style/.test(html),
          html,
        );
        if (html !== "") assertMatch(read(output, "text/plain"), /\S/);
        if (html.includes("thalweg-inspector")) {
          assert(html.length < 2e4, `${html.length} characters to look into`);
        }
      }
    });

    // What front ends leave of the markup of a notebook they do not trust.
    const html = outputs.map((output) => read(output, "text/html")).join("\n")
      .replace(/<(script|style)>[\s\S]*?<\/\1>/g, "")
      .replace(/ (?:data-[\w-]+|style|class|id)="[^"]*"/g, "");
    const static_ = `${folder}/static.html`;
    await Deno.writeTextFile(
      static_,
      `<!DOCTYPE html><meta charset="utf-8">${html}`,
    );
    await withBrowser(async (open) => {
      const page = await open(`file://${static_}`, {
        javaScriptEnabled: false,
      });

      await t.step("figures are images, drawn and named", async () => {
        const images = await page.locator("img").evaluateAll((images) =>
          (images as HTMLImageElement[]).map((image) => ({
            drawn: image.complete && image.naturalWidth > 100 &&
              image.naturalHeight > 50,
            alt: image.alt,
          }))
        );
        assert(images.length >= figures, `${images.length} images`);
        for (const { drawn, alt } of images) assert(drawn && alt !== "", alt);
        assertEquals(await page.locator("svg").count(), 0);
      });

      await t.step(
        "inputs say their value, and that nothing moves",
        async () => {
          const notes = await page.getByText("static display: run this cell")
            .allInnerTexts();
          const controls = outputs.filter((output) =>
            read(output, "text/html").includes("data-control=")
          );
          assertEquals(notes.length, controls.length);
          for (const control of controls) {
            if (/data-control="button"/.test(read(control, "text/html"))) {
              continue;
            }
            // "label: value", and either may hold a colon
            const text = read(control, "text/plain");
            const values = [...text.matchAll(/: /g)]
              .map(({ index }) => text.slice(index + 2));
            assert(
              notes.some((note) =>
                values.some((value) =>
                  note.startsWith(`${value} · `.trimStart())
                )
              ),
              text,
            );
          }
        },
      );
    });

    await t.step("scripts make its own figures parts of the page", async () => {
      const own = outputs.map((output) => read(output, "text/html")).join("\n");
      const [image] = own.match(/<img [^>]*>/)!;
      const strange = image.replace(/(data-thalweg-figure=")\w+/, "$1stranger");
      const live = `${folder}/live.html`;
      await Deno.writeTextFile(
        live,
        `<!DOCTYPE html><meta charset="utf-8">${own}${strange}`,
      );
      await withBrowser(async (open) => {
        const page = await open(`file://${live}`);
        const images = page.locator("img");
        await page.locator("svg[role=img]").first().waitFor();
        assertEquals(await images.count(), 1);
        await page.setViewportSize({ width: 640, height: 900 });
        const wide = await page.locator("svg[role=img]").evaluateAll((all) =>
          all.map((svg) =>
            svg.getBoundingClientRect().width - svg.parentElement!.clientWidth
          ).filter((excess) => excess > 1)
        );
        assertEquals(wide, [], "no figure reaches over its neighbor");
        assertEquals(
          await images.getAttribute("data-thalweg-figure"),
          "stranger",
        );
      }, { allow: /WebSocket/ }); // there is no kernel any more
    });
    await Deno.remove(folder, { recursive: true });
  });
}
