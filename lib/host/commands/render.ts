/**
 * Runs a notebook and writes it as one HTML file.
 *
 * The notebook runs in a process of its own, which reads its folder, the library
 * and the files that `--set` names, and keeps results in the cache; with
 * `--sandbox`, for files from strangers, it has no cache and two minutes. It is
 * ended after ten minutes, or `--limit` seconds.
 *
 * @module
 */
import { runApart } from "../child/run_apart.ts";
import type { Command } from "./command.ts";
import { oneNotebook, readTrust, trustOptions } from "./one_notebook.ts";
import type { InputTexts } from "../headless/run_notebook.ts";
import { findBrowser } from "../print/find_browser.ts";
import { writePdf } from "../print/write_pdf.ts";
import { reportLines } from "../headless/report.ts";
import { staticPage } from "../static/render_notebook.ts";
import { type Arguments, say } from "./terminal.ts";
import { writeWhole } from "../storage/write_whole.ts";

/** See {@linkcode Command}. */
export const renderCommand: Command = {
  name: "render",
  summary: "Runs a notebook and writes it as one HTML file, at rest",
  words: "<notebook.ts>",
  options: {
    out: { value: "file", words: "what to write; default out/<notebook>.html" },
    pdf: {
      words:
        "writes a PDF, default out/<notebook>.pdf, by a Chromium that it finds",
    },
    set: {
      value: "input=value",
      words: "the value of an input, by its label; as often as needed",
    },
    ...trustOptions,
  },
  examples: [
    "render first.ts",
    "render first.ts --pdf",
    `render first.ts --set "Hidden neurons=8" --out eight.html`,
  ],
  run: render,
};

async function render(given: Arguments): Promise<boolean> {
  const { words, options } = given;
  const { notebook, name } = oneNotebook("render", words);
  const browser = options.has("pdf") ? await findBrowser() : undefined;
  const out = options.get("out")?.at(-1) ??
    `out/${name}.${browser === undefined ? "html" : "pdf"}`;
  const set = readInputs(options.get("set") ?? []);
  const { title = "", body = "", report } = await runApart(
    { notebook, want: "page", set },
    readTrust(given),
  );
  const html = staticPage(title, body);
  await (browser === undefined
    ? writeWhole(out, html)
    : writePdf(browser, html, out));
  for (const line of reportLines(report)) say(line);
  say(out);
  return report.ok;
}

/** `["student width=8"]` → `{ "student width": "8" }`. */
function readInputs(pairs: readonly string[]): InputTexts {
  return Object.fromEntries(pairs.map((pair) => {
    const equals = pair.indexOf("=");
    if (equals < 1) {
      throw new SyntaxError(
        `Cannot set "${pair}": expected a label and a value, as in --set "student width=8"`,
      );
    }
    return [pair.slice(0, equals), pair.slice(equals + 1).trim()];
  }));
}
