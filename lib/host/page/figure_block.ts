import type { Cell } from "../../cell/mod.ts";
import { drawnFigure, type Figure } from "../../figure/mod.ts";
import { againButtons, PowerButton } from "./actions.ts";
import {
  anchorOf,
  drawnBy,
  figureOf,
  findRunning,
  formatPace,
  isPicture,
  spanOf,
  stoppedBefore,
  wasStopped,
} from "../cells.ts";
import { heightAt, type Room } from "../room.ts";
import { drawSteadily } from "../steady_axes.ts";
import type { ControlKit } from "../controls/control_kit.ts";
import type { CodePart } from "./code/code_part.ts";
import type { PageContext } from "./context.ts";
import { create, setText } from "./dom.ts";
import {
  bindControls,
  type FigureControl,
  keepFocus,
  nameDrawn,
} from "./figure_controls.ts";
import { menu } from "./menu.ts";
import { Notes } from "./notes.ts";
import type { Block, Place } from "./part.ts";
import { saveButtons } from "./save.ts";
import { Settling } from "./settling.ts";
import { showValue } from "./value_part.ts";

/** Height kept for a picture of which nothing is known yet. */
const expectedHeight = 240;
const headingHeight = 34;

/** In a narrower place a picture is drawn at this width, and shrinks. */
const leastWidth = 160;

/** Drawing what is still being computed takes this share of the time at most. */
const drawingShare = 0.25;

/**
 * A computed cell in the main column: its picture, if it makes one; its value to
 * look into, if it is the end of a line of cells; and what went wrong. The
 * element tells tests and scripts
 *
 * - `data-identity`: which cell it is,
 * - `data-status`: where the cell stands, see CellStatus,
 * - `data-draws`: how many pictures it has shown; a redraw at another width
 *   counts as well.
 */
export class FigureBlock implements Block {
  readonly element: HTMLElement;
  readonly #cell: Cell<unknown>;
  readonly #leaf: boolean;
  /** What it will take, as far as that is known. */
  readonly #room: Room | null | undefined;
  readonly #settling: Settling;
  readonly #title = create("h3");
  readonly #time = create("span", { class: "time" });
  readonly #bar = create("div", { class: "bar" });
  /** Says that the picture is of a run that was stopped. */
  readonly #halted = create("span", { class: "halted" });
  /** The stop that it speaks of. */
  #told: Error | undefined;
  readonly #picture = create("div", { class: "picture" });
  readonly #value = create("div", { class: "value" });
  readonly #notes: Notes;
  readonly #power: PowerButton;
  readonly #controls: ControlKit;
  readonly #code: CodePart | undefined;
  #parts: readonly FigureControl[] = [];
  #figure: Figure | undefined;
  /** A picture of the notebook's own, which is drawn already. */
  #node: Node | undefined;
  #drawn: { figure: Figure; width: number } | undefined;
  #width = 0;
  #draws = 0;
  /** When a picture of a running computation may be drawn again, in ms. */
  #nextDraw = 0;
  #shown: unknown;
  #drawError: Error | undefined;

  /** `leaf`: no other cell uses it, so it will most likely be a picture. */
  constructor(
    cell: Cell<unknown>,
    { sight, controls, code, roomOf }: PageContext,
    leaf: boolean,
  ) {
    this.#cell = cell;
    this.#controls = controls;
    this.#leaf = leaf;
    this.#room = roomOf(cell);
    // what others use is seldom a picture, and may take long
    this.#settling = new Settling(cell, this.#room !== undefined || !leaf);
    this.#notes = new Notes(cell);
    this.#power = new PowerButton(cell);
    this.#code = code.claim(cell);
    const cancel = create(
      "button",
      { type: "button", class: "cancel", "aria-label": "Stop", title: "Stop" },
      "×",
    );
    cancel.addEventListener("click", () => cell.cancel());
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
        this.#halted,
        create(
          "span",
          { class: "actions" },
          ...code.button(cell),
          menu("Save or disable", [
            ...saveButtons(() => this.#saved),
            this.#power.element,
          ]),
        ),
      ),
      this.#notes.element,
      this.#picture,
      this.#value,
      ...this.#code ? [this.#code.element] : [],
    );
    sight.follow(this.element, cell);
    new ResizeObserver(([{ contentRect }]) => {
      this.#width = Math.floor(contentRect.width);
      this.#draw();
    }).observe(this.#picture);
  }

  get settled(): boolean {
    return this.#settling.settled;
  }

  get place(): Place {
    // of the cell as it is now: it is asked before anything is drawn
    const node = drawnBy(this.#cell);
    const span = figureOf(this.#cell)?.span ?? (node && spanOf(node));
    if (span) return span === "full" ? "row" : "half";
    if (!this.#awaited) return "aside";
    return this.#room?.span === "full" ? "row" : "half";
  }

  /** What can be saved: also a picture that the cell has drawn by itself. */
  get #saved(): Figure | undefined {
    const node = this.#node;
    return this.#figure ??
      (node instanceof SVGSVGElement
        ? drawnFigure(this.#cell.title, node)
        : undefined);
  }

  get #awaited(): boolean {
    const { value, fresh } = this.#cell;
    const pictured = this.#room === undefined ? this.#leaf : this.#room;
    return !!pictured && value === undefined && !fresh;
  }

  /** Whether what it ends in is not there yet: only what is in sight runs. */
  get #isToCome(): boolean {
    return this.#leaf && this.#cell.value === undefined && !this.#cell.fresh;
  }

  /** Whether its value is there to be looked into. */
  get #inspected(): boolean {
    return this.#leaf && !isPicture(this.#cell) &&
      this.#cell.value !== undefined;
  }

