import type { Document } from "../../dom.ts";
import { element, textWidth } from "../svg.ts";
import type { KeyboardEvent, SVGElement } from "../surface/live_types.ts";
import type { Plan } from "./plan.ts";

/** What a press above the dots does; the first two are what a drag does then. */
export type Tool = "select" | "move" | "+" | "−" | "all";

const TOOLS: readonly (readonly [Tool, string])[] = [
  ["select", "select: dragging selects runs; with Shift it moves the axes"],
  ["move", "move: dragging moves the axes; with Shift it selects runs"],
  ["+", "Zoom in"],
  ["−", "Zoom out"],
  ["all", "All runs, and the whole axes"],
];

const HEIGHT = 20;

/** The tools at the top right of the dots. */
export function drawTools(
  document: Document,
  { frame }: Plan,
  use: (tool: Tool) => void,
): SVGElement[] {
  let right = frame.left + frame.width - 8;
  return TOOLS.toReversed().map(([tool, words]) => {
    const width = Math.max(24, textWidth(tool) + 12);
    right -= width;
    const isMode = tool === "select" || tool === "move";
    const button = element(document, "g", {
      "data-tool": tool,
      tabindex: "0",
      role: "button",
      "aria-label": words,
      "aria-pressed": isMode ? "false" : undefined,
      style: "cursor: pointer",
    }, [
      element(document, "title", {}, [words]),
      element(document, "rect", {
        x: right + 1,
        y: frame.top,
        width: width - 2,
        height: HEIGHT,
        rx: 4,
        fill: "currentColor",
        "fill-opacity": 0.07,
      }),
      element(document, "text", {
        x: right + width / 2,
        y: frame.top + 14,
        "text-anchor": "middle",
      }, [tool]),
    ]) as SVGElement;
    button.addEventListener("click", () => use(tool));
    button.addEventListener("keydown", (event: KeyboardEvent) => {
      if (event.key !== " " && event.key !== "Enter") return;
      event.preventDefault();
      use(tool);
    });
    return button;
  });
}
