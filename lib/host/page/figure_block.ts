import type { Cell } from "../../cell/mod.ts";
import type { Figure } from "../../figure/mod.ts";
import {
  anchorOf,
  figureOf,
  findRunning,
  formatElapsed,
  wasStopped,
} from "./cells.ts";
import { create, setText } from "./dom.ts";
import type { Block, Place } from "./part.ts";
import { drawProblem, drawWaiting } from "./problem.ts";
import { saveButtons } from "./save.ts";

/** Height kept for a picture that has not come yet. */
const expectedHeight = 240;
const headingHeight = 34;

/** Drawing what is still being computed takes this share of the time at most. */
const drawingShare = 0.25;

/**
 * A computed cell in the main column: its picture, if it makes one, and what
 * went wrong. The element tells tests and scripts
 *
 * - `data-identity`: which cell it is,
 * - `data-status`: where the cell stands (waiting, running, done, failed, blocked),
 * - `data-draws`: how many pictures it has shown; a redraw at another width
 *   counts as well.
 */
export class FigureBlock implements Block {
  readonly element: HTMLElement;
  readonly #cell: Cell<unknown>;
  readonly #leaf: boolean;
  readonly #title = create("h3");
  readonly #time = create("span", { class: "time" });
  readonly #bar = create("div", { class: "bar" });
  readonly #picture = create("div", { class: "picture" });
  readonly #note = create("div", { class: "note" });
  #figure: Figure | undefined;
  #drawn: { figure: Figure; width: number } | undefined;
  #width = 0;
  #draws = 0;
  /** When a picture of a running computation may be drawn again, in ms. */
  #nextDraw = 0;
  #noted: unknown;
  #drawError: Error | undefined;

  /** `leaf`: no other cell uses it, so it will most likely be a picture. */
  constructor(cell: Cell<unknown>, leaf: boolean) {
    this.#cell = cell;
    this.#leaf = leaf;
    const cancel = create(
      "button",
      { type: "button", class: "cancel", "aria-label": "Stop", title: "Stop" },
      "×",
    );
    cancel.addEventListener("click", () => findRunning(cell)?.cancel());
    this.element = create(
      "section",
      {
        class: "block figure",
        id: anchorOf(cell),
        "data-identity": cell.identity ?? "",
      },
      create("div", { class: "progress", "aria-hidden": "true" }, this.#bar),
      create(
        "header",
        {},
        this.#title,
        create("span", { class: "pace" }, this.#time, cancel),
        saveButtons(() => this.#figure),
      ),
      this.#note,
      this.#picture,
    );
    new ResizeObserver(([{ contentRect }]) => {
      this.#width = Math.floor(contentRect.width);
      this.#draw();
    }).observe(this.#picture);
  }

  get place(): Place {
    if (this.#figure) return this.#figure.span === "full" ? "row" : "half";
    return this.#awaited ? "half" : "aside";
  }

  get #awaited(): boolean {
    return this.#leaf && this.#cell.value === undefined;
  }

  height(width: number): number {
    if (this.#figure) return headingHeight + this.#figure.height(width);
    return this.#awaited ? headingHeight + expectedHeight : 0;
  }

  update(): void {
    const cell = this.#cell;
    const { status, error, blame } = cell;
    const running = findRunning(cell);
    this.#figure = figureOf(cell);
    this.element.hidden = !this.#figure && !this.#awaited && !error;
    const { dataset } = this.element;
    dataset.status = status;
    dataset.picture = String(this.#figure !== undefined);
    dataset.busy = String(running !== undefined);
    if (running) {
      const { done } = running.progress ?? {};
      dataset.progress = done === undefined ? "unknown" : "known";
      this.#bar.style.transform = done === undefined ? "" : `scaleX(${done})`;
      setText(this.#time, formatElapsed(running));
    }
    setText(this.#title, this.#figure?.title ?? cell.title);
    this.#draw();
    const problem = error ?? this.#drawError;
    const noted = problem ?? blame;
    if (noted === this.#noted) return;
    this.#noted = noted;
    this.#note.replaceChildren(
      ...problem ? [drawProblem(cell, problem)] : [],
      ...blame ? [drawWaiting(blame)] : [],
    );
    dataset.stopped = String(wasStopped(cell));
  }

  /** The new picture takes the old one's place at once; nothing moves. */
  #draw(): void {
    const figure = this.#figure;
    if (!figure || !this.element.isConnected) return;
    const width = this.#width || this.#picture.clientWidth;
    if (width === 0) return;
    if (this.#drawn?.figure === figure && this.#drawn.width === width) return;
    const began = performance.now();
    if (findRunning(this.#cell) && began < this.#nextDraw) return;
    this.#drawn = { figure, width };
    try {
      const svg = figure.draw({ document, width });
      const held = this.#picture.contains(document.activeElement);
      this.#picture.style.minHeight = `${figure.height(width)}px`;
      this.#picture.replaceChildren(svg);
      const area = bindPick(svg, figure);
      if (held) area?.focus({ preventScroll: true });
      this.element.dataset.draws = String(++this.#draws);
      this.#drawError = undefined;
    } catch (error) {
      this.#drawError = error as Error;
    }
    const cost = performance.now() - began;
    this.#nextDraw = began + cost / drawingShare;
  }
}

/** Makes the part of a picture that sets an input one of the controls. */
function bindPick(svg: SVGElement, { pick }: Figure): SVGElement | null {
  const area = svg.querySelector<SVGElement>("[data-pick]");
  if (area && pick) {
    area.dataset.control = "pick";
    area.dataset.cell = anchorOf(pick.target as Cell<unknown>);
  }
  return area;
}
