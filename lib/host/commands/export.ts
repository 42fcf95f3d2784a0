/**
 * Writes a notebook as one HTML file that is live without a server.
 *
 * @module
 */
import { type Bundle, Bundler } from "../bundle/bundler.ts";
import type { Command } from "./command.ts";
import { oneNotebook, readTrust, trustOptions } from "./one_notebook.ts";
import { exportHtml } from "../bundle/export_html.ts";
import { describeSource } from "../server/notebook_files.ts";
import { pageFile } from "../bundle/page_file.ts";
import { pageStyle } from "../style/page_style.ts";
import { type Report, reportLines } from "../headless/report.ts";
import { runApart, type Trust } from "../child/run_apart.ts";
import { type Arguments, say } from "./terminal.ts";
import { writeWhole } from "../storage/write_whole.ts";

/** A live notebook in one file, and what became of it when it ran. */
export interface ExportedNotebook extends Report {
  readonly html: string;
}

/**
 * A notebook as one live HTML document. It is run to see which files it reads:
 * those are put in as well, and the room that its figures take.
 *
 * @throws {RangeError} If there is no such notebook.
 * @throws {Error} If it cannot be bundled.
 */
export async function exportNotebook(
  file: string,
  trust: Trust = { sandbox: false },
): Promise<ExportedNotebook> {
  const { report, files = {}, rooms = {} } = await runApart(
    { notebook: file, want: "files", set: {} },
    trust,
  );
  const path = await Deno.realPath(file);
  const folder = path.replace(/[^/\\]*$/, "");
  const bundler = new Bundler(folder);
  const name = path.slice(folder.length).replace(/\.ts$/, "");
  const html = await exportHtml({
    title: describeSource(await Deno.readTextFile(path), name).title,
    style: pageStyle,
    theme: await (await pageFile("theme.js")).text(),
    page: textOf(await bundler.page(path, "embedded")),
    worker: textOf(await bundler.worker()),
    files,
    rooms,
  });
  return { html, ...report };
}

function textOf(bundle: Bundle): string {
  if (bundle.status === "done") return bundle.text;
  throw new Error(`Cannot export the notebook: ${bundle.message}`);
}

/** See {@linkcode Command}. */
export const exportCommand: Command = {
  name: "export",
  summary: "Writes a notebook as one HTML file that is live without a server",
  words: "<notebook.ts>",
  options: {
    out: {
      value: "file",
      words: "what to write; default out/<notebook>.live.html",
    },
    ...trustOptions,
  },
  examples: ["export first.ts", "export first.ts --out first.html"],
  run: writeExport,
};

async function writeExport(given: Arguments): Promise<boolean> {
  const { words, options } = given;
  const { notebook, name } = oneNotebook("export", words);
  const out = options.get("out")?.at(-1) ?? `out/${name}.live.html`;
  const { html, ...report } = await exportNotebook(
    notebook,
    readTrust(given),
  );
  await writeWhole(out, html);
  if (!report.ok) { for (const line of reportLines(report)) say(line); }
  say(`${out}: ${(new Blob([html]).size / 1e6).toFixed(2)} MB`);
  return report.ok;
}
