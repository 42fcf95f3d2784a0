import { element } from "../svg.ts";
import {
  type Element,
  type HTMLCanvasElement,
  type HTMLElement,
  type ImageData,
  page,
  type SVGElement,
  type SVGSVGElement,
} from "../surface/live_types.ts";
import { drawAxes } from "./axes.ts";
import { KINDS, type Runs } from "./columns.ts";
import { type DotImage, dotImage, paintDots, radiusOf } from "./dots.ts";
import type { Explored } from "./explored.ts";
import { bindGestures } from "./gestures.ts";
import { kindParts } from "./kinds.ts";
import { headWords, type Moment } from "./moment.ts";
import { dotsOf, drawChosen } from "./picture.ts";
import { drawReading } from "./reading.ts";
import { EVERYTHING, type Range, select, type Selection } from "./selection.ts";
import { drawBrush, stripParts } from "./strips.ts";
import { grownDomain } from "./view.ts";

const stages = new WeakMap<Element, Stage>();

/** The stage that an element holds, if runs were looked at in it before. */
export function stageOf(container: Element | undefined): Stage | undefined {
  return container && stages.get(container);
}

/** Makes a picture of runs one to look through, in the element it stands in. */
export function enter(
  svg: SVGSVGElement,
  atRest: Moment,
  chosen: number | undefined,
): void {
  const container = svg.parentElement!;
  const stage = stages.get(container) ?? new Stage(container);
  stages.set(container, stage);
  stage.show(svg, atRest, chosen);
}

/**
 * Where pictures of more and more runs follow each other, and keep what somebody
 * has selected and where they look. Dots are painted on a canvas behind the
 * picture; all that changes is drawn in the next frame, once.
 */
export class Stage implements Explored {
  readonly #container: HTMLElement;
  readonly #canvas: HTMLCanvasElement;
  /** Ends of the columns, and what is seen of those that are axes. */
  readonly #domains = new Map<string, Range>();
  readonly #windows = new Map<string, Range>();
  #selection = EVERYTHING;
  #runs: Runs | undefined;
  #moment: Moment | undefined;
  #chosen: number | undefined;
  #svg: SVGSVGElement | undefined;
  #image: DotImage | undefined;
  /** The same as the canvas takes it. */
  #data: ImageData | undefined;
  /** Whether the next frame is asked for. */
  #isAsked = false;
  /** How many frames were painted, and what the last one took, in ms. */
  painted: { frames: number; milliseconds: number } = {
    frames: 0,
    milliseconds: 0,
  };

  constructor(container: HTMLElement) {
    this.#container = container;
    this.#canvas = container.ownerDocument.createElement("canvas");
    this.#canvas.setAttribute("aria-hidden", "true");
    this.#canvas.style.cssText =
      "position: absolute; left: 0; top: 0; pointer-events: none";
    container.style.position = "relative";
  }

