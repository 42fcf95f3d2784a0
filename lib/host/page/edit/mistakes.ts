import { type Extension, StateEffect, StateField } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  EditorView,
  WidgetType,
} from "@codemirror/view";

/** A mistake in a text: from where to where, and what it is. */
export interface Mistake {
  readonly from: number;
  readonly to: number;
  readonly message: string;
}

/** Says under its line what is wrong with it. */
class MistakeLine extends WidgetType {
  readonly #message: string;

  constructor(message: string) {
    super();
    this.#message = message;
  }

  override eq(other: MistakeLine): boolean {
    return other.#message === this.#message;
  }

  toDOM(): HTMLElement {
    const element = document.createElement("div");
    element.className = "mistake";
    element.textContent = this.#message;
    return element;
  }
}

const setMistakes = StateEffect.define<readonly Mistake[]>();

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(shown, tr) {
    for (const effect of tr.effects) {
      if (!effect.is(setMistakes)) continue;
      return Decoration.set(
        effect.value.flatMap(({ from, to, message }) => [
          ...to > from
            ? [Decoration.mark({ class: "mistaken" }).range(from, to)]
            : [],
          Decoration.widget({
            widget: new MistakeLine(message),
            block: true,
            side: 1,
          }).range(tr.newDoc.lineAt(from).to),
        ]),
        true,
      );
    }
    return shown.map(tr.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Mistakes stand at their line, and move with it. */
export const mistakes: Extension = field;

/** Shows these mistakes, in the place of others. */
export function showMistakes(
  view: EditorView,
  list: readonly Mistake[],
): void {
  const { length } = view.state.doc;
  const inside = list.map((one) => ({
    ...one,
    from: Math.min(one.from, length),
    to: Math.min(one.to, length),
  }));
  view.dispatch({ effects: setMistakes.of(inside) });
}
