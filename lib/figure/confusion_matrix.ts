import type { SVGSVGElement } from "../dom.ts";
import * as Plot from "@observablehq/plot";
import {
  checkOptions,
  list,
  listOf,
  type OptionTable,
  required,
  text,
} from "../options/mod.ts";
import { someMarks } from "./shapes.ts";
import { type Axis, bandAxis } from "./axis.ts";
import {
  type Figure,
  type FigureContext,
  makeFigure,
  type PlotMark,
} from "./figure.ts";
import { formatPercent } from "./format.ts";
import { drawFrame } from "./frame.ts";
import { FONT_SIZE, MARGINS } from "./layout.ts";
import { ROLES } from "./palette.ts";
import { type Box, element, elide, textWidth } from "./svg.ts";

/** What {@linkcode confusionMatrix} shows. */
export interface Confusions {
  /** matrix[t][p]: how many samples of class t were answered p. */
  readonly matrix: readonly (readonly number[])[];
  /** A name per class. */
  readonly classNames: readonly string[];
  /** Shown above the picture. */
  readonly title?: string;
  /** Marks of Observable Plot on top: x the answer, y the truth, by class names. */
  readonly marks?: readonly PlotMark[];
}

const LARGEST_CELL = 72;
/** Beyond this shade text in the page's color would lose contrast. */
const DARKEST = 0.55;
const NAME_WIDTH = 84;

/** What {@linkcode confusionMatrix} takes. */
export const confusionMatrixOptions: OptionTable<Confusions> = {
  matrix: required(listOf(list)),
  classNames: required(listOf(text)),
  title: text,
  marks: someMarks,
};

/**
 * Answers of a classifier against the truth: a row per true class, a column
 * per answer, counts in the cells, shaded by their share of the row.
 *
 * @throws {TypeError} If an option is unknown, missing or of another type.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { confusionMatrix } from "@thalweg/thalweg";
 *
 * const figure = confusionMatrix({
 *   matrix: [[9, 1], [2, 8]],
 *   classNames: ["cat", "dog"],
 * });
 * assertEquals(figure.kind, "figure");
 * ```
 */
export function confusionMatrix(confusions: Confusions): Figure {
  checkOptions("draw the confusions", confusions, confusionMatrixOptions);
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

/** The box of the cells, and whether names above it stand upright. */
function matrixLayout(
  { classNames }: Confusions,
  width: number,
): { box: Box; upright: boolean; height: number } {
  const count = Math.max(1, classNames.length);
  const widths = classNames.map((name) => textWidth(name));
  const longest = Math.min(NAME_WIDTH, Math.max(0, ...widths));
  const left = Math.max(MARGINS.left, 26 + longest);
  const cell = Math.min(LARGEST_CELL, (width - left - MARGINS.right) / count);
  const upright = longest > cell - 4;
  const top = 24 + (upright ? longest + 6 : 18);
  const side = cell * count;
  return {
    box: { left, top, width: side, height: side },
    upright,
    height: Math.ceil(top + side + 10),
  };
}

function drawMatrix(
  confusions: Confusions,
  context: FigureContext,
): SVGSVGElement {
  const { matrix, classNames, marks } = confusions;
  const { document, width } = context;
  const { box, upright, height } = matrixLayout(confusions, width);
  const cells = matrix.flatMap((row, t) => {
    const total = row.reduce((sum, count) => sum + Math.max(0, count), 0);
    return row.map((count, p) => ({
      x: classNames[p],
      y: classNames[t],
      count,
      share: count / total,
      right: p === t,
    }));
  });
  const sumOf = (some: typeof cells) =>
    some.reduce((sum, { count }) => sum + count, 0);
  const total = sumOf(cells);
  const key = `${
    formatPercent(sumOf(cells.filter(({ right }) => right)) / total)
  } right`;
  const axis: Axis = {
    ...bandAxis("", classNames),
    ticks: () =>
      classNames.map((value) => {
        const label = elide(value, NAME_WIDTH);
        return { value, label, ...(label === value ? {} : { whole: value }) };
      }),
    labels: { anchor: "top", tickRotate: upright ? -90 : 0 },
  };
  const svg = drawFrame(context, {
    height,
    box,
    x: axis,
    y: axis,
    look: "table",
    clipped: [
      Plot.cell(cells, {
        x: "x",
        y: "y",
        inset: 0.5,
        rx: 2,
        fill: ({ count }) => count > 0 ? ROLES.plain : "currentColor",
        fillOpacity: ({ count, share }) =>
          count > 0 ? 0.06 + (DARKEST - 0.06) * Math.sqrt(share) : 0.03,
        title: ({ x, y, count }) => `${count} of class ${y} answered ${x}`,
      }),
      countTexts(cells, box.width / Math.max(1, classNames.length)),
    ],
    added: marks,
    key: total > 0 && box.width >= textWidth(`predicted → ${key}`)
      ? [{ text: key }]
      : [],
  });
  svg.append(
    element(document, "text", {
      x: box.left,
      y: 12,
      "text-anchor": "start",
      "aria-label": "x-axis label",
    }, ["predicted →"]),
    element(document, "text", {
      transform: `translate(12,${box.top + box.height / 2}) rotate(-90)`,
      "aria-label": "y-axis label",
    }, ["← true"]),
  );
  return svg;
}

/** The counts in their cells, as large as all of them can be read. */
function countTexts(
  cells: readonly { count: number; right: boolean }[],
  cell: number,
): Plot.Markish[] {
  const longest = Math.max(1, ...cells.map(({ count }) => `${count}`.length));
  const fontSize = Math.min(FONT_SIZE + 1, (cell - 3) / (0.6 * longest));
  if (fontSize < 6) return [];
  return [true, false].map((right) =>
    Plot.text(cells.filter((cell) => cell.right === right), {
      x: "x",
      y: "y",
      text: ({ count }) => String(count),
      fontSize,
      fontWeight: right ? 600 : 400,
      fillOpacity: ({ count }) => count === 0 ? 0.35 : 1,
      pointerEvents: "none",
    })
  );
}
