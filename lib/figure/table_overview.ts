import type { Document, SVGElement } from "../dom.ts";
import type { ColumnSummary } from "../data/mod.ts";
import {
  checkArguments,
  checkOptions,
  holding,
  list,
  listOnlyOf,
  number,
  type OptionTable,
  text,
} from "../options/mod.ts";
import { type Figure, makeFigure } from "./figure.ts";
import { formatNumber } from "./format.ts";
import { ROLES } from "./palette.ts";
import { pointReadings } from "./read/point_readings.ts";
import { letRead } from "./read/readings.ts";
import { fitted } from "./short_name.ts";
import { canvas, element } from "./svg.ts";

const LEAST_WIDTH = 150;
const GAP = 24;
const BARS = 46;
/** Room above the bars for name and facts, and below them for their ends. */
const ABOVE = 36;
const BELOW = 34;
const PANEL = ABOVE + BARS + BELOW;
const CAPTION = 12;

/** What {@linkcode tableOverview} takes. */
export const tableOverviewOptions: OptionTable<{ title?: string }> = {
  title: text,
};

const someSummaries = listOnlyOf(
  holding("a summary", { name: text, bins: list, missing: number }),
  "the summaries of columns",
);

/**
 * What a table holds, a small panel for each column: name, type, missing and
 * different values, and the distribution.
 *
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readTable, summarizeTable, tableOverview } from "@thalweg/thalweg";
 *
 * const rows = readTable("length,kind\n1,x\n2,y\n3,x\n");
 * const figure = tableOverview(summarizeTable(rows));
 * assertEquals(figure.kind, "figure");
 * ```
 */
export function tableOverview(
  columns: readonly ColumnSummary[],
  options: { title?: string } = {},
): Figure {
  checkArguments("draw the table", { columns }, { columns: someSummaries });
  checkOptions("draw the table", options, tableOverviewOptions);
  const perRow = (width: number) =>
    Math.max(1, Math.floor((width + GAP) / (LEAST_WIDTH + GAP)));
  const heightOf = (width: number) =>
    Math.max(1, Math.ceil(columns.length / perRow(width))) * PANEL + CAPTION;
  return makeFigure({
    title: options.title ?? "What the table holds",
    span: "full",
    height: heightOf,
    rows: () =>
      columns.flatMap(({ name, kind, bins }) =>
        bins.map(({ label, count }) => ({ column: name, kind, label, count }))
      ),
    draw({ document, width }) {
      const svg = canvas(document, width, heightOf(width));
      const many = perRow(width);
      const panel = (width + GAP) / many - GAP;
      columns.forEach((column, n) => {
        const group = element(document, "g", {
          transform: `translate(${(n % many) * (panel + GAP)},${
            Math.floor(n / many) * PANEL
          })`,
        }, drawColumn(document, column, panel));
        svg.append(group);
      });
      letRead(svg, () =>
        pointReadings(
          columns.flatMap((column, n) =>
            column.bins.map(({ label, count }, k) => ({
              x: (n % many) * (panel + GAP) +
                (k + 0.5) * panel / column.bins.length,
              y: Math.floor(n / many) * PANEL + ABOVE + BARS / 2,
              series: n,
              words: [
                [column.name, factsOf(column), ...column.notes].join("; "),
                `${label}: ${count} of ${column.rows}`,
              ],
            }))
          ),
          { left: 0, top: 0, width, height: heightOf(width) },
          "the columns",
        ));
      svg.append(
        element(document, "text", {
          y: heightOf(width) - 4,
          "fill-opacity": 0.75,
        }, ["values →  number of cells ↑"]),
      );
      return svg;
    },
  });
}

function drawColumn(
  document: Document,
  column: ColumnSummary,
  width: number,
): SVGElement[] {
  const { name, kind, bins, rows, range } = column;
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const step = width / Math.max(1, bins.length);
  const line = (
    y: number,
    words: string,
    attributes: Record<string, string | number> = {},
  ) =>
    element(
      document,
      "text",
      { y, ...attributes },
      fitted(document, words, width),
    );
  const faint = { "fill-opacity": 0.75 };
  const whole = element(document, "title", {}, [
    [name, factsOf(column), ...column.notes].join("; "),
  ]);
  return [
    whole,
    line(12, name, { "font-weight": 600 }),
    line(28, factsOf(column), faint),
    ...bins.map(({ label, count }, k) =>
      element(document, "rect", {
        x: k * step,
        y: ABOVE + BARS * (1 - count / most),
        width: Math.max(1, step - 1),
        height: BARS * count / most,
        fill: ROLES.plain,
        "fill-opacity": kind === "text" ? 0.6 : 0.9,
      }, [
        element(document, "title", {}, [
          `${name}: ${label}, ${count} of ${rows}`,
        ]),
      ])
    ),
    element(document, "line", {
      x1: 0,
      x2: width,
      y1: ABOVE + BARS,
      y2: ABOVE + BARS,
      stroke: "currentColor",
      "stroke-opacity": 0.4,
    }),
    ...(range
      ? [
        line(ABOVE + BARS + 14, bins[0].label.split(" … ")[0], faint),
        line(ABOVE + BARS + 14, bins.at(-1)!.label.split(" … ").at(-1)!, {
          ...faint,
          x: width,
          "text-anchor": "end",
        }),
      ]
      : [line(
        ABOVE + BARS + 14,
        bins.map(({ label }) => label).join(", "),
        faint,
      )]),
  ];
}

/** Missing values first: a narrow panel cuts the rest. */
function factsOf({ kind, missing, distinct, rows }: ColumnSummary): string {
  const kinds = { number: "number", date: "date", text: "text" };
  const share = Number((100 * missing / rows).toPrecision(2));
  return [
    kinds[kind],
    ...(missing > 0 ? [`${formatNumber(share)} % missing`] : []),
    `${formatNumber(distinct)} different`,
  ].join(" · ");
}
