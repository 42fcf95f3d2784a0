/**
 * Runs a notebook and writes it as one HTML file:
 * `deno task render notebooks/x.ts --out out/x.html --set "student width=8"`.
 *
 * @module
 */
import { pathToFileURL } from "node:url";
import { oneNotebook, runCommand } from "./run_command.ts";
import type { InputTexts } from "../headless/run_notebook.ts";
import { reportLines } from "../headless/report.ts";
import { renderNotebook } from "../static/render_notebook.ts";
import { readArguments, say, writeWhole } from "./terminal.ts";

/** Does what the command line says; answers whether all cells were done. */
export async function render(line: readonly string[]): Promise<boolean> {
  const { words, options } = readArguments(line, ["out", "set"]);
  const { notebook, name } = oneNotebook("render", words);
  const out = options.get("out")?.at(-1) ?? `out/${name}.html`;
  const { html, ...report } = await renderNotebook(pathToFileURL(notebook), {
    set: readInputs(options.get("set") ?? []),
  });
  await writeWhole(out, html);
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

if (import.meta.main) await runCommand(() => render(Deno.args));
