import * as Plot from "@observablehq/plot";
import {
  checkOptions,
  listOf,
  numbers,
  type OptionTable,
  required,
  text,
} from "../options/mod.ts";
import { someMarks } from "./shapes.ts";
import { bandAxis } from "./axis.ts";
import { type Figure, makeFigure, type PlotMark } from "./figure.ts";
import { curveBox, drawFrame } from "./frame.ts";
import { MARGINS } from "./layout.ts";
import { bandColor, bandLegend, lossBands } from "./loss_bands.ts";

/** What {@linkcode heatMap} shows. */
export interface HeatMap {
  /** Shown above the picture. */
  readonly title: string;
  /** Names of the columns and rows; the first row lies at the bottom. */
  readonly columns: readonly string[];
  /** Names of the rows. */
  readonly rows: readonly string[];
  /** rows × columns losses, row-major; NaN where there is none. */
  readonly losses: ArrayLike<number>;
  /** What the columns are. */
  readonly xName: string;
  /** What the rows are. */
  readonly yName: string;
  /** Marks of Observable Plot on top: x a column, y a row, by their names. */
  readonly marks?: readonly PlotMark[];
}

const ROW_HEIGHT = 22;
const TOP = 36;

/** What {@linkcode heatMap} takes. */
export const heatMapOptions: OptionTable<HeatMap> = {
  title: required(text),
  columns: required(listOf(text)),
  rows: required(listOf(text)),
  losses: required(numbers),
  xName: required(text),
  yName: required(text),
  marks: someMarks,
};

/**
 * A table of losses by color, logarithmic.
 *
 * @throws {TypeError} If an option is unknown, missing or of another type.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { heatMap, seed } from "@thalweg/thalweg";
 *
 * const figure = heatMap({
 *   title: "Final loss by seed and width",
 *   columns: ["1", "2"],
 *   rows: ["3", "4"],
 *   losses: [1e-3, 1e-9, 1e-12, 1e-20],
 *   xName: "seed",
 *   yName: "width",
 * });
 * assertEquals(figure.kind, "figure");
 * ```
 */
export function heatMap(map: HeatMap): Figure {
  checkOptions("draw the heat map", map, heatMapOptions);
  const { columns, rows, losses, xName, yName } = map;
  const height = TOP + rows.length * ROW_HEIGHT + MARGINS.bottom;
  const cells = Array.from(losses, (loss, n) => ({
    [xName]: columns[n % columns.length],
    [yName]: rows[Math.floor(n / columns.length)],
    loss,
  }));
  return makeFigure({
    title: map.title,
    span: "full",
    height: () => height,
    rows: () => cells,
    draw(context) {
      const { document, width } = context;
      const box = curveBox(width, height, { ...MARGINS, top: TOP });
      const bands = lossBands(losses);
      const color = (_: unknown, n: number) => bandColor(bands, losses[n]);
      const svg = drawFrame(context, {
        height,
        box,
        x: bandAxis(xName, columns),
        y: bandAxis(yName, rows.toReversed()),
        look: "table",
        clipped: [
          Plot.cell(cells, {
            x: xName,
            y: yName,
            fill: color,
            inset: 0.5,
            title: (cell) =>
              `${xName} ${cell[xName]}, ${yName} ${
                cell[yName]
              }: loss ${cell.loss}`,
          }),
        ],
        added: map.marks,
      });
      const room = Math.min(280, box.width - 40);
      svg.append(bandLegend(document, bands, {
        left: width - MARGINS.right - room,
        side: room,
      }));
      return svg;
    },
  });
}
