import type { SVGSVGElement } from "../dom.ts";
import * as Plot from "@observablehq/plot";
import type { NumberAxis } from "./axis.ts";
import type { FigureContext, PlotMark } from "./figure.ts";
import { drawHandle, type FigureHandle } from "./handle.ts";
import {
  type Axes,
  curveAxes,
  curveNames,
  planeAxes,
  planeNames,
  tableAxes,
} from "./frame_axes.ts";
import { FONT_SIZE, MARGINS, type SquareLayout } from "./layout.ts";
import { panelAxes } from "./panel_axes.ts";
import { type Panels, panelScales } from "./panels.ts";
import { type FigurePick, pickArea, type PickStops } from "./pick.ts";
import { gridReadings, type ReadGrid } from "./read/grid_readings.ts";
import { type HeardAxes, Listener } from "./read/heard_marks.ts";
import { pointReadings } from "./read/point_readings.ts";
import { letRead } from "./read/readings.ts";
import {
  type Box,
  clipped,
  element,
  FLUID,
  key,
  type KeyEntry,
  paragraph,
  wrap,
} from "./svg.ts";

/** The frame that figures with axes share, and what is drawn in it. */
export interface Frame extends Axes {
  /** Of the whole picture. */
  readonly height: number;
  /** Where the axes are. Default: all but {@linkcode MARGINS}. */
  readonly box?: Box;
  /**
   * "curve": lines to read values from, names at the ends of the axes.
   * "plane": a border, ticks outside of it, names along the axes.
   * "table": labels alone, names as for a curve.
   */
  readonly look: "curve" | "plane" | "table";
  /** Small multiples in the box, in place of one frame. */
  readonly panels?: Panels;
  /** Marks that are cut off at the frame, or a little beyond it for a curve. */
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
  /** What can be moved, between two axes of numbers. */
  readonly handles?: readonly FigureHandle[] | undefined;
  /** What is read, between two axes of numbers. Default: its marks. */
  readonly grid?: ReadGrid;
}

/** Axes and names, room for dots on the edge, and the first line of text. */
const LOOKS = {
  curve: { axes: curveAxes, names: curveNames, beyond: 5, line: 12 },
  plane: { axes: planeAxes, names: planeNames, beyond: 0, line: 20 },
  table: { axes: tableAxes, names: curveNames, beyond: 0, line: 12 },
};

/** The axes of a frame with marks in them, on Plot's scales. */
export function drawFrame(
  { document, width }: FigureContext,
  frame: Frame,
): SVGSVGElement {
  const { height, x, y, panels, added = [], pick, stops, handles = [] } = frame;
  const axesOfNumbers = [x, y] as unknown as [NumberAxis, NumberAxis];
  const listener = new Listener();
  const box = frame.box ?? curveBox(width, height);
  const look = LOOKS[frame.look];
  const inside = (frame.clipped ?? [])
    .map((mark) => listener.hear(cutOff(mark, look.beyond)));
  const axes = panels ? panelAxes(frame, panels, box) : look.axes(frame, box);
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
    ...(panels ? panelScales(panels, box) : {}),
    marks: [
      // a plane's border lies over what fills it
      frame.look === "plane" ? [inside, axes] : [axes, inside],
      ...[...frame.marks ?? [], ...added as readonly Plot.Markish[]]
        .map((mark) => listener.hear(mark)),
    ],
  }) as SVGSVGElement;
  // With each style sheet a page computes all its styles anew.
  plot.querySelector("style")!.remove();
  plot.setAttribute("font-size", String(FONT_SIZE));
  plot.setAttribute("style", `${FLUID}; overflow: visible`);
  plot.append(...look.names(document, frame, box));
  if (frame.key?.length) {
    plot.append(key(document, frame.key, box.left + box.width, look.line));
  }
  if (frame.caption) {
    const { text, width, x, y } = frame.caption;
    const lines = wrap(text, width);
    plot.append(paragraph(document, lines, { x, y }));
  }
  if (pick) {
    const ends = x.scale.domain as [number, number];
    plot.append(pickArea(document, pick, box, stops ?? ends));
  }
  for (const handle of handles) {
    plot.append(drawHandle(document, handle, box, axesOfNumbers));
  }
  const { grid } = frame;
  letRead(
    plot,
    () =>
      grid
        ? gridReadings(grid, box, ...axesOfNumbers)
        : pointReadings(listener.points({ x, y, ...panelNames(panels) }), box),
  );
  return plot;
}

/** What panels are called, by their column and row. */
function panelNames(panels: Panels | undefined): Pick<HeardAxes, "panel"> {
  if (!panels) return {};
  const { names, columns } = panels;
  return { panel: (column, row) => names[row * columns + column] ?? "" };
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
): Pick<Frame, "height" | "look"> & {
  box: Box;
  x: NumberAxis;
  y: NumberAxis;
} {
  const [across, upward] = [x, y].map(({ scale }) => {
    const [low, high] = scale.domain as Iterable<number>;
    return high - low;
  });
  const box = ratioBox(layout, upward / across);
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

/**
 * A mark that is cut off where its frame, or its panel, ends. Plot's own clip
 * needs an id, which two figures on a page could share.
 */
function cutOff(mark: Plot.Markish, beyond: number): Plot.Markish {
  if (Array.isArray(mark)) return mark.map((one) => cutOff(one, beyond));
  if (!mark) return mark;
  const draw: Plot.RenderFunction = typeof mark === "function"
    ? mark
    : mark.render.bind(mark);
  const drawInWindow: Plot.RenderFunction = (...parts) => {
    const node = draw(...parts);
    if (!node) return node;
    const [, , , size, { document }] = parts;
    const window = {
      left: size.marginLeft - beyond,
      top: size.marginTop - beyond,
      width: size.width - size.marginLeft - size.marginRight + 2 * beyond,
      height: size.height - size.marginTop - size.marginBottom + 2 * beyond,
    };
    return element(document, "g", {}, [clipped(document, window, [node])]);
  };
  return typeof mark === "function"
    ? drawInWindow
    : Object.create(mark, { render: { value: drawInWindow } });
}
