import type { Cell } from "../../cell/mod.ts";
import { escapeHtml, type InputView } from "../../notebook/mod.ts";
import { controlHtml } from "../controls/control_html.ts";
import { controlKit } from "../controls/control_kit.ts";
import { inlineScript } from "../bundle/inline.ts";
import { joinKernel, type KernelAddress } from "./client.ts";
import type { MimeBundle } from "./kernel.ts";

const style = `
.thalweg { font: 13px/1.5 system-ui, sans-serif; font-variant-numeric: tabular-nums; display: flex; flex-wrap: wrap; align-items: center; gap: 0 10px }
.thalweg-control { display: flex; flex-wrap: wrap; align-items: center; gap: 2px 10px; padding: 1px 0 }
.thalweg-control > label { min-width: 11em }
.thalweg-control > input[type=range] { width: 16em }
.thalweg-control > input[type=number] { width: 6em }
.thalweg-control > input[type=text] { width: 32em; max-width: 100% }
.thalweg-control[data-control=scrubber] > input[type=range] { flex: 1; min-width: 16em }
.thalweg-control input[inputmode=decimal] { width: 6em; text-align: right }
.thalweg-control [data-dice] { display: inline-flex; padding: 3px }
.thalweg-control > fieldset { display: flex; flex-wrap: wrap; gap: 2px 10px; border: 0; margin: 0; padding: 0 }
.thalweg-control legend { float: left; width: 11.8em; font: inherit; border: 0; margin: 0; padding: 0 }
.thalweg .thalweg-problem { width: 100%; margin: 0; color: #b3450f }
.thalweg-problem:empty { display: none }
.thalweg .thalweg-offline { margin: 0; opacity: 0.7; animation: thalweg-wait 2s step-end backwards }
@keyframes thalweg-wait { from { visibility: hidden } }`;

/**
 * What Jupyter shows for an input: its control and the script that connects it
 * to the kernel. Where no script runs or no kernel is, it says the value in
 * words, which outlive a front end that takes controls away, and that nothing
 * moves.
 */
export function frameInput(
  cell: Cell<unknown>,
  key: string,
  kernel: KernelAddress,
): MimeBundle {
  const view = cell.view as InputView;
  const problem = escapeHtml(cell.error?.message ?? "");
  const html = [
    `<style>${style}</style>`,
    `<div class="thalweg" data-thalweg="${kernel.session}">`,
    // The empty line for what is wrong comes last.
    controlHtml(`${kernel.session} ${key}`, view)
      .replace(/(?=<\/p><\/div>$)/, () => problem)
      // JupyterLab takes arrow keys from a slider otherwise.
      .replaceAll(
        /<(?:input|select)\b/g,
        `$& data-lm-suppress-shortcuts="true"`,
      ),
    `<p class="thalweg-offline">${
      escapeHtml(
        [...words(view), "static display: run this cell to change it"].join(
          " · ",
        ),
      )
    }</p>`,
    `</div>`,
    script(kernel),
  ].join("");
  return {
    "text/html": html,
    "text/plain": [view.label, ...words(view)].join(": "),
  };
}

/** What is chosen, if the input is one to choose with. */
function words(view: InputView): readonly string[] {
  const { control } = view.settings();
  const text = view.currentText();
  if (control === "button") return [];
  if (control !== "table") return [text.replaceAll("\n", ", ")];
  const rows: readonly (readonly string[])[] = JSON.parse(text);
  return [rows.map((row) => row.join(", ")).join("; ")];
}

function script(kernel: KernelAddress): string {
  const address = JSON.stringify(kernel);
  const source = inlineScript(
    `(${joinKernel})(${address}, (${controlKit})());`,
  );
  return `<script>${source}</script>`;
}
