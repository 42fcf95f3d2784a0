import { formatNumber } from "../format.ts";
import { nearest } from "../read/readings.ts";
import { element } from "../svg.ts";
import { drawBox } from "./box.ts";
import type {
  Element,
  HTMLCanvasElement,
  HTMLElement,
  KeyboardEvent,
  PointerEvent,
  SVGElement,
  SVGSVGElement,
} from "./live_types.ts";
import type { Painter } from "./painter.ts";
import {
  drawLines,
  drawMesh,
  placeHandle,
  pointSeen,
  type Scene,
} from "./scene.ts";
import { type Projection, projectionOf, turned, type View } from "./view.ts";

/** Degrees by which a key turns; a pixel of a drag turns by half of one. */
const KEY_STEP = 5;
const DRAG_STEP = 0.5;

const stages = new WeakMap<Element, Stage>();

/** The stage that an element holds, if a surface was shown in it before. */
export function stageOf(container: Element | undefined): Stage | undefined {
  return container && stages.get(container);
}

/** Makes the picture of a scene turn, in the element that it stands in. */
export function enter(svg: SVGSVGElement, scene: Scene): void {
  const container = svg.parentElement!;
  const stage = stages.get(container) ?? new Stage(container, scene.last.view);
  stages.set(container, stage);
  stage.show(svg, scene);
}

/**
 * Where surfaces are shown one after the other and keep the view that somebody
 * has turned them to. Its lines, words and handle are the picture's; the surface
 * is painted on a canvas behind them, once three is there to do it.
 */
class Stage {
  readonly #container: HTMLElement;
  readonly #canvas: HTMLCanvasElement;
  #view: View;
  #painter: Painter | undefined;
  #scene: Scene | undefined;
  #svg: SVGSVGElement | undefined;

  constructor(container: HTMLElement, view: View) {
    this.#container = container;
    this.#view = view;
    this.#canvas = container.ownerDocument.createElement("canvas");
    this.#canvas.setAttribute("aria-hidden", "true");
    this.#canvas.style.cssText = "position: absolute; left: 0; top: 0";
    container.style.position = "relative";
    this.#load();
  }

  get view(): View {
    return this.#view;
  }

  /** Whether it paints: pictures then need not. */
  get paints(): boolean {
    return this.#painter !== undefined;
  }

