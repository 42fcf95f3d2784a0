import type { Cell } from "../../cell/mod.ts";
import { escapeHtml, type InputView } from "../../notebook/mod.ts";
import { controlHtml } from "../controls/control_html.ts";
import { controlKit } from "../controls/control_kit.ts";
import { handleKit } from "../controls/handle_kit.ts";
import { inlineScript } from "../bundle/inline.ts";
import { controlStyle } from "../style/output_style.ts";
import { joinKernel, type KernelAddress } from "./client.ts";
import type { MimeBundle } from "./kernel.ts";

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
    `<style>${controlStyle}</style>`,
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
    `(${joinKernel})(${address}, (${controlKit})((${handleKit})()));`,
  );
  return `<script>${source}</script>`;
}