  height(width: number): number {
    const figure = figureOf(this.#cell);
    if (figure) return headingHeight + figure.height(width);
    if (!this.#awaited && !drawnBy(this.#cell)) return 0;
    return headingHeight +
      (this.#room ? heightAt(this.#room, width) : expectedHeight);
  }

  update(): void {
    const cell = this.#cell;
    const { status, error, value } = cell;
    const running = findRunning(cell);
    this.#figure = figureOf(cell);
    this.#node = drawnBy(cell);
    const inspected = this.#inspected;
    const pictured = isPicture(cell);
    this.element.hidden = !pictured && !this.#awaited && !inspected &&
      !error && !this.#code?.open && !this.#isToCome;
    const { dataset } = this.element;
    dataset.status = status;
    dataset.picture = String(pictured);
    dataset.own = this.#node instanceof SVGSVGElement
      ? "svg"
      : this.#node
      ? "html"
      : "";
    dataset.value = String(inspected);
    dataset.awaited = String(this.#awaited);
    dataset.busy = String(running !== undefined);
    dataset.stopped = String(wasStopped(cell));
    // Of a cell that shows nothing else, what failed takes no room.
    dataset.floating = String(
      error !== undefined && !this.#leaf && !pictured && !this.#code?.open,
    );
    // What waits for a run that was stopped says so, and runs it again.
    if (dataset.floating === "true" && wasStopped(cell)) {
      this.element.hidden = true;
    }
    this.#tellStop(stoppedBefore(cell));
    // One run, one clock: that of a cell before it stands in the list of runs.
    dataset.timed = String(status === "running");
    if (status === "running") {
      const { done } = cell.progress ?? {};
      dataset.progress = done === undefined ? "unknown" : "known";
      this.#bar.style.transform = done === undefined ? "" : `scaleX(${done})`;
      setText(this.#time, formatPace(cell));
    }
    const title = this.#figure?.title ?? cell.title;
    setText(this.#title, title);
    this.#title.title = title;
    this.#draw();
    for (const part of this.#parts) part.sync();
    if (inspected && value !== this.#shown) showValue(this.#value, value);
    this.#shown = value;
    this.#power.update();
    this.#notes.update(this.#drawError);
  }

  #tellStop(stopped: Cell<unknown> | undefined): void {
    this.#halted.hidden = stopped === undefined;
    if (!stopped || stopped.error === this.#told) return;
    this.#told = stopped.error;
    this.#halted.replaceChildren("stopped ", ...againButtons(stopped));
  }

  /** The new picture takes the old one's place at once; nothing moves. */
  #draw(): void {
    if (this.#node) return this.#show(this.#node);
    const figure = this.#figure;
    const awaited = figure ? undefined : this.#awaited && this.#room;
    if (!(figure || awaited) || !this.element.isConnected) return;
    // where nothing was known, the first picture has just told the block's place
    const observed = this.#drawn || this.#room ? this.#width : 0;
    const place = observed || this.#picture.clientWidth;
    if (place === 0) return;
    const width = Math.max(leastWidth, place);
    if (awaited) {
      this.#picture.style.minHeight = `${heightAt(awaited, width)}px`;
    }
    if (!figure) return;
    if (this.#drawn?.figure === figure && this.#drawn.width === width) return;
    const began = performance.now();
    // at another width it cannot wait: it would have another height
    const resized = this.#drawn?.width !== width;
    if (findRunning(this.#cell) && began < this.#nextDraw && !resized) return;
    this.#drawn = { figure, width };
    try {
      const container = this.#picture;
      const svg = drawSteadily(this.#cell, figure, {
        document,
        width,
        container,
      });
      const focused = container.contains(document.activeElement)
        ? document.activeElement!.getAttribute("aria-label")
        : undefined;
      this.#picture.style.minHeight = `${figure.height(width)}px`;
      this.#picture.replaceChildren(svg);
      figure.enliven?.(svg);
      this.#parts = bindControls(svg, figure, this.#controls);
      if (focused !== undefined) keepFocus(svg, focused);
      this.element.dataset.draws = String(++this.#draws);
      this.#drawError = undefined;
    } catch (error) {
      this.#drawError = error as Error;
    }
    const cost = performance.now() - began;
    this.#nextDraw = began + cost / drawingShare;
  }

  /** Shows what a cell has drawn: the thing itself, so that it stays alive. */
  #show(node: Node): void {
    this.#drawn = undefined;
    this.#parts = [];
    if (this.#picture.contains(node)) return;
    this.#picture.style.minHeight = "";
    this.#picture.replaceChildren(node);
    for (const svg of this.#picture.querySelectorAll("svg:not(svg svg)")) {
      nameDrawn(svg, this.#cell.title);
    }
    this.element.dataset.draws = String(++this.#draws);
    this.#drawError = undefined;
  }
}
