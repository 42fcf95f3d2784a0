import type { Document, SVGGElement, SVGSVGElement } from "../dom.ts";
import { type Figure, type FigureContext, makeFigure } from "./figure.ts";
import { formatPercent } from "./format.ts";
import { FONT_SIZE, MARGINS } from "./layout.ts";
import { ROLES } from "./palette.ts";
import { canvas, element, elide, key, textWidth } from "./svg.ts";

/** What {@linkcode confusionMatrix} shows. */
export interface Confusions {
  /** matrix[t][p]: how many samples of class t were answered p. */
  readonly matrix: readonly (readonly number[])[];
  /** A name per class. */
  readonly classNames: readonly string[];
  /** Shown above the picture. */
  readonly title?: string;
}

const LARGEST_CELL = 72;
/** Beyond this shade text in the page's color would lose contrast. */
const DARKEST = 0.55;
const NAME_WIDTH = 84;

interface MatrixLayout {
  readonly left: number;
  readonly top: number;
  readonly cell: number;
  readonly upright: boolean;
  readonly height: number;
}

/**
 * Answers of a classifier against the truth: a row per true class, a column
 * per answer, counts in the cells, shaded by their share of the row.
 */
export function confusionMatrix(confusions: Confusions): Figure {
  return makeFigure({
    title: confusions.title ?? "True and predicted classes",
    span: "half",
    height: (width) => matrixLayout(confusions, width).height,
    rows: () =>
      confusions.matrix.flatMap((row, t) =>
        row.map((count, p) => ({
          true: confusions.classNames[t],
          predicted: confusions.classNames[p],
          count,
        }))
      ),
    draw: (context) => drawMatrix(confusions, context),
  });
}

function matrixLayout(
  { classNames }: Confusions,
  width: number,
): MatrixLayout {
  const count = Math.max(1, classNames.length);
  const longest = Math.min(
    NAME_WIDTH,
    classNames.reduce((max, name) => Math.max(max, textWidth(name)), 0),
  );
  const left = Math.max(MARGINS.left, 26 + longest);
  const cell = Math.min(LARGEST_CELL, (width - left - MARGINS.right) / count);
  const upright = longest > cell - 4;
  const top = 24 + (upright ? longest + 6 : 18);
  return {
    left,
    top,
    cell,
    upright,
    height: Math.ceil(top + cell * count + 10),
  };
}

function drawMatrix(
  confusions: Confusions,
  { document, width }: FigureContext,
): SVGSVGElement {
  const { matrix, classNames } = confusions;
  const { left, top, cell, upright, height } = matrixLayout(confusions, width);
  const svg = canvas(document, width, height);
  const side = cell * classNames.length;
  const names = classNames.map((name) => elide(name, NAME_WIDTH));
  const center = (k: number) => cell * (k + 0.5);
  svg.append(
    element(
      document,
      "text",
      { x: left, y: 12, "aria-label": "x-axis label" },
      [
        "predicted →",
      ],
    ),
    element(document, "text", {
      transform: `translate(12,${top + side / 2}) rotate(-90)`,
      "text-anchor": "middle",
      "aria-label": "y-axis label",
    }, ["← true"]),
    ...names.map((name, k) =>
      element(document, "text", {
        x: left - 6,
        y: top + center(k),
        dy: "0.32em",
        "text-anchor": "end",
      }, [name])
    ),
    ...names.map((name, k) =>
      element(document, "text", {
        transform: `translate(${left + center(k)},${top - 6})` +
          (upright ? " rotate(-90)" : ""),
        "text-anchor": upright ? "start" : "middle",
        ...(upright ? { dy: "0.32em" } : {}),
      }, [name])
    ),
    ...classNames.map((_, t) =>
      drawRow(document, matrix[t] ?? [], t, confusions, { left, top, cell })
    ),
  );
  const correct = matrix.reduce((sum, row, t) => sum + (row[t] ?? 0), 0);
  const total = matrix.flat().reduce((sum, count) => sum + count, 0);
  if (total > 0) {
    const text = `${formatPercent(correct / total)} right`;
    if (side >= textWidth(`predicted → ${text}`)) {
      svg.appendChild(key(document, [{ text }], left + side, 12));
    }
  }
  return svg;
}

function drawRow(
  document: Document,
  row: readonly number[],
  t: number,
  { classNames }: Confusions,
  { left, top, cell }: { left: number; top: number; cell: number },
): SVGGElement {
  const total = row.reduce((sum, count) => sum + (count > 0 ? count : 0), 0);
  const longest = row.reduce((max, c) => Math.max(max, String(c).length), 1);
  const size = Math.min(FONT_SIZE + 1, (cell - 3) / (0.6 * longest));
  return element(document, "g", { "aria-label": classNames[t] }, [
    ...row.flatMap((count, p) => [
      element(document, "rect", {
        x: left + cell * p + 0.5,
        y: top + cell * t + 0.5,
        width: cell - 1,
        height: cell - 1,
        rx: 2,
        fill: count > 0 ? ROLES.plain : "currentColor",
        "fill-opacity": count > 0
          ? 0.06 + (DARKEST - 0.06) * Math.sqrt(count / total)
          : 0.03,
      }, [
        element(document, "title", {}, [
          `${count} of class ${classNames[t]} answered ${classNames[p]}`,
        ]),
      ]),
      element(document, "text", {
        x: left + cell * (p + 0.5),
        y: top + cell * (t + 0.5),
        dy: "0.34em",
        "text-anchor": "middle",
        "font-size": size,
        "pointer-events": "none",
        ...(count === 0 ? { "fill-opacity": 0.35 } : {}),
        ...(p === t ? { "font-weight": 600 } : {}),
      }, [size >= 6 ? String(count) : ""]),
    ]),
  ]);
}
