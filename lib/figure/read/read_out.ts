import type { Document, SVGElement } from "../../dom.ts";
import { LINE_HEIGHT } from "../layout.ts";
import { SURFACE } from "../palette.ts";
import { type Box, element, wrap } from "../svg.ts";

/** What is read of a picture: a mark at a place, and words where the place is not. */
export function drawReadOut(
  document: Document,
  box: Box,
  y: number,
  words: readonly string[],
  mark: SVGElement,
): SVGElement {
  const lines = words.flatMap((line) => wrap(line, box.width - 12));
  const isLow = y > box.top + box.height / 2;
  const top = isLow
    ? box.top + 14
    : box.top + box.height - 6 - (lines.length - 1) * LINE_HEIGHT;
  return element(document, "g", {
    "data-seen": "",
    "pointer-events": "none",
    "aria-hidden": "true",
  }, [
    mark,
    ...lines.map((line, k) =>
      element(document, "text", {
        x: box.left + 6,
        y: top + k * LINE_HEIGHT,
        "text-anchor": "start",
        fill: "currentColor",
        stroke: SURFACE,
        "stroke-width": 5,
        "stroke-linejoin": "round",
        "paint-order": "stroke",
      }, [line])
    ),
  ]);
}
