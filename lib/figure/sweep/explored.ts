import type { PointerEvent, SVGSVGElement } from "../surface/live_types.ts";
import type { Moment } from "./moment.ts";
import type { Range, Selection } from "./selection.ts";

/** What gestures do; the stage does it. */
export interface Explored {
  /** What is seen now, and the picture of it. */
  readonly now: Moment;
  readonly svg: SVGSVGElement;
  /** Selects other runs. */
  select(selection: Selection): void;
  /** Sees another part of both axes; without one the whole of it. */
  look(x: Range | undefined, y: Range | undefined): void;
  /** Says what a run is, at its dot; nothing for none. */
  read(at: number | undefined): string;
  /** Hands the run on, if somebody listens. */
  choose(at: number): void;
}

/** A press that moves less, in CSS pixels, is a click. */
const CLICK = 4;

/** What becomes of a press. */
interface Drag {
  /** With every move of what is more than a click. */
  readonly drag: (event: PointerEvent) => void;
  readonly click: (event: PointerEvent) => void;
  /** Where the page has taken the finger for itself. */
  readonly cancel: () => void;
}

/**
 * Follows a press to its end. The picture may be drawn anew meanwhile: the page
 * listens.
 */
export function follow(
  down: PointerEvent,
  { drag, click, cancel }: Drag,
): void {
  const listening = new AbortController();
  const { signal } = listening;
  let isClick = true;
  addEventListener("pointermove", (event: PointerEvent) => {
    const far = Math.hypot(
      event.clientX - down.clientX,
      event.clientY - down.clientY,
    );
    if (isClick && far < CLICK) return;
    isClick = false;
    drag(event);
  }, { signal });
  addEventListener("pointerup", (event: PointerEvent) => {
    listening.abort();
    if (isClick) click(event);
  }, { signal });
  addEventListener("pointercancel", () => {
    listening.abort();
    cancel();
  }, { signal });
}

/** Where a pointer is in a picture, in its own pixels. */
export function placeIn(
  svg: SVGSVGElement,
  { clientX, clientY }: { readonly clientX: number; readonly clientY: number },
): readonly [number, number] {
  const { left, top, width } = svg.getBoundingClientRect();
  const scale = Number(svg.getAttribute("width")) / width;
  return [(clientX - left) * scale, (clientY - top) * scale];
}

/** What of a range lies between two shares of it. */
export function between(a: number, b: number, [low, high]: Range): Range {
  const ends = [a, b].map((share) =>
    low + Math.min(1, Math.max(0, share)) * (high - low)
  );
  return [Math.min(...ends), Math.max(...ends)];
}
