import type { Cell } from "../../cell/mod.ts";
import type { InputView } from "../../notebook/mod.ts";
import type { MenuRoom } from "../room.ts";
import { controlHtml, sliderAttributes } from "../controls/control_html.ts";
import type { ControlKit } from "../controls/control_kit.ts";
import { anchorOf, wasStopped } from "../cells.ts";
import type { PageContext } from "./context.ts";
import { create, setText } from "./dom.ts";
import type { Block } from "./part.ts";
import { Settling } from "./settling.ts";

/** An input: in the side column, or in layouts, there as often as they say. */
export class ControlPart implements Block {
  readonly element: HTMLElement;
  readonly place = "row";
  readonly #cell: Cell<unknown>;
  readonly #sync: ControlKit["sync"];
  readonly #control = create("div");
  /** What it will offer, as far as that is known. */
  readonly #menu: MenuRoom | undefined;
  readonly #settling: Settling;
  #settings = "";

  /** Only one view of an input is where links to it lead. */
  constructor(
    cell: Cell<unknown>,
    { controls, code, menuOf }: PageContext,
    isAnchor: boolean,
  ) {
    this.#cell = cell;
    this.#sync = controls.sync;
    this.#menu = menuOf(cell);
    this.#settling = new Settling(
      cell,
      this.#menu !== undefined || cell.inputs.length === 0,
    );
    this.element = create(
      "div",
      {
        class: "control-part",
        ...(isAnchor ? { id: anchorOf(cell) } : {}),
        "data-identity": cell.identity ?? "",
      },
      this.#control,
      ...code.button(cell),
    );
    this.update();
  }

  get settled(): boolean {
    return this.#settling.settled;
  }

  height(): number {
    return 32;
  }

  update(): void {
    const { status, error } = this.#cell;
    const view = this.#view;
    const settings = JSON.stringify(view.settings());
    if (settings !== this.#settings) {
      // At first, and when the options of a menu are others.
      this.#settings = settings;
      this.#draw(view);
    } else this.#sync(this.element, view.currentText());
    this.element.dataset.status = status;
    const problem = this.element.querySelector(".thalweg-problem")!;
    const message = error && !wasStopped(this.#cell) ? error.message : "";
    setText(problem, message);
    for (const input of this.element.querySelectorAll("input, select")) {
      input.setAttribute("aria-invalid", String(message !== ""));
    }
    const file = this.element.querySelector(".thalweg-file");
    if (file) setText(file, view.currentText());
  }

  /** Of a menu that is not there yet what it offered before: nothing moves. */
  get #view(): InputView {
    const { value, error, view } = this.#cell;
    const menu = value === undefined && !error ? this.#menu : undefined;
    this.#control.inert = menu !== undefined;
    const input = view as InputView;
    const settings = input.settings();
    if (!menu || !("options" in settings)) return input;
    return {
      ...input,
      settings: () => ({ ...settings, options: menu.options }),
      currentText: () => menu.text,
    };
  }

  /** The end of a slider moves while somebody may be holding it. */
  #draw(view: InputView): void {
    const settings = view.settings();
    const slider = this.element.querySelector("[data-control=scrubber]");
    const isNamed = slider?.querySelector("output") !== null;
    const isSame = settings.control === "scrubber" &&
      isNamed === (settings.names !== undefined);
    if (!slider || !isSame) {
      this.#control.innerHTML = controlHtml(anchorOf(this.#cell), view);
      return;
    }
    const attributes = sliderAttributes(settings);
    for (const field of slider.querySelectorAll("input")) {
      const { min, max } = field.type === "range" ? attributes : settings;
      field.min = String(min);
      field.max = String(max);
    }
    const range = slider.querySelector("input[type=range]")!;
    for (const name of ["data-stops", "data-names"]) {
      const list = attributes[name];
      if (list !== undefined) range.setAttribute(name, list);
    }
    this.#sync(slider, view.currentText());
  }
}
