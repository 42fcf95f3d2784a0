import type { SVGSVGElement } from "../../dom.ts";
import type { Figure } from "../figure_type.ts";

/**
 * An SVG element that was drawn elsewhere, as a figure that can be saved: a copy
 * of it, at the size that it has.
 */
export function drawnFigure(title: string, svg: SVGSVGElement): Figure {
  const [width, height] = ["width", "height"]
    .map((name) => Number(svg.getAttribute(name)));
  return {
    kind: "figure",
    title,
    span: "full",
    height: (at) => width > 0 ? height * at / width : height,
    draw: () => svg.cloneNode(true) as SVGSVGElement,
    rows: () => [],
  };
}
