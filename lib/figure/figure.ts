import { FONT_FAMILY, FONT_SIZE } from "./layout.ts";
import type { Figure } from "./figure_type.ts";
import { makeReadable } from "./read/make_readable.ts";
import { displayFigure } from "./standalone.ts";

export type { Figure, FigureContext, PlotMark } from "./figure_type.ts";

/**
 * A figure from its parts. Adds what all figures share: font, a name for
 * screen readers, and a picture of itself in Jupyter's Deno kernel.
 */
export function makeFigure(parts: Omit<Figure, "kind">): Figure {
  const figure: Figure = {
    ...parts,
    kind: "figure",
    draw(context) {
      const svg = parts.draw(context);
      svg.setAttribute("font-family", FONT_FAMILY);
      svg.setAttribute("font-size", String(FONT_SIZE));
      svg.setAttribute("font-variant", "tabular-nums");
      svg.setAttribute("role", "img");
      svg.setAttribute("aria-label", parts.title);
      return svg;
    },
    enliven: parts.enliven ?? makeReadable,
  };
  Object.defineProperty(figure, Symbol.for("Jupyter.display"), {
    value: () => displayFigure(figure),
  });
  return figure;
}
