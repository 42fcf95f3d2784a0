import type { CodePart } from "./code/code_part.ts";
import { create } from "./dom.ts";
import type { Editing } from "./edit/editing.ts";
import { isKept } from "./edit/kept.ts";

/** The script that is loaded when somebody edits; see lib/host/page/edit. */
const editor = "/assets/editor.js";

/** Lets the code of cells be edited where it is shown, if a server can save it. */
export function bindEditing(parts: readonly CodePart[]): void {
  const script = document.querySelector<HTMLElement>("script[data-notebook]");
  if (!script) return; // a page of a site
  const { notebook = "" } = script.dataset;
  let editing: Promise<Editing> | undefined;
  const load = () =>
    editing ??= import(editor).then(({ Editing }) =>
      Editing.open(notebook, parts)
    );
  for (const part of parts) {
    part.editable(async () => {
      try {
        (await load()).edit(part);
      } catch (error) {
        editing = undefined;
        const words = (error as Error).message;
        part.element.append(
          create("p", { class: "waits", role: "alert" }, words),
        );
      }
    });
  }
  if (isKept()) load().catch(() => {}); // a click tells why
}
