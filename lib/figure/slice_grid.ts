import type { ParameterSlices } from "../landscape/slice.ts";
import { type Figure, type FigureContext, makeFigure } from "./figure.ts";
import { formatNumber } from "./format.ts";
import { FONT_SIZE, MARGINS } from "./layout.ts";
import { ROLES } from "./palette.ts";
import { GRID_OPACITY } from "./plot_frame.ts";
import {
  linearScale,
  linearTicks,
  type LossScale,
  lossScale,
} from "./scale.ts";
import { canvas, clipped, element, elide, key, linePath } from "./svg.ts";

/** Least width of a panel, its height, and the space between panels. */
const PANEL_WIDTH = 104;
const PANEL_HEIGHT = 62;
const COLUMN_GAP = 12;
const ROW_GAP = 22;
const NAME_SIZE = 10;
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
}

interface GridLayout {
  readonly columns: number;
  readonly rows: number;
  readonly panelWidth: number;
  readonly height: number;
}

/**
 * The loss along every parameter, a small panel each, all on the same axes:
 * offset from the end of the training, and loss (logarithmic, unless its ends
 * are given).
 */
export function sliceGrid(
  slices: ParameterSlices,
  options: SliceGridOptions = {},
): Figure {
  const count = slices.losses.length;
  return makeFigure({
    title: options.title ?? "Loss along each parameter",
    span: "full",
    height: (width) => gridLayout(count, width).height,
    rows: () =>
      slices.losses.flatMap((losses, i) =>
        Array.from(losses, (loss, k) => ({
          parameter: slices.names[i],
          offset: slices.offsets[k],
          loss,
        }))
      ),
    draw: (context) => drawGrid(slices, options, context),
  });
}

function gridLayout(count: number, width: number): GridLayout {
  const inner = width - MARGINS.left - MARGINS.right;
  const columns = Math.max(
    1,
    Math.min(
      Math.max(count, 4),
      Math.floor((inner + COLUMN_GAP) / (PANEL_WIDTH + COLUMN_GAP)),
    ),
  );
  const rows = Math.max(1, Math.ceil(count / columns));
  return {
    columns,
    rows,
    panelWidth: (inner - (columns - 1) * COLUMN_GAP) / columns,
    height: MARGINS.top + rows * (PANEL_HEIGHT + ROW_GAP) + MARGINS.bottom,
  };
}

function drawGrid(
  slices: ParameterSlices,
  { loss, lossDomain }: SliceGridOptions,
  { document, width }: FigureContext,
): SVGSVGElement {
  const count = slices.losses.length;
  const layout = gridLayout(count, width);
  const svg = canvas(document, width, layout.height);
  const scale = lossDomain
    ? linearScale(lossDomain)
    : lossScale(lossesAround(slices), CUT);
  svg.append(
    element(document, "text", { x: 8, y: 12, "aria-label": "y-axis label" }, [
      "↑ Loss",
    ]),
    key(
      document,
      loss === undefined ? [] : [{
        mark: "●",
        color: ROLES.path,
        text: `end ${formatNumber(loss, 3)}`,
      }],
      width - MARGINS.right,
      12,
    ),
    ...slices.losses.map((losses, i) =>
      drawPanel(document, {
        slices,
        losses,
        name: slices.names[i] ?? `parameter ${i}`,
        loss,
        scale,
        left: MARGINS.left +
          (i % layout.columns) * (layout.panelWidth + COLUMN_GAP),
        top: MARGINS.top + ROW_GAP - 6 +
          Math.floor(i / layout.columns) * (PANEL_HEIGHT + ROW_GAP),
        width: layout.panelWidth,
        labeledLeft: i % layout.columns === 0,
        labeledBelow: i + layout.columns >= count,
      })
    ),
    element(document, "text", {
      x: width - MARGINS.right,
      y: layout.height - 4,
      "text-anchor": "end",
      "aria-label": "x-axis label",
    }, ["offset of the parameter →"]),
  );
  return svg;
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

interface Panel {
  readonly slices: ParameterSlices;
  readonly losses: Float64Array;
  readonly name: string;
  readonly loss: number | undefined;
  readonly scale: LossScale;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly labeledLeft: boolean;
  readonly labeledBelow: boolean;
}

function drawPanel(document: Document, panel: Panel): SVGGElement {
  const { slices, losses, name, loss, scale, left, top, width } = panel;
  const [low, high] = scale.domain;
  const first = slices.offsets[0];
  const last = slices.offsets[slices.offsets.length - 1];
  const x = (offset: number) =>
    left + width * (last > first ? (offset - first) / (last - first) : 0.5);
  const y = (place: number) =>
    top + PANEL_HEIGHT * (high - place) / (high - low);
  const lossTicks = scale.ticks(3);
  const offsetTicks = linearTicks(first, last, 2);
  const d = linePath(
    Array.from(slices.offsets, x),
    Array.from(losses, (value) => y(scale.place(value))),
  );
  return element(document, "g", { "aria-label": name }, [
    element(document, "title", {}, [name]),
    element(document, "text", {
      x: left,
      y: top - 4,
      "font-size": NAME_SIZE,
    }, [elide(name, width + COLUMN_GAP - 4, NAME_SIZE)]),
    ...lossTicks.map((tick) =>
      element(document, "path", {
        d: `M${left},${y(tick)}h${width}`,
        stroke: "currentColor",
        "stroke-opacity": GRID_OPACITY,
      })
    ),
    element(document, "path", {
      d: `M${x(0)},${top}v${PANEL_HEIGHT}`,
      stroke: "currentColor",
      "stroke-opacity": 0.2,
    }),
    clipped(
      document,
      {
        left: left - 4,
        top: top - 4,
        width: width + 8,
        height: PANEL_HEIGHT + 8,
      },
      [
        element(document, "path", {
          d,
          fill: "none",
          stroke: ROLES.plain,
          "stroke-width": 1.5,
          "stroke-linejoin": "round",
        }),
        ...(loss === undefined || !Number.isFinite(scale.place(loss)) ? [] : [
          element(document, "circle", {
            cx: x(0),
            cy: y(scale.place(loss)),
            r: 3,
            fill: ROLES.path,
          }),
        ]),
      ],
    ),
    ...(panel.labeledLeft
      ? lossTicks.map((tick) =>
        element(document, "text", {
          x: left - 6,
          y: y(tick),
          dy: "0.32em",
          "text-anchor": "end",
        }, [scale.label(tick)])
      )
      : []),
    ...(panel.labeledBelow
      ? offsetTicks.map((tick) =>
        element(document, "text", {
          x: x(tick),
          y: top + PANEL_HEIGHT + FONT_SIZE + 4,
          "text-anchor": tick === offsetTicks[0]
            ? "start"
            : tick === offsetTicks.at(-1)
            ? "end"
            : "middle",
        }, [formatNumber(tick, 2)])
      )
      : []),
  ]);
}
