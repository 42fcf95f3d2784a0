import * as Plot from "@observablehq/plot";
import type { Axis, NumberAxis, Tick } from "./axis.ts";
import type { FigureContext, PlotMark } from "./figure.ts";
import {
  FONT_SIZE,
  LINE_HEIGHT,
  MARGINS,
  type SquareLayout,
} from "./layout.ts";
import { type FigurePick, pickArea, type PickStops } from "./pick.ts";
import { fitting, GRID_OPACITY } from "./plot_frame.ts";
import {
  type Box,
  clipped,
  element,
  elide,
  FLUID,
  key,
  type KeyEntry,
  paragraph,
  wrap,
} from "./svg.ts";

/** The frame that figures with axes share, and what is drawn in it. */
export interface Frame {
  /** Of the whole picture. */
  readonly height: number;
  /** Where the axes are. Default: all but {@linkcode MARGINS}. */
  readonly box?: Box;
  readonly x: Axis;
  readonly y: Axis;
  /**
   * "curve": lines to read values from, names at the ends of the axes.
   * "plane": a border, ticks outside of it, names along the axes.
   */
  readonly look: "curve" | "plane";
  /** Marks that are cut off a little beyond the box: data may leave it. */
  readonly clipped?: readonly Plot.Markish[];
  /** Marks over them that may stand beside the box. */
  readonly marks?: readonly Plot.Markish[];
  /** A reader's marks, over all others. */
  readonly added?: readonly PlotMark[] | undefined;
  /** At the top right. */
  readonly key?: readonly KeyEntry[];
  /** A sentence, and where it stands. */
  readonly caption?: SquareLayout["caption"] & { readonly text: string };
  /** What a click sets. */
  readonly pick?: FigurePick | undefined;
  /** What can be picked. Default: the values of a linear horizontal axis. */
  readonly stops?: PickStops;
}

/** Room for dots on the edge. */
const BEYOND = 5;
/** Least distances of ticks, in CSS pixels. */
const TICK_DISTANCE = { across: 52, upward: 28, plane: 44 };

/** The axes of a frame with marks in them, on Plot's scales. */
export function drawFrame(
  { document, width }: FigureContext,
  frame: Frame,
): SVGSVGElement {
  const { height, x, y, added = [], pick, stops } = frame;
  const box = frame.box ?? curveBox(width, height);
  const [from, to] = [element(document, "g"), element(document, "g")];
  const plot = Plot.plot({
    document,
    width,
    height,
    marginTop: box.top,
    marginRight: width - box.left - box.width,
    marginBottom: height - box.top - box.height,
    marginLeft: box.left,
    x: { ...x.scale, axis: null },
    y: { ...y.scale, axis: null },
    marks: [
      frame.look === "curve" ? curveAxes(frame, box) : [],
      () => from,
      ...frame.clipped ?? [],
      () => to,
      frame.look === "plane" ? planeAxes(frame, box) : [],
      ...frame.marks ?? [],
      ...added as readonly Plot.Markish[],
    ],
  }) as SVGSVGElement;
  // With each style sheet a page computes all its styles anew.
  plot.querySelector("style")!.remove();
  plot.setAttribute("font-size", String(FONT_SIZE));
  plot.setAttribute("style", `${FLUID}; overflow: visible`);
  const beyond = frame.look === "curve" ? BEYOND : 0;
  clipBetween(document, from, to, box, beyond);
  plot.append(
    ...(frame.look === "curve"
      ? curveNames(document, frame, box)
      : planeNames(document, frame, box)),
  );
  if (frame.key?.length) {
    const line = frame.look === "curve" ? 12 : 20;
    plot.append(key(document, frame.key, box.left + box.width, line));
  }
  if (frame.caption) {
    const { text, width, x, y } = frame.caption;
    const lines = wrap(text, width);
    plot.append(paragraph(document, lines, { x, y, lineHeight: LINE_HEIGHT }));
  }
  if (pick) {
    const ends = x.scale.domain as [number, number];
    plot.append(pickArea(document, pick, box, stops ?? ends));
  }
  return plot;
}

/** The box of a frame at a width: all but the margins. */
export function curveBox(
  width: number,
  height: number,
  { top, right, bottom, left } = MARGINS,
): Box {
  return {
    left,
    top,
    width: width - left - right,
    height: height - top - bottom,
  };
}