  /** What is to be seen of runs, in place of all of them. */
  moment(atRest: Moment): Moment {
    const { runs, xName, yName } = atRest;
    // of fewer runs than before it is another sweep
    if (runs.rows.length < (this.#runs?.rows.length ?? 0)) {
      this.#selection = EVERYTHING;
      this.#domains.clear();
      this.#windows.clear();
    }
    this.#runs = runs;
    const domain = (name: string): Range => {
      const grown = grownDomain(this.#domains.get(name), runs.column(name));
      this.#domains.set(name, grown);
      return grown;
    };
    return {
      ...atRest,
      x: this.#windows.get(xName) ?? domain(xName),
      y: this.#windows.get(yName) ?? domain(yName),
      domain,
      selection: this.#selection,
      selected: select(runs, this.#selection),
    };
  }

  show(
    svg: SVGSVGElement,
    atRest: Moment,
    chosen: number | undefined,
  ): void {
    this.#svg = svg;
    this.#moment = this.moment(atRest);
    this.#chosen = chosen;
    svg.style.position = "relative";
    this.#container.prepend(this.#canvas);
    bindGestures(this);
    this.#paint();
  }

  get now(): Moment {
    return this.#moment!;
  }

  get svg(): SVGSVGElement {
    return this.#svg!;
  }

  select(selection: Selection): void {
    this.#selection = selection;
    const { runs } = this.now;
    this.#change({ selection, selected: select(runs, selection) });
  }

  look(x: Range | undefined, y: Range | undefined): void {
    const { xName, yName, domain } = this.now;
    for (const [name, window] of [[xName, x], [yName, y]] as const) {
      if (window) this.#windows.set(name, window);
      else this.#windows.delete(name);
    }
    this.#change({ x: x ?? domain(xName), y: y ?? domain(yName) });
  }

  read(at: number | undefined): string {
    this.#svg!.querySelector("[data-seen]")?.remove();
    if (at === undefined) return "";
    const { ownerDocument: document } = this.#svg!;
    const { words, part } = drawReading(document, this.now, at);
    if (part) this.#svg!.append(part);
    return words;
  }

  choose(at: number): void {
    const choices = this.#svg!.querySelector("[data-choose]");
    if (!choices) return;
    const { index } = this.now.runs.rows[at];
    const { ownerDocument: document } = this.#svg!;
    const mark = element(document, "g", { "data-choice": index });
    choices.append(mark);
    mark.dispatchEvent(new Event("click", { bubbles: true }));
    mark.remove();
  }

  /** Draws in the next frame, once however much changes before. */
  #change(change: Partial<Moment>): void {
    const before = this.now;
    this.#moment = { ...before, ...change };
    if (this.#isAsked) return;
    this.#isAsked = true;
    page.requestAnimationFrame(() => {
      this.#isAsked = false;
      const began = performance.now();
      this.#redraw(before);
      this.#paint();
      this.painted.frames++;
      this.painted.milliseconds = performance.now() - began;
    });
  }

  /** All parts of the picture but its dots. */
  #redraw(before: Moment): void {
    const svg = this.#svg!;
    const { ownerDocument: document } = svg;
    const moment = this.now;
    const put = (name: string, part: SVGElement) => {
      part.setAttribute("aria-hidden", "true");
      svg.querySelector(`[data-${name}]`)?.replaceWith(part);
    };
    this.read(undefined);
    put("brush", drawBrush(document, moment));
    const choices = svg.querySelector("[data-choose]");
    if (choices && this.#chosen !== undefined) {
      choices.replaceChildren(
        ...drawChosen(document, moment, this.#chosen).childNodes,
      );
    }
    if (before.x !== moment.x || before.y !== moment.y) {
      put("axes", drawAxes(document, moment));
    }
    if (before.selected === moment.selected) return;
    svg.querySelector("[data-head]")!.textContent = headWords(moment);
    KINDS.forEach((_, kind) =>
      svg.querySelector(`[data-kind="${kind}"]`)!
        .replaceChildren(...kindParts(document, moment, kind))
    );
    const strips = [...svg.querySelectorAll("[data-strip]")];
    moment.plan.strips.forEach((strip, i) =>
      strips[i].replaceChildren(...stripParts(document, moment, strip))
    );
  }

  #paint(): void {
    const { box, width, height } = this.now.plan;
    const ratio = page.devicePixelRatio ?? 1;
    const canvas = this.#canvas;
    const [across, down] = [width, height].map((side) =>
      Math.round(side * ratio)
    );
    if (canvas.width !== across || canvas.height !== down) {
      Object.assign(canvas, { width: across, height: down });
      // the picture may be narrower than it was drawn
      canvas.style.width = `min(100%, ${width}px)`;
      canvas.style.aspectRatio = `${width} / ${height}`;
    }
    const radius = ratio * radiusOf(this.now.runs.rows.length);
    const size = dotImage(ratio * box.width, ratio * box.height, radius);
    if (
      this.#image?.width !== size.width || this.#image.height !== size.height ||
      this.#image.margin !== size.margin
    ) {
      this.#image = size;
      this.#data = undefined;
    }
    const image = this.#image!;
    paintDots(image, dotsOf(this.now), radius);
    const context = canvas.getContext("2d")!;
    const data: ImageData = this.#data ??
      context.createImageData(image.width, image.height);
    this.#data = data;
    data.data.set(new Uint8ClampedArray(image.pixels.buffer));
    context.clearRect(0, 0, across, down);
    context.putImageData(
      data,
      Math.round(ratio * box.left) - image.margin,
      Math.round(ratio * box.top) - image.margin,
    );
  }
}
