/**
 * Types of what only runs in a page. A project without the dom library, which
 * checks what it imports, sees nothing in their place.
 *
 * @module
 */
import type { Dom } from "../../dom.ts";

// deno-lint-ignore no-explicit-any
type Unseen = any;

/** What a page has that other programs have not. */
export const page = globalThis as unknown as {
  readonly devicePixelRatio?: number;
  requestAnimationFrame(call: () => void): number;
};

export type Element = Dom<"Element", Unseen>;
export type HTMLElement = Dom<"HTMLElement", Unseen>;
export type HTMLCanvasElement = Dom<"HTMLCanvasElement", Unseen>;
export type SVGElement = Dom<"SVGElement", Unseen>;
export type SVGSVGElement = Dom<"SVGSVGElement", Unseen>;
export type PointerEvent = Dom<"PointerEvent", Unseen>;
export type ImageData = Dom<"ImageData", Unseen>;
export type KeyboardEvent = Dom<"KeyboardEvent", Unseen>;
export type WheelEvent = Dom<"WheelEvent", Unseen>;
