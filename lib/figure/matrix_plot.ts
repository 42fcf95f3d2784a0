import * as Plot from "@observablehq/plot";
import {
  checkArguments,
  checkOptions,
  finiteFrom,
  numbers,
  type OptionTable,
  required,
  sizeFrom,
  text,
} from "../options/mod.ts";
import { someMarks } from "./shapes.ts";
import { linearAxis } from "./axis.ts";
import { type Figure, makeFigure, type PlotMark } from "./figure.ts";
import { formatNumber } from "./format.ts";
import { drawFrame, planeFrame } from "./frame.ts";
import { squareLayout } from "./layout.ts";
import { signedIndex, signedPalette } from "./signed_palette.ts";
import { element } from "./svg.ts";

/** What {@linkcode matrixPlot} shows besides the entries. */
export interface MatrixPlotOptions {
  /** Rows, and columns. */
  readonly size: number;
  /** Shown above the picture. */
  readonly title?: string;
  /** What its rows and columns are; "sample" by default. */
  readonly name?: string;
  /** Entries of this size have the strongest color; the largest by default. */
  readonly scale?: number;
  /** Marks of Observable Plot on top: x a column, y a row, from 0. */
  readonly marks?: readonly PlotMark[];
}

/** What {@linkcode matrixPlot} takes beside the entries. */
export const matrixPlotOptions: OptionTable<MatrixPlotOptions> = {
  size: required(sizeFrom(1)),
  title: text,
  name: text,
  scale: finiteFrom(0),
  marks: someMarks,
};

/** More rows than this are drawn in blocks, each the mean of its entries. */
const MOST = 64;

/**
 * A square matrix by color, its first row at the top: orange negative, blue
 * positive, white zero. Hand `scale` in to compare matrices, as through a
 * training. Of a large matrix, means over blocks.
 *
 * @param entries size × size, row-major.
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 * @throws {RangeError} If there are not size² entries.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import {
 *   empiricalLoss,
 *   initialize,
 *   matrixPlot,
 *   mlp,
 *   teacherStudent,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const figure = matrixPlot(objective.hessian(θ), {
 *   size: objective.parameterCount,
 *   title: "Hessian",
 * });
 * assertEquals(figure.kind, "figure");
 * ```
 */
export function matrixPlot(
  entries: ArrayLike<number>,
  options: MatrixPlotOptions,
): Figure {
  const act = "draw the matrix";
  checkArguments(act, { entries }, { entries: numbers });
  checkOptions(act, options, matrixPlotOptions);
  const { size, name = "sample", marks } = options;
  if (entries.length !== size * size) {
    throw new RangeError(
      `Cannot ${act}: ${entries.length} entries, expected ${size} × ${size}`,
    );
  }
  const blocks = blocksOf(entries, size);
  const scale = options.scale ??
    blocks.reduce((most, { value }) => Math.max(most, Math.abs(value)), 0);
  const color = (value: number) => {
    const at = 3 * signedIndex(value / (scale || 1));
    return `rgb(${signedPalette.subarray(at, at + 3).join(" ")})`;
  };
  return makeFigure({
    title: options.title ?? "Matrix",
    span: "half",
    height: (width) => squareLayout(width, 0).height,
    rows: () =>
      blocks.map(({ row, column, value }) => ({ row, column, value })),
    draw(context) {
      const layout = squareLayout(context.width, 0);
      const axis = linearAxis(name, [0, size]);
      const svg = drawFrame(context, {
        ...planeFrame(layout, axis, axis),
        // the first row at the top
        y: {
          ...axis,
          scale: { type: "linear", domain: [size, 0] },
        },
        clipped: [
          Plot.rect(blocks, {
            x1: "column",
            x2: ({ column, wide }) => column + wide,
            y1: "row",
            y2: ({ row, tall }) => row + tall,
            fill: ({ value }) => color(value),
            stroke: ({ value }) => color(value),
            strokeWidth: 0.5,
            title: ({ row, column, value }) => `${row}, ${column}: ${value}`,
          }),
        ],
        added: marks,
      });
      const ends = [`−${formatNumber(scale, 2)}`, "0", formatNumber(scale, 2)];
      const { left, side } = layout;
      svg.append(
        element(context.document, "g", { "aria-label": "legend" }, [
          ...Array.from(
            { length: 21 },
            (_, k) =>
              element(context.document, "rect", {
                x: left + k * side / 21,
                y: 3,
                width: side / 21 + 0.5,
                height: 8,
                fill: color((k - 10) / 10 * scale),
              }),
          ),
          ...ends.map((label, k) =>
            element(context.document, "text", {
              x: left + k * side / 2,
              y: 24,
              "text-anchor": ["start", "middle", "end"][k],
            }, [label])
          ),
        ]),
      );
      return svg;
    },
  });
}

interface Block {
  readonly row: number;
  readonly column: number;
  readonly tall: number;
  readonly wide: number;
  readonly value: number;
}

function blocksOf(entries: ArrayLike<number>, size: number): Block[] {
  const count = Math.min(size, MOST);
  const stops = Array.from(
    { length: count + 1 },
    (_, k) => Math.round(k * size / count),
  );
  return stops.slice(1).flatMap((bottom, r) =>
    stops.slice(1).map((right, c): Block => {
      const [row, column] = [stops[r], stops[c]];
      const [tall, wide] = [bottom - row, right - column];
      let sum = 0;
      for (let i = row; i < bottom; i++) {
        for (let j = column; j < right; j++) sum += entries[i * size + j];
      }
      return { row, column, tall, wide, value: sum / (tall * wide) };
    })
  );
}
