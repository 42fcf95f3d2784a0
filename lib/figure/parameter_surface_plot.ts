import type { ParameterSurface } from "../landscape/mod.ts";
import { bandLegend } from "./contours.ts";
import { type Figure, makeFigure } from "./figure.ts";
import { fillBands, lossBands } from "./filled_contours.ts";
import { squareLayout } from "./layout.ts";
import { ROLES } from "./palette.ts";
import { drawSquare, extentOf } from "./square_frame.ts";
import { element } from "./svg.ts";

/**
 * The loss over the values of two parameters as filled contours, both axes
 * ascending; a dot where the parameters are.
 */
export function parameterSurfacePlot(
  surface: ParameterSurface,
  options: { title?: string } = {},
): Figure {
  const { xs, ys, losses, names, at } = surface;
  return makeFigure({
    title: options.title ?? `Loss over ${names[0]} and ${names[1]}`,
    span: "half",
    height: (width) => squareLayout(width, 0).height,
    rows: () =>
      Array.from(losses, (loss, n) => ({
        [`${names[0]} across`]: xs[n % xs.length],
        [`${names[1]} upward`]: ys[Math.floor(n / xs.length)],
        loss,
      })),
    draw(context) {
      const { document, width } = context;
      const layout = squareLayout(width, 0);
      const bands = lossBands(losses);
      const svg = drawSquare(context, layout, {
        x: extentOf(xs),
        y: extentOf(ys),
        xName: names[0],
        yName: names[1],
        equalUnits: true,
      }, (toPixels) => [
        fillBands(document, { xs, ys, values: losses }, bands, toPixels),
        element(document, "circle", {
          cx: toPixels.x(at[0]),
          cy: toPixels.y(at[1]),
          r: 5,
          fill: ROLES.path,
          stroke: "white",
          "stroke-width": 1.5,
          "aria-label": "present values",
        }),
      ]);
      svg.appendChild(bandLegend(document, bands, layout));
      return svg;
    },
  });
}
