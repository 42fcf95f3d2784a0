import * as Plot from "@observablehq/plot";
import type { ParameterSurface } from "../landscape/mod.ts";
import {
  checkArguments,
  checkOptions,
  holding,
  list,
  numbers,
  type OptionTable,
  text,
} from "../options/mod.ts";
import { someMarks } from "./shapes.ts";
import { extentOf, linearAxis } from "./axis.ts";
import { type Figure, makeFigure, type PlotMark } from "./figure.ts";
import { drawFrame, planeFrame } from "./frame.ts";
import { aHandle, type FigureHandle } from "./handle.ts";
import { filledContours } from "./grid_contours.ts";
import { squareLayout } from "./layout.ts";
import { bandLegend, lossBands } from "./loss_bands.ts";
import { ROLES } from "./palette.ts";
import { shorten } from "./short_name.ts";

/** What {@linkcode parameterSurfacePlot} shows besides the losses. */
export interface ParameterSurfacePlotOptions {
  /** Shown above the picture. */
  readonly title?: string;
  /** Marks of Observable Plot on top, in units of the parameters. */
  readonly marks?: readonly PlotMark[];
  /** A point to move, in units of the parameters. */
  readonly handle?: FigureHandle;
}

/** What {@linkcode parameterSurfacePlot} takes. */
export const parameterSurfacePlotOptions: OptionTable<
  ParameterSurfacePlotOptions
> = { title: text, marks: someMarks, handle: aHandle };

const aSurface = holding("a parameter surface", {
  xs: numbers,
  ys: numbers,
  losses: numbers,
  names: list,
  at: numbers,
});

/**
 * The loss over the values of two parameters as filled contours, both axes
 * ascending; a dot where the parameters are.
 *
 * @throws {TypeError} If an argument is of another type, or an option unknown or
 * missing.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import {
 *   empiricalLoss,
 *   initialize,
 *   mlp,
 *   parameterSurface,
 *   parameterSurfacePlot,
 *   teacherStudent,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const values = [-1, 0, 1];
 * const figure = parameterSurfacePlot(
 *   parameterSurface(objective, θ, [0, 1], values),
 * );
 * assertEquals(figure.kind, "figure");
 * ```
 */
export function parameterSurfacePlot(
  surface: ParameterSurface,
  options: ParameterSurfacePlotOptions = {},
): Figure {
  checkArguments("draw the surface", { surface }, { surface: aSurface });
  checkOptions("draw the surface", options, parameterSurfacePlotOptions);
  const { xs, ys, losses, names, at } = surface;
  const { handle } = options;
  return makeFigure({
    title: options.title ??
      shorten(`Loss over ${names[0]} and ${names[1]}`),
    span: "half",
    height: (width) => squareLayout(width, 0).height,
    rows: () =>
      Array.from(losses, (loss, n) => ({
        [`${names[0]} across`]: xs[n % xs.length],
        [`${names[1]} upward`]: ys[Math.floor(n / xs.length)],
        loss,
      })),
    ...(handle ? { handles: [handle] } : {}),
    draw(context) {
      const layout = squareLayout(context.width, 0);
      const bands = lossBands(losses);
      const svg = drawFrame(context, {
        ...planeFrame(
          layout,
          linearAxis(names[0], extentOf(xs)),
          linearAxis(names[1], extentOf(ys)),
        ),
        clipped: [
          filledContours({ xs, ys, values: losses }, bands),
          Plot.dot([at], {
            r: 5,
            fill: ROLES.path,
            stroke: "white",
            ariaLabel: () => "present values",
          }),
        ],
        grid: { xs, ys, what: "the loss", say: (n) => `loss ${losses[n]}` },
        added: options.marks,
        handles: handle && [handle],
      });
      svg.append(bandLegend(context.document, bands, layout));
      return svg;
    },
  });
}
