import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from "@codemirror/autocomplete";
import { standardKeymap } from "@codemirror/commands";
import { javascript } from "@codemirror/lang-javascript";
import {
  bracketMatching,
  indentOnInput,
  syntaxHighlighting,
} from "@codemirror/language";
import { Annotation, EditorState } from "@codemirror/state";
import { EditorView, type KeyBinding, keymap } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";
import { create } from "../dom.ts";
import type { Desk, Slot } from "./desk.ts";
import { libraryNames } from "./library_names.ts";
import { type Mistake, mistakes, showMistakes } from "./mistakes.ts";

/** What somebody who edits a cell can do with it. */
export interface CellActions {
  readonly run: () => void;
  readonly step: (way: "undo" | "redo") => void;
  readonly add: () => void;
  readonly move: (by: -1 | 1) => void;
  readonly turn: () => void;
  readonly remove: () => void;
  readonly close: () => void;
}

/** Marks what the text has already. */
const fromText = Annotation.define<boolean>();

/** An editor in the place where the code of a cell is shown. */
export class CellEditor {
  readonly view: EditorView;
  /** The code as it was shown, with all that belongs to it. */
  readonly place: HTMLElement;
  readonly #element: HTMLElement;

  constructor(
    place: HTMLElement,
    slot: Slot,
    desk: Desk,
    actions: CellActions,
  ) {
    this.place = place;
    const state = EditorState.create({
      doc: desk.textOf(slot),
      extensions: [
        keymap.of([
          ...keysOf(actions),
          ...closeBracketsKeymap,
          ...completionKeymap,
          ...standardKeymap,
        ]),
        javascript({ typescript: true }),
        syntaxHighlighting(classHighlighter),
        bracketMatching(),
        closeBrackets(),
        indentOnInput(),
        autocompletion({ icons: false }),
        libraryNames(() => desk.text),
        mistakes,
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({
          "aria-label": `Code, line ${desk.lineAt(slot.span.from)}`,
          spellcheck: "false",
        }),
        EditorView.updateListener.of(({ transactions }) => {
          for (const tr of transactions) {
            if (tr.docChanged && !tr.annotation(fromText)) desk.type(slot, tr);
          }
        }),
      ],
    });
    this.view = new EditorView({ state });
    this.#element = create(
      "div",
      { class: "editor" },
      toolsOf(actions),
      this.view.dom,
    );
    for (const child of place.children) (child as HTMLElement).hidden = true;
    place.append(this.#element);
    place.hidden = false;
  }

  /** Brings it in line with the text; false if nothing was different. */
  show(text: string): boolean {
    const { doc } = this.view.state;
    const shown = doc.toString();
    if (shown === text) return false;
    const most = Math.min(shown.length, text.length);
    let same = 0;
    while (same < most && shown[same] === text[same]) same++;
    let end = 0;
    while (end < most - same && shown.at(-1 - end) === text.at(-1 - end)) end++;
    this.view.dispatch({
      changes: {
        from: same,
        to: shown.length - end,
        insert: text.slice(same, text.length - end),
      },
      annotations: fromText.of(true),
    });
    return true;
  }

  /** Says at their lines what is wrong. */
  mark(list: readonly Mistake[]): void {
    showMistakes(this.view, list);
  }

  /** Puts the cursor somewhere, and the focus there. */
  focus(cursor?: number): void {
    if (cursor !== undefined) {
      const anchor = Math.max(0, Math.min(cursor, this.view.state.doc.length));
      this.view.dispatch({ selection: { anchor }, scrollIntoView: false });
    }
    this.view.focus();
  }

  /** Puts the code back as it is shown, with `text`. */
  close(text: string): void {
    this.view.destroy();
    this.#element.remove();
    const code = this.place.querySelector("pre code");
    if (!code) return this.place.remove(); // it was added
    if (code.textContent !== text) code.textContent = text;
    for (const child of this.place.children) {
      (child as HTMLElement).hidden = false;
    }
  }
}

function keysOf({ run, step }: CellActions): readonly KeyBinding[] {
  const bind = (key: string, act: () => void): KeyBinding => ({
    key,
    run: () => (act(), true),
    // Elsewhere in the page these keys do other things.
    preventDefault: true,
    stopPropagation: true,
  });
  return [
    bind("Shift-Enter", run),
    bind("Mod-Enter", run),
    bind("Mod-s", run),
    bind("Mod-z", () => step("undo")),
    bind("Mod-Shift-z", () => step("redo")),
    bind("Mod-y", () => step("redo")),
  ];
}

function toolsOf(actions: CellActions): HTMLElement {
  const tool = (name: string, title: string, act: () => void) => {
    const button = create("button", { type: "button", title }, name);
    if (name.length === 1) button.ariaLabel = title;
    button.addEventListener("click", act);
    return button;
  };
  return create(
    "div",
    { class: "code-line tools", role: "toolbar", "aria-label": "Edit" },
    tool("Run", "Save and run (Shift+Enter, Ctrl+S)", actions.run),
    tool("Add", "Add a cell below", actions.add),
    tool("↑", "Move up", () => actions.move(-1)),
    tool("↓", "Move down", () => actions.move(1)),
    tool("Prose", "Turn into prose, or back", actions.turn),
    tool("Delete", "Delete the cell", actions.remove),
    tool("Close", "Close the editor", actions.close),
  );
}
