import type { VerdictCount } from "../verdict/count_verdicts.ts";
import { type Figure, type FigureContext, makeFigure } from "./figure.ts";
import { MARGINS } from "./layout.ts";
import { CATEGORICAL, SURFACE } from "./palette.ts";
import { GRID_OPACITY } from "./plot_frame.ts";
import { canvas, element, elide } from "./svg.ts";
import { marks } from "./verdict_badge.ts";

/** Some trainings of one kind, counted by verdict: see `countVerdicts`. */
export interface VerdictGroup {
  /** What they have in common. */
  readonly name: string;
  /** How they ended; empty while there are none. */
  readonly counts: readonly VerdictCount[];
}

/** The color of each verdict, the same in every figure. */
export const VERDICT_COLORS: Readonly<Record<VerdictCount["kind"], string>> = {
  "strict minimum": CATEGORICAL[0],
  "minimum, degenerate": CATEGORICAL[3],
  "saddle": CATEGORICAL[1],
  "saddle, degenerate": CATEGORICAL[8],
  "gradient-flat": CATEGORICAL[6],
  "escaping to infinity": CATEGORICAL[2],
  "not converged": CATEGORICAL[9],
  "none": CATEGORICAL[9],
};

const kinds = Object.keys(VERDICT_COLORS) as VerdictCount["kind"][];

const LABEL_WIDTH = 154;
const PANEL_GAP = 18;
const LEAST_PANEL = 110;
const ROW_HEIGHT = 21;
const HEADER = 24;
/** Below the rows: ticks, and room to the next panels. */
const FOOTER = 44;
const TICKS = [0, 0.5, 1];

/**
 * How many trainings ended with which verdict, a panel per group: the share of
 * each verdict as a dot, with the interval of probabilities that it agrees with
 * (95 %), and the count beside it.
 */
export function verdictCounts(
  groups: readonly VerdictGroup[],
  options: { readonly title?: string } = {},
): Figure {
  return makeFigure({
    title: options.title ?? "Where trainings end",
    span: "full",
    height: (width) => layout(groups.length, width).height,
    rows: () =>
      groups.flatMap(({ name, counts }) =>
        counts.map(({ kind, count, share, interval: [low, high] }) => ({
          group: name,
          verdict: kind,
          count,
          share,
          low,
          high,
        }))
      ),
    draw: (context) => drawCounts(groups, context),
  });
}

interface CountsLayout {
  readonly columns: number;
  readonly panelWidth: number;
  readonly panelHeight: number;
  readonly height: number;
}

function layout(groups: number, width: number): CountsLayout {
  const room = width - LABEL_WIDTH - MARGINS.right + PANEL_GAP;
  const most = Math.max(1, Math.floor(room / (LEAST_PANEL + PANEL_GAP)));
  // as many in each row as there are rows of them
  const lines = Math.max(1, Math.ceil(groups / most));
  const columns = Math.max(1, Math.ceil(groups / lines));
  const panelHeight = HEADER + kinds.length * ROW_HEIGHT + FOOTER;
  return {
    columns,
    panelWidth: room / columns - PANEL_GAP,
    panelHeight,
    height: lines * panelHeight,
  };
}

function drawCounts(
  groups: readonly VerdictGroup[],
  { document, width }: FigureContext,
): SVGSVGElement {
  const { columns, panelWidth, panelHeight, height } = layout(
    groups.length,
    width,
  );
  const svg = canvas(document, width, height);
  for (let line = 0; line * columns < groups.length; line++) {
    svg.append(
      drawNames(document, line * panelHeight + HEADER),
      element(document, "text", {
        x: width - MARGINS.right,
        y: (line + 1) * panelHeight - 8,
        "text-anchor": "end",
        "aria-label": "x-axis label",
      }, ["share of runs, with its 95 % interval →"]),
    );
  }
  groups.forEach((group, i) => {
    const left = LABEL_WIDTH + (i % columns) * (panelWidth + PANEL_GAP);
    const top = Math.floor(i / columns) * panelHeight;
    svg.appendChild(drawPanel(document, group, { left, top, panelWidth }));
  });
  return svg;
}

function middleOf(row: number): number {
  return (row + 0.5) * ROW_HEIGHT;
}

function drawNames(document: Document, top: number): SVGGElement {
  return element(
    document,
    "g",
    { "aria-label": "y-axis label" },
    kinds.map((kind, row) =>
      element(document, "text", {
        x: LABEL_WIDTH - 10,
        y: top + middleOf(row),
        dy: "0.32em",
        "text-anchor": "end",
      }, [
        element(document, "tspan", {}, [`${wordsFor(kind)} `]),
        element(document, "tspan", { fill: VERDICT_COLORS[kind] }, [
          kind === "none" ? "×" : marks[kind],
        ]),
      ])
    ),
  );
}

function wordsFor(kind: VerdictCount["kind"]): string {
  return kind === "none" ? "no verdict" : kind;
}

function drawPanel(
  document: Document,
  { name, counts }: VerdictGroup,
  { left, top, panelWidth }: {
    left: number;
    top: number;
    panelWidth: number;
  },
): SVGGElement {
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const first = top + HEADER;
  const bottom = first + kinds.length * ROW_HEIGHT;
  const x = (share: number) => left + share * panelWidth;
  const runs = total === 1 ? "1 run" : `${total} runs`;
  return element(document, "g", { "aria-label": name }, [
    element(
      document,
      "text",
      { x: left, y: top + 13, "font-weight": 600 },
      [elide(`${name}: ${runs}`, panelWidth + PANEL_GAP)],
    ),
    ...TICKS.flatMap((share) => [
      element(document, "line", {
        x1: x(share),
        x2: x(share),
        y1: first,
        y2: bottom,
        stroke: "currentColor",
        "stroke-opacity": 2 * GRID_OPACITY,
      }),
      element(document, "text", {
        x: x(share),
        y: bottom + 15,
        "text-anchor": share === 0 ? "start" : share === 1 ? "end" : "middle",
      }, [share === 1 ? "100 %" : String(100 * share)]),
    ]),
    ...counts.flatMap((each) => {
      const y = first + middleOf(kinds.indexOf(each.kind));
      return drawCount(document, each, y, x);
    }),
  ]);
}

function drawCount(
  document: Document,
  { kind, count, share, interval: [low, high] }: VerdictCount,
  y: number,
  x: (share: number) => number,
): SVGElement[] {
  const color = VERDICT_COLORS[kind];
  const beside = high < 0.8;
  const words = `${wordsFor(kind)}: ${count}, that is between ${
    Math.round(100 * low)
  } and ${Math.round(100 * high)} % of all`;
  return [
    element(document, "line", {
      x1: x(low),
      x2: x(high),
      y1: y,
      y2: y,
      stroke: color,
      "stroke-width": count > 0 ? 4 : 2,
      "stroke-opacity": count > 0 ? 0.4 : 0.25,
      "stroke-linecap": "round",
    }, [element(document, "title", {}, [words])]),
    ...(count === 0 ? [] : [
      element(document, "circle", {
        cx: x(share),
        cy: y,
        r: 4.5,
        fill: color,
        stroke: SURFACE,
      }, [element(document, "title", {}, [words])]),
      element(document, "text", {
        x: beside ? x(high) + 6 : x(low) - 6,
        y,
        dy: "0.32em",
        "text-anchor": beside ? "start" : "end",
      }, [String(count)]),
    ]),
  ];
}
