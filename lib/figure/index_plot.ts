import * as Plot from "@observablehq/plot";
import {
  checkArguments,
  checkOptions,
  type OptionTable,
  text,
} from "../options/mod.ts";
import { someMarks } from "./shapes.ts";
import {
  type CriticalMark,
  criticalPoints,
  isProved,
  wordsOf,
} from "./atlas_points.ts";
import { linearAxis, lossAxis } from "./axis.ts";
import { aChoice, addChoices, type FigureChoice } from "./choose.ts";
import { type Figure, makeFigure, type PlotMark } from "./figure.ts";
import { curveBox, drawFrame } from "./frame.ts";
import { curveHeight } from "./layout.ts";
import { SURFACE } from "./palette.ts";
import { fitting, type KeyEntry, textWidth } from "./svg.ts";
import { VERDICT_COLORS } from "./verdict_counts.ts";

/** What {@linkcode indexPlot} shows besides the points. */
export interface IndexPlotOptions {
  /** Shown above the picture. */
  readonly title?: string;
  /** Sets an input to the number of the point that is clicked. */
  readonly choose?: FigureChoice;
  /** Marks of Observable Plot over the points: x an index, y a loss. */
  readonly marks?: readonly PlotMark[];
}

/** What {@linkcode indexPlot} takes beside the points. */
export const indexPlotOptions: OptionTable<IndexPlotOptions> = {
  title: text,
  choose: aChoice,
  marks: someMarks,
};

/** Points of one index whose losses are this near stand side by side, in pixels. */
const NEAR = 9;
/** And this far apart, in indices. */
const APART = 0.11;

/**
 * Critical points by index, the number of directions that lead down, and loss. A
 * ring marks those that are proved. Points of nearly the same loss stand side by
 * side.
 *
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { indexPlot } from "@thalweg/thalweg";
 *
 * const figure = indexPlot([
 *   { loss: 0, index: 0, kind: "strict minimum" },
 *   { loss: 0.2, index: 1, kind: "saddle" },
 * ]);
 * assertEquals(figure.kind, "figure");
 * ```
 */
export function indexPlot(
  points: readonly CriticalMark[],
  options: IndexPlotOptions = {},
): Figure {
  checkArguments("draw the indices", { points }, { points: criticalPoints });
  checkOptions("draw the indices", options, indexPlotOptions);
  const { choose, marks } = options;
  return makeFigure({
    title: options.title ?? "Index against loss",
    span: "half",
    height: curveHeight,
    rows: () =>
      points.map(({ index, loss, kind }, point) => ({
        point,
        index,
        loss,
        kind,
      })),
    ...(choose ? { choose } : {}),
    draw(context) {
      const { width } = context;
      const height = curveHeight(width);
      const box = curveBox(width, height);
      const most = points.reduce((most, { index }) => Math.max(most, index), 1);
      const x = {
        ...linearAxis("index: directions that lead down", [-0.5, most + 0.5]),
        ticks: (count: number) => {
          const every = Math.ceil((most + 1) / count);
          return Array.from({ length: most + 1 }, (_, k) => k)
            .filter((k) => k % every === 0)
            .map((k) => ({ value: k, label: String(k) }));
        },
      };
      const y = lossAxis("loss", points.map(({ loss }) => loss));
      const across = spread(points, (loss) => box.height * y.place(loss));
      const place = {
        x: (k: number) => points[k].index + across[k],
        y: (k: number) => points[k].loss,
      };
      const numbers = points.map((_, k) => k);
      const kinds = [...new Set(points.map(({ kind }) => kind))];
      const svg = drawFrame(context, {
        height,
        x,
        y,
        look: "curve",
        clipped: [
          Plot.dot(numbers, {
            ...place,
            r: 4.5,
            fill: (k: number) => VERDICT_COLORS[points[k].kind],
            stroke: SURFACE,
            strokeWidth: 0.75,
          }),
          Plot.dot(numbers.filter((k) => isProved(points[k])), {
            ...place,
            r: 7,
            stroke: "currentColor",
          }),
        ],
        added: marks,
        key: fitting(
          keyOf(kinds, points.some(isProved)),
          width - textWidth("↑ loss") - 28,
        ),
      });
      addChoices(
        context.document,
        svg,
        box,
        choose,
        numbers.map((k) => ({
          value: k,
          x: box.left + box.width * x.place(place.x(k)),
          y: box.top + box.height * (1 - y.place(points[k].loss)),
          words: wordsOf(points[k], k),
        })),
      );
      return svg;
    },
  });
}

function keyOf(
  kinds: readonly CriticalMark["kind"][],
  proved: boolean,
): readonly KeyEntry[] {
  return [
    ...kinds.slice(0, 3).map((kind) => ({
      mark: "●",
      color: VERDICT_COLORS[kind],
      text: kind,
    })),
    ...(proved ? [{ mark: "○", color: "currentColor", text: "proved" }] : []),
  ];
}

/** How far each point is moved aside, so that none hides another. */
function spread(
  points: readonly CriticalMark[],
  heightOf: (loss: number) => number,
): Float64Array {
  const aside = new Float64Array(points.length);
  const order = points.map((_, k) => k)
    .sort((a, b) =>
      points[a].index - points[b].index ||
      points[a].loss - points[b].loss
    );
  let group: number[] = [];
  const settle = () =>
    group.forEach((k, i) =>
      aside[k] = Math.max(
        -0.45,
        Math.min(0.45, (i - (group.length - 1) / 2) * APART),
      )
    );
  for (const k of order) {
    const last = points[group.at(-1)!];
    const together = last !== undefined && last.index === points[k].index &&
      heightOf(points[k].loss) - heightOf(last.loss) < NEAR;
    if (!together) {
      settle();
      group = [];
    }
    group.push(k);
  }
  settle();
  return aside;
}