/** The frame of a plane: a unit is as long on both axes. */
export function planeFrame(
  layout: SquareLayout,
  x: NumberAxis,
  y: NumberAxis,
): Pick<Frame, "height" | "x" | "y" | "look"> & { box: Box } {
  // shares of the axes that a unit takes up
  const [across, upward] = [x, y].map(({ place }) => place(1) - place(0));
  const box = ratioBox(layout, across / upward);
  return { height: layout.height, box, x, y, look: "plane" };
}

/** The largest box in the middle of a square, of a ratio of height to width. */
function ratioBox({ left, top, side }: SquareLayout, ratio: number): Box {
  const width = ratio > 1 ? side / ratio : side;
  const height = ratio > 1 ? side : side * ratio;
  return {
    left: left + (side - width) / 2,
    top: top + (side - height) / 2,
    width,
    height,
  };
}

/** Puts what stands between two nodes into a window a little wider than a box. */
function clipBetween(
  document: Document,
  from: Element,
  to: Element,
  { left, top, width, height }: Box,
  beyond: number,
): void {
  const inside: Element[] = [];
  for (let at = from.nextElementSibling; at !== to;) {
    inside.push(at!);
    at = at!.nextElementSibling;
  }
  const window = {
    left: left - beyond,
    top: top - beyond,
    width: width + 2 * beyond,
    height: height + 2 * beyond,
  };
  if (inside.length > 0) to.before(clipped(document, window, inside));
  from.remove();
  to.remove();
}

function curveAxes({ x, y }: Frame, { width, height }: Box): Plot.Markish[] {
  const across = x.ticks(fitting(width, TICK_DISTANCE.across), width);
  const upward = y.ticks(fitting(height, TICK_DISTANCE.upward), height);
  return [
    Plot.gridY(valuesOf(upward), { strokeOpacity: GRID_OPACITY }),
    Plot.axisY(valuesOf(upward), {
      ...labelsOf(upward),
      tickSize: 0,
      tickPadding: 8,
    }),
    Plot.axisX(valuesOf(across), labelsOf(across)),
  ];
}

function valuesOf(ticks: readonly Tick[]) {
  return ticks.map(({ value }) => value);
}

function labelsOf(ticks: readonly Tick[]) {
  return {
    // not tickFormat: on a logarithmic scale Plot leaves labels out
    text: ticks.map(({ label }) => label),
    tickSize: 4,
    tickPadding: 3,
    label: null,
  };
}

function curveNames(
  document: Document,
  { x, y }: Frame,
  { left, top, width, height }: Box,
): SVGElement[] {
  return [
    element(document, "text", {
      x: 8,
      y: 12,
      "text-anchor": "start",
      "aria-label": "y-axis label",
    }, [`↑ ${y.name}`]),
    element(document, "text", {
      x: left + width,
      y: top + height + 33,
      "text-anchor": "end",
      "aria-label": "x-axis label",
    }, [`${x.name} →`]),
  ];
}

function planeAxes({ x, y }: Frame, { width, height }: Box): Plot.Markish[] {
  const count = fitting(Math.max(width, height), TICK_DISTANCE.plane);
  const [across, upward] = [x.ticks(count, width), y.ticks(count, height)];
  return [
    Plot.frame({ strokeOpacity: 0.3 }),
    Plot.axisX(valuesOf(across), labelsOf(across)),
    Plot.axisY(valuesOf(upward), labelsOf(upward)),
  ];
}

function planeNames(
  document: Document,
  { x, y }: Frame,
  { left, top, width, height }: Box,
): SVGElement[] {
  const side = Math.max(width, height);
  const [middle, bottom] = [top + height / 2, top + height];
  return [
    element(document, "text", {
      x: left + width / 2,
      y: bottom + 33,
      "text-anchor": "middle",
      "aria-label": "x-axis label",
    }, [elide(`${x.name} →`, side + MARGINS.right)]),
    element(document, "text", {
      transform: `translate(${left - MARGINS.left + 13},${middle}) rotate(-90)`,
      "text-anchor": "middle",
      "aria-label": "y-axis label",
    }, [elide(`${y.name} →`, side)]),
  ];
}