  show(svg: SVGSVGElement, scene: Scene): void {
    this.#svg = svg;
    this.#scene = scene;
    scene.last.view = this.#view;
    svg.style.position = "relative";
    this.#container.prepend(this.#canvas);
    svg.prepend(this.#ground());
    svg.querySelector("[data-handle]")?.addEventListener(
      "thalweg-value",
      () => this.#placeHandle(),
    );
    this.#painter?.load(scene.relief);
    this.#paint();
  }

  /** Of a browser without WebGL the picture itself is drawn anew. */
  async #load(): Promise<void> {
    try {
      const { makePainter } = await import("./painter.ts");
      this.#painter = makePainter(this.#canvas);
    } catch {
      return;
    }
    this.#svg?.querySelector("[data-mesh]")?.remove();
    if (this.#scene) this.#painter.load(this.#scene.relief);
    this.#paint();
  }

  get #projection(): Projection {
    return projectionOf(this.#view, this.#scene!.size);
  }

  #turn(around: number, upward: number): void {
    this.#view = turned(this.#view, around, upward);
    const svg = this.#svg!;
    const scene = this.#scene!;
    scene.last.view = this.#view;
    const projection = this.#projection;
    const { ownerDocument: document } = svg;
    const put = (name: string, part: SVGElement) => {
      part.setAttribute("aria-hidden", "true");
      svg.querySelector(`[data-${name}]`)?.replaceWith(part);
    };
    const { relief, names, value } = scene;
    put("box", drawBox(document, relief, projection, names, value));
    put("lines", drawLines(document, scene, projection));
    if (!this.#painter) put("mesh", drawMesh(document, scene, projection));
    svg.querySelector("[data-seen]")?.remove();
    this.#placeHandle();
    this.#describe();
    this.#paint();
  }

  #paint(): void {
    if (!this.#painter || !this.#svg) return;
    const [width, height] = ["width", "height"]
      .map((name) => Number(this.#svg!.getAttribute(name)));
    // the picture may be narrower than it was drawn
    this.#canvas.style.width = `min(100%, ${width}px)`;
    this.#canvas.style.aspectRatio = `${width} / ${height}`;
    this.#painter.paint(this.#projection, { width, height });
  }

  #placeHandle(): void {
    const handle = this.#svg!.querySelector("[data-handle]");
    if (!handle) return;
    const [x, y] = handle.getAttribute("data-value")!.split(" ").map(Number);
    const place = placeHandle(this.#scene!, this.#projection, [x, y]);
    handle.setAttribute("transform", place);
  }

  /** What is taken hold of to turn the surface, by pointer and by keys. */
  #ground(): SVGElement {
    const svg = this.#svg!;
    const [width, height] = ["width", "height"]
      .map((name) => Number(svg.getAttribute(name)));
    const ground = element(svg.ownerDocument, "rect", {
      "data-turn": "",
      width,
      height,
      fill: "transparent",
      tabindex: "0",
      role: "slider",
      "aria-label": "Turn the surface",
      "aria-valuemin": "-180",
      "aria-valuemax": "180",
      style: "cursor: grab",
    });
    svg.style.touchAction = "pan-y";
    svg.addEventListener(
      "pointerdown",
      (event: PointerEvent) => this.#take(event),
    );
    svg.addEventListener(
      "pointermove",
      (event: PointerEvent) => this.#read(event),
    );
    svg.addEventListener("pointerleave", () => this.#forget());
    ground.addEventListener("keydown", (event: KeyboardEvent) => {
      const ways: Record<string, readonly [number, number]> = {
        ArrowLeft: [-KEY_STEP, 0],
        ArrowRight: [KEY_STEP, 0],
        ArrowUp: [0, KEY_STEP],
        ArrowDown: [0, -KEY_STEP],
      };
      const way = ways[event.key];
      if (!way) return;
      event.preventDefault();
      this.#turn(...way);
    });
    this.#describe(ground);
    return ground;
  }

  #describe(ground = this.#svg?.querySelector("[data-turn]")): void {
    const { azimuth, elevation } = this.#view;
    ground?.setAttribute("aria-valuenow", String(Math.round(azimuth)));
    ground?.setAttribute(
      "aria-valuetext",
      `${Math.round(azimuth)}° around, ${Math.round(elevation)}° above`,
    );
  }

  /** The value of the surface that is seen under a pointer. */
  #read(event: PointerEvent): void {
    if (event.buttons !== 0) return;
    this.#forget();
    const found = this.#pointAt(event);
    if (!found) return;
    const { relief, size, names, value } = this.#scene!;
    const [x, y] = found;
    const { grid: { xs, ys, losses } } = relief;
    const i = nearest(xs, x);
    const j = nearest(ys, y);
    const loss = losses[j * xs.length + i];
    const [left, top] = this.#projection.place(relief.lift(xs[i], ys[j]));
    const { ownerDocument: document } = this.#svg!;
    this.#svg!.append(
      element(document, "g", {
        "data-seen": "",
        "pointer-events": "none",
        "aria-hidden": "true",
      }, [
        element(document, "circle", {
          cx: left,
          cy: top,
          r: 3.5,
          fill: "white",
          stroke: "black",
        }),
        element(document, "text", {
          x: size.width - 4,
          y: size.top + size.height - 4,
          "text-anchor": "end",
        }, [
          `${names[0]} ${formatNumber(xs[i])}, ${names[1]} ${
            formatNumber(ys[j])
          }: ${value} ${loss}`,
        ]),
      ]),
    );
  }

  #forget(): void {
    this.#svg?.querySelector("[data-seen]")?.remove();
  }

  #take(down: PointerEvent): void {
    const handle = (down.target as Element).closest("[data-handle]");
    if (handle) down.stopPropagation(); // it is moved over the surface
    down.preventDefault();
    const part = handle ?? this.#svg!.querySelector("[data-turn]");
    (part as SVGElement).focus({ preventScroll: true });
    this.#forget();
    let last = down;
    const listening = new AbortController();
    const { signal } = listening;
    addEventListener("pointermove", (moved) => {
      const event = moved as PointerEvent;
      if (handle) this.#move(event);
      else {
        this.#turn(
          DRAG_STEP * (event.clientX - last.clientX),
          DRAG_STEP * (event.clientY - last.clientY),
        );
      }
      last = event;
    }, { signal });
    for (const end of ["pointerup", "pointercancel"]) {
      addEventListener(end, () => listening.abort(), { signal });
    }
  }

  /** Moves the handle to where the surface is under the pointer. */
  #move(event: PointerEvent): void {
    const detail = this.#pointAt(event);
    if (!detail) return;
    this.#svg!.querySelector("[data-handle]")!.dispatchEvent(
      new CustomEvent("thalweg-move", { bubbles: true, detail }),
    );
  }

  #pointAt({ clientX, clientY }: PointerEvent) {
    const { left, top, width } = this.#svg!.getBoundingClientRect();
    const scale = Number(this.#svg!.getAttribute("width")) / width;
    return pointSeen(
      this.#scene!.relief,
      this.#projection,
      (clientX - left) * scale,
      (clientY - top) * scale,
    );
  }
}
