import type { Node, SVGSVGElement } from "../dom.ts";
import * as Plot from "@observablehq/plot";
import type { FigureContext } from "./figure.ts";
import { MARGINS, type SquareLayout } from "./layout.ts";
import { fitting, framedPlot } from "./plot_frame.ts";
import { clipped, element, elide } from "./svg.ts";

/** What a square frame shows: two axes with equal units. */
export interface SquareAxes {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly xName: string;
  readonly yName: string;
  /** Whether a unit is as long on both axes. */
  readonly equalUnits: boolean;
}

/** Draws into a square frame: `contents` gets the way from units to pixels. */
export function drawSquare(
  context: FigureContext,
  layout: SquareLayout,
  axes: SquareAxes,
  contents: (toPixels: {
    x: (x: number) => number;
    y: (y: number) => number;
  }) => Node[],
): SVGSVGElement {
  const { document, width } = context;
  const { left, top, side } = layout;
  const box = fitBox(layout, axes);
  const count = fitting(side, 56);
  const plot = framedPlot(context, layout.height, {
    marginTop: box.top,
    marginLeft: box.left,
    marginRight: width - box.left - box.width,
    marginBottom: layout.height - box.top - box.height,
    x: { type: "linear", domain: [...axes.x], axis: null },
    y: { type: "linear", domain: [...axes.y], axis: null },
    marks: [
      () =>
        clipped(
          document,
          box,
          contents({
            x: (x) =>
              box.left + box.width * (x - axes.x[0]) / (axes.x[1] - axes.x[0]),
            y: (y) =>
              box.top + box.height * (axes.y[1] - y) / (axes.y[1] - axes.y[0]),
          }),
        ),
      Plot.frame({ strokeOpacity: 0.3 }),
      Plot.axisX({ ticks: count, tickSize: 4, tickPadding: 3, label: null }),
      Plot.axisY({ ticks: count, tickSize: 4, tickPadding: 3, label: null }),
    ],
  });
  plot.appendChild(element(document, "text", {
    x: left + side / 2,
    y: box.top + box.height + 33,
    "text-anchor": "middle",
    "aria-label": "x-axis label",
  }, [elide(`${axes.xName} →`, side + MARGINS.right)]));
  plot.appendChild(element(document, "text", {
    transform: `translate(${box.left - MARGINS.left + 13},${
      top + side / 2
    }) rotate(-90)`,
    "text-anchor": "middle",
    "aria-label": "y-axis label",
  }, [elide(`${axes.yName} →`, side)]));
  return plot;
}

function fitBox(
  { left, top, side }: SquareLayout,
  { x, y, equalUnits }: SquareAxes,
): { left: number; top: number; width: number; height: number } {
  if (!equalUnits) return { left, top, width: side, height: side };
  const ratio = (y[1] - y[0]) / (x[1] - x[0]);
  const width = ratio > 1 ? side / ratio : side;
  const height = ratio > 1 ? side : side * ratio;
  return {
    left: left + (side - width) / 2,
    top: top + (side - height) / 2,
    width,
    height,
  };
}

/** First and last coordinate of a grid, apart even where there is but one. */
export function extentOf(coordinates: ArrayLike<number>): [number, number] {
  const first = coordinates[0];
  const last = coordinates[coordinates.length - 1];
  if (last > first) return [first, last];
  const center = Number.isFinite(first) ? first : 0;
  return [center - 0.5, center + 0.5];
}
