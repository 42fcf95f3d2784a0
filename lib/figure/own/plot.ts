import * as Plot from "@observablehq/plot";
import type { Document, SVGElement, SVGSVGElement } from "../../dom.ts";
import {
  anyOf,
  callable,
  checkOptions,
  list,
  number,
  oneOf,
  type Option,
  type OptionTable,
  record,
  required,
  text,
} from "../../options/mod.ts";
import { type Figure, type FigureContext, makeFigure } from "../figure.ts";
import { canvas, fitting, FLUID, key } from "../svg.ts";
import type { Axis } from "../axis.ts";
import { Listener } from "../read/heard_marks.ts";
import { pointReadings } from "../read/point_readings.ts";
import { letRead } from "../read/readings.ts";
import { heightOf, type OwnFigure } from "./own_figure.ts";
import { rowsOf } from "./rows.ts";

/** Names of Plot's own options, by what they are. */
const scales = [
  "x",
  "y",
  "fx",
  "fy",
  "r",
  "color",
  "opacity",
  "symbol",
  "length",
] as const;
const sizes = [
  "aspectRatio",
  "margin",
  "marginTop",
  "marginRight",
  "marginBottom",
  "marginLeft",
  "inset",
  "insetTop",
  "insetRight",
  "insetBottom",
  "insetLeft",
  "align",
  "padding",
] as const;
const others = [
  "axis",
  "clip",
  "facet",
  "grid",
  "label",
  "nice",
  "projection",
  "round",
  "style",
  "zero",
] as const;

/** What a {@linkcode plot} is made of: options of Observable Plot, and a title. */
export type PlotOptions =
  & Pick<OwnFigure, "title" | "height" | "span">
  & {
    /** Marks of Observable Plot. */
    readonly marks: readonly unknown[];
  }
  & Partial<
    Readonly<
      Record<
        | "x"
        | "y"
        | "fx"
        | "fy"
        | "r"
        | "color"
        | "opacity"
        | "symbol"
        | "length"
        | "aspectRatio"
        | "margin"
        | "marginTop"
        | "marginRight"
        | "marginBottom"
        | "marginLeft"
        | "inset"
        | "insetTop"
        | "insetRight"
        | "insetBottom"
        | "insetLeft"
        | "align"
        | "padding"
        | "axis"
        | "clip"
        | "facet"
        | "grid"
        | "label"
        | "nice"
        | "projection"
        | "round"
        | "style"
        | "zero",
        unknown
      >
    >
  >;

const whatever: Option = { expected: "an option of Plot", isType: () => true };

/** What {@linkcode plot} takes. */
export const plotOptions: OptionTable<PlotOptions> = {
  title: required(text),
  marks: required(list),
  height: anyOf(number, callable),
  span: oneOf("half", "full"),
  ...all(scales, record),
  ...all(sizes, number),
  ...all(others, whatever),
};

function all<Name extends string>(
  names: readonly Name[],
  option: Option,
): Record<Name, Option> {
  return Object.fromEntries(names.map((name) => [name, option])) as Record<
    Name,
    Option
  >;
}

/**
 * A figure from options of Observable Plot and a title: it is drawn at the width
 * of its place, follows the page's colors, and has a menu, CSV of its marks'
 * values, and a picture in files and Jupyter. `legend: true` of a color scale
 * stands above the picture.
 *
 * @throws {TypeError} If an option is unknown, missing, or of another type.
 *
 * @example Usage
 * ```ts
 * import * as Plot from "npm:@observablehq/plot";
 * import { cell, plot } from "@thalweg/thalweg";
 *
 * const data = [{ t: 0, loss: 1 }, { t: 1, loss: 0.1 }];
 * cell`Curve ${() =>
 *   plot({
 *     title: "Loss",
 *     y: { type: "log" },
 *     marks: [Plot.line(data, { x: "t", y: "loss" })],
 *   })}`;
 * ```
 */
export function plot(options: PlotOptions): Figure {
  checkOptions("plot", options, plotOptions);
  const { title, span = "half", height: asked, marks, ...rest } = options;
  const height = heightOf(asked);
  return makeFigure({
    title,
    span,
    height,
    rows: () => rowsOf(marks),
    draw(context) {
      try {
        return drawPlot(context, height(context.width), marks, rest);
      } catch (error) {
        throw new TypeError(
          `Cannot draw "${title}": Plot says "${
            (error as Error).message
          }", expected options and marks of Observable Plot`,
          { cause: error },
        );
      }
    },
  });
}

/** Room for the legend of colors above a picture, in CSS pixels. */
const legendHeight = 44;

type Drawn = SVGSVGElement & Pick<Plot.Plot, "scale" | "legend">;

function drawPlot(
  { document, width }: FigureContext,
  height: number,
  marks: readonly unknown[],
  rest: Omit<PlotOptions, "title" | "marks" | "height" | "span">,
): SVGSVGElement {
  const { legend } = (rest.color ?? {}) as { readonly legend?: unknown };
  const above = legend ? legendHeight : 0;
  const listener = new Listener();
  const chart = Plot.plot({
    ...rest as Plot.PlotOptions,
    marks: listener.hear(marks as Plot.Markish[]) as Plot.Markish[],
    document: document as NonNullable<Plot.PlotOptions["document"]>,
    width,
    height: height - above,
    figure: false,
  }) as unknown as Drawn;
  // With each style sheet a page computes all its styles anew.
  chart.querySelector("style")?.remove();
  chart.setAttribute("style", own);
  const whole = { left: 0, top: 0, width, height };
  const read = (picture: SVGSVGElement) =>
    letRead(picture, () => {
      const points = listener.points({
        x: named(chart, "x"),
        y: named(chart, "y"),
      });
      return pointReadings(
        points.map((point) => ({ ...point, y: point.y + above })),
        whole,
      );
    });
  if (!legend) {
    read(chart);
    return chart;
  }
  const svg = canvas(document, width, height);
  read(svg);
  chart.setAttribute("y", String(above));
  svg.append(chart, drawLegend(document, chart, width));
  return svg;
}

/** An axis as far as it is read: Plot knows what it is called. */
function named(chart: Drawn, name: "x" | "y"): Pick<Axis, "name"> {
  const { label } = chart.scale(name) ?? {};
  return { name: label ?? name };
}

/** What Plot's style sheet says, in an attribute. */
const own =
  `${FLUID}; overflow: visible; white-space: pre; --plot-background: var(--surface, white)`;

/** Colors of things as a key, colors of numbers as Plot's ramp. */
function drawLegend(
  document: Document,
  chart: Drawn,
  width: number,
): SVGElement {
  const color = chart.scale("color");
  if (color && !color.interpolate) {
    const entries = [...color.domain ?? []].map((value) => ({
      mark: "●",
      color: String(color.apply(value)),
      text: String(value),
    }));
    return key(document, fitting(entries, width - 60), width - 20, 14);
  }
  const ramp = chart.legend("color", {
    document: document as NonNullable<Plot.PlotOptions["document"]>,
    width: Math.min(240, width - 60),
  } as Plot.LegendOptions) as unknown as SVGElement;
  ramp.querySelector("style")?.remove();
  ramp.setAttribute("style", own);
  ramp.setAttribute("x", "40");
  return ramp;
}
