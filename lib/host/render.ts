/**
 * Runs a notebook and writes it as one HTML file:
 * `deno task render notebooks/x.ts --out out/x.html --set "student width=8"`.
 *
 * @module
 */
import { pathToFileURL } from "node:url";
import { closeWorkers } from "../job/mod.ts";
import { type InputTexts, prepareHeadless } from "./headless.ts";
import { reportLines } from "./report.ts";
import { renderNotebook } from "./static.ts";
import { giveUp, readArguments, say, writeWhole } from "./terminal.ts";

/** Does what the command line says; answers whether all cells were done. */
export async function render(line: readonly string[]): Promise<boolean> {
  const { words, options } = readArguments(line, ["out", "set"]);
  const [notebook] = words;
  if (words.length !== 1) {
    throw new SyntaxError(
      `Cannot render ${words.length} notebooks: expected one, as in "deno task render notebooks/teacher_student.ts"`,
    );
  }
  const name = notebook.replace(/^.*\//, "").replace(/\.ts$/, "");
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

if (import.meta.main) {
  prepareHeadless();
  try {
    const ok = await render(Deno.args);
    closeWorkers();
    if (!ok) giveUp("Cannot finish the notebook: see ✗ above");
  } catch (error) {
    giveUp((error as Error).message);
  }
}
