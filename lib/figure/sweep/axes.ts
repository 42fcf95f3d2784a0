import type { Document, SVGElement } from "../../dom.ts";
import { drawFrame } from "../frame.ts";
import type { Moment } from "./moment.ts";
import { axisOf } from "./view.ts";

/** The axes around the dots. */
export function drawAxes(document: Document, moment: Moment): SVGElement {
  const { frame } = moment.plan;
  const { runs, xName, yName, x, y } = moment;
  const svg = drawFrame({ document, width: frame.width }, {
    height: frame.height,
    x: axisOf(runs.column(xName), x),
    y: axisOf(runs.column(yName), y),
    look: "curve",
  });
  for (
    const [name, value] of Object.entries({
      x: frame.left,
      y: frame.top,
      "data-axes": "",
    })
  ) svg.setAttribute(name, String(value));
  return svg;
}
