import * as Plot from "@observablehq/plot";
import {
  checkArguments,
  checkOptions,
  holding,
  listOf,
  listOnlyOf,
  numbers,
  type OptionTable,
  text,
} from "../options/mod.ts";
import { someMarks } from "./shapes.ts";
import { linearAxis, lossAxis } from "./axis.ts";
import { type Figure, makeFigure, type PlotMark } from "./figure.ts";
import { formatNumber } from "./format.ts";
import { curveBox, drawFrame } from "./frame.ts";
import { curveHeight, MARGINS } from "./layout.ts";
import { CATEGORICAL, ROLES, SURFACE } from "./palette.ts";
import { element } from "./svg.ts";

/** The losses along a way from one point to another. */
export interface LossWay {
  /** In the key. */
  readonly name: string;
  /** Shares of the way, 0 … 1, ascending. */
  readonly positions: ArrayLike<number>;
  /** The loss at each. */
  readonly losses: ArrayLike<number>;
  /** How far the loss rises above the line between its ends. */
  readonly barrier?: number;
}

/** What {@linkcode barrierPlot} shows besides the ways. */
export interface BarrierPlotOptions {
  /** Shown above the picture. */
  readonly title?: string;
  /** Names of the two ends. */
  readonly ends?: readonly [string, string];
  /** Marks of Observable Plot on top: x a share of the way, y a loss. */
  readonly marks?: readonly PlotMark[];
}

/** What {@linkcode barrierPlot} takes beside the ways. */
export const barrierPlotOptions: OptionTable<BarrierPlotOptions> = {
  title: text,
  ends: listOf(text),
  marks: someMarks,
};

const someWays = listOnlyOf(
  holding("a way", { name: text, positions: numbers, losses: numbers }),
  "a list of ways, each with name, positions and losses",
);

const KEY_LINE = 16;

/**
 * Losses along ways from one point to another, logarithmic: where it rises in
 * between there is a barrier, which the key says.
 *
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import {
 *   barrierPlot,
 *   empiricalLoss,
 *   initialize,
 *   interpolation,
 *   mlp,
 *   teacherStudent,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const { ts, losses } = interpolation(
 *   objective,
 *   θ,
 *   initialize(net, { seed: 3 }),
 * );
 * const figure = barrierPlot([{ name: "straight", positions: ts, losses }]);
 * assertEquals(figure.kind, "figure");
 * ```
 */
export function barrierPlot(
  ways: readonly LossWay[],
  options: BarrierPlotOptions = {},
): Figure {
  checkArguments("draw the barrier", { ways }, { ways: someWays });
  checkOptions("draw the barrier", options, barrierPlotOptions);
  const { ends = ["one solution", "another"], marks } = options;
  const above = ways.length * KEY_LINE;
  const heightOf = (width: number) => curveHeight(width) + above;
  return makeFigure({
    title: options.title ?? "Loss between two solutions",
    span: "half",
    height: heightOf,
    rows: () =>
      ways.flatMap(({ name, positions, losses }) =>
        Array.from(positions, (position, k) => ({
          way: name,
          position,
          loss: losses[k],
        }))
      ),
    draw(context) {
      const { document, width } = context;
      const height = heightOf(width);
      const losses = ways.flatMap(({ losses }) => Array.from(losses));
      const color = (k: number) => CATEGORICAL[COLORS[k % COLORS.length]];
      const svg = drawFrame(context, {
        height,
        box: curveBox(width, height, { ...MARGINS, top: MARGINS.top + above }),
        x: {
          ...linearAxis(`from ${ends[0]} to ${ends[1]}`, [0, 1]),
        },
        y: lossAxis("loss", losses),
        look: "curve",
        clipped: [
          ...ways.map(({ name, positions, losses }, k) =>
            Plot.line(Array.from(positions, (_, i) => i), {
              x: (i: number) => positions[i],
              y: (i: number) => losses[i],
              stroke: color(k),
              strokeWidth: 2,
              ariaLabel: () => name,
            })
          ),
          ...ways.map(({ name, positions, losses }) =>
            Plot.dot(Array.from(positions, (_, i) => i), {
              x: (i: number) => positions[i],
              y: (i: number) => losses[i],
              r: 5,
              fill: "transparent",
              title: (i: number) =>
                `${name}, at ${positions[i]} of the way: loss ${losses[i]}`,
            })
          ),
          Plot.dot(
            ways.slice(0, 1).flatMap(({ losses }) => [
              [0, losses[0]],
              [1, losses[losses.length - 1]],
            ]),
            { r: 4.5, fill: ROLES.path, stroke: SURFACE },
          ),
        ],
        added: marks,
      });
      svg.append(
        ...ways.map(({ name, barrier }, k) =>
          element(document, "text", {
            x: 8,
            y: 28 + k * KEY_LINE,
            "text-anchor": "start",
          }, [
            element(document, "tspan", { fill: color(k) }, ["▬"]),
            element(document, "tspan", {}, [
              ` ${name}${
                barrier === undefined
                  ? ""
                  : `: barrier ${formatNumber(barrier, 3)}`
              }`,
            ]),
          ])
        ),
      );
      return svg;
    },
  });
}

/** Of the ways, as positions in the categorical order: not that of a path. */
const COLORS = [0, 4, 1, 6, 3];
