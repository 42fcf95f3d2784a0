import type { SVGSVGElement } from "../dom.ts";
import * as Plot from "@observablehq/plot";
import type { ParameterSlices } from "../landscape/slice.ts";
import {
  checkArguments,
  checkOptions,
  holding,
  list,
  number,
  numbers,
  type OptionTable,
  points,
  text,
} from "../options/mod.ts";
import { aPair, someMarks } from "./shapes.ts";
import {
  extentOf,
  linearAxis,
  lossAxis,
  type NumberAxis,
  roundAxis,
} from "./axis.ts";
import {
  type Figure,
  type FigureContext,
  makeFigure,
  type PlotMark,
} from "./figure.ts";
import { formatNumber } from "./format.ts";
import { curveBox, drawFrame } from "./frame.ts";
import { MARGINS } from "./layout.ts";
import { ROLES } from "./palette.ts";
import type { Panels } from "./panels.ts";

/** Least width of a panel, its height, and the space between panels. */
const LEAST_WIDTH = 104;
const PANEL_HEIGHT = 62;
const GAP = { across: 12, down: 22 };
/** Room for the names of the axes; above also for those of the first panels. */
const ABOVE = MARGINS.top + 16;
const BELOW = MARGINS.bottom + 6;
/** Share of the losses that may leave the common axis at either end. */
const CUT = 0.01;
/**
 * The axis reaches down to this share of the highest loss at most: one
 * parameter that the loss does not depend on must not flatten all others.
 */
const LEAST = 1e-8;

/** What {@linkcode sliceGrid} can be told besides the slices. */
export interface SliceGridOptions {
  /** Loss at offset 0, where the end of the training is marked. */
  readonly loss?: number;
  /** Shown above the picture. */
  readonly title?: string;
  /** Ends of a linear loss axis, to compare pictures. Default: a fitting one. */
  readonly lossDomain?: readonly [number, number];
  /**
   * Marks of Observable Plot over the slices: x an offset, y a loss, in every
   * panel, or with fx and fy, both the name of a parameter, in its own.
   */
  readonly marks?: readonly PlotMark[];
}

/** What {@linkcode sliceGrid} takes. */
export const sliceGridOptions: OptionTable<SliceGridOptions> = {
  loss: number,
  title: text,
  lossDomain: aPair,
  marks: someMarks,
};

const someSlices = holding("parameter slices", {
  offsets: numbers,
  losses: points,
  names: list,
});

/**
 * The loss along every parameter, a small panel each, all on the same axes:
 * offset from the end of the training, and loss (logarithmic, unless its ends
 * are given).
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
 *   parameterSlices,
 *   sliceGrid,
 *   teacherStudent,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const figure = sliceGrid(parameterSlices(objective, θ, { resolution: 5 }));
 * assertEquals(figure.kind, "figure");
 * ```
 */
export function sliceGrid(
  slices: ParameterSlices,
  options: SliceGridOptions = {},
): Figure {
  checkArguments("draw the slices", { slices }, { slices: someSlices });
  checkOptions("draw the slices", options, sliceGridOptions);
  const names = slices.losses
    .map((_, i) => slices.names[i] ?? `parameter ${i}`);
  return makeFigure({
    title: options.title ?? "Loss along each parameter",
    span: "full",
    height: (width) => heightOf(layPanels(names, width)),
    rows: () =>
      slices.losses.flatMap((losses, i) =>
        Array.from(losses, (loss, k) => ({
          parameter: slices.names[i],
          offset: slices.offsets[k],
          loss,
        }))
      ),
    draw: (context) => drawGrid({ ...slices, names }, options, context),
  });
}

function layPanels(names: readonly string[], width: number): Panels {
  const room = width - MARGINS.left - MARGINS.right + GAP.across;
  const most = Math.floor(room / (LEAST_WIDTH + GAP.across));
  const columns = Math.max(1, Math.min(Math.max(names.length, 4), most));
  const rows = Math.max(1, Math.ceil(names.length / columns));
  return { names, columns, rows, gap: GAP };
}

function heightOf({ rows }: Panels): number {
  return ABOVE + rows * (PANEL_HEIGHT + GAP.down) - GAP.down + BELOW;
}

function drawGrid(
  slices: ParameterSlices,
  { loss, lossDomain, marks }: SliceGridOptions,
  context: FigureContext,
): SVGSVGElement {
  const { offsets, losses } = slices;
  const panels = layPanels(slices.names, context.width);
  const height = heightOf(panels);
  const x = linearAxis("offset of the parameter", extentOf(offsets));
  const y = lossDomain
    ? roundAxis("Loss", lossDomain)
    : lossAxis("Loss", lossesAround(slices), { cut: CUT });
  const panelOf = (_: unknown, i: number) => Math.floor(i / offsets.length);
  const isShown = ({ place }: NumberAxis, value: number) =>
    place(value) >= 0 && place(value) <= 1;
  const middle = isShown(x, 0);
  const end = middle && loss !== undefined && isShown(y, loss);
  return drawFrame(context, {
    height,
    box: curveBox(context.width, height, {
      ...MARGINS,
      top: ABOVE,
      bottom: BELOW,
    }),
    x,
    y,
    look: "curve",
    panels: { ...panels, rules: middle ? [0] : [] },
    clipped: [
      Plot.line(losses.flatMap((slice) => [...slice]), {
        fx: panelOf,
        fy: panelOf,
        x: (_, i) => offsets[i % offsets.length],
        y: (loss) => loss,
        stroke: ROLES.plain,
      }),
    ],
    marks: [
      Plot.dot(end ? losses : [], {
        fx: (_: unknown, i: number) => i,
        fy: (_: unknown, i: number) => i,
        x: () => 0,
        y: () => loss,
        r: 3,
        fill: ROLES.path,
      }),
    ],
    added: marks,
    key: loss === undefined ? [] : [{
      mark: "●",
      color: ROLES.path,
      text: `end ${formatNumber(loss, 3)}`,
    }],
  });
}

/**
 * The losses that set the axis: where a training converged, the loss at offset
 * 0 lies many decades below all others and would flatten every curve.
 */
function lossesAround({ losses, offsets }: ParameterSlices): number[] {
  const around = losses.flatMap((slice) =>
    [...slice].filter((_, k) => offsets[k] !== 0 || slice.length === 1)
  );
  const highest = Math.max(...around.filter(Number.isFinite), 0);
  return around.filter((loss) => !(Math.abs(loss) < LEAST * highest));
}
