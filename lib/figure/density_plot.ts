import * as Plot from "@observablehq/plot";
import type { SpectralDensity } from "../curvature/mod.ts";
import {
  checkArguments,
  checkOptions,
  holding,
  numbers,
  type OptionTable,
  text,
} from "../options/mod.ts";
import { someMarks } from "./shapes.ts";
import { decadeAxis, extentOf, linearAxis } from "./axis.ts";
import { type Figure, makeFigure, type PlotMark } from "./figure.ts";
import { formatNumber } from "./format.ts";
import { drawFrame } from "./frame.ts";
import { curveHeight } from "./layout.ts";
import { CATEGORICAL, ROLES } from "./palette.ts";
import { decadesOf } from "./scale.ts";

/** What {@linkcode densityPlot} shows besides the density. */
export interface DensityPlotOptions {
  /** Shown above the picture. */
  readonly title?: string;
  /** Eigenvalues that are known, drawn as a rug below the curve. */
  readonly eigenvalues?: ArrayLike<number>;
  /** Marks of Observable Plot on top: x some λ, y a density. */
  readonly marks?: readonly PlotMark[];
}

/** What {@linkcode densityPlot} takes beside the density. */
export const densityPlotOptions: OptionTable<DensityPlotOptions> = {
  title: text,
  eigenvalues: numbers,
  marks: someMarks,
};

const aDensity = holding("a spectral density", {
  xs: numbers,
  density: numbers,
  densityErrors: numbers,
});

/** Decades below the highest density that are shown. */
const DECADES = 5;

/**
 * The density of eigenvalues, logarithmic, as a line in a band of its standard
 * error over the probes; of one probe there is none. With eigenvalues that are
 * known: a rug of them.
 *
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import {
 *   densityPlot,
 *   empiricalLoss,
 *   initialize,
 *   mlp,
 *   spectralDensity,
 *   teacherStudent,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const figure = densityPlot(spectralDensity(objective, θ, { probes: 5 }));
 * assertEquals(figure.kind, "figure");
 * ```
 */
export function densityPlot(
  density: SpectralDensity,
  options: DensityPlotOptions = {},
): Figure {
  checkArguments("draw the density", { density }, { density: aDensity });
  checkOptions("draw the density", options, densityPlotOptions);
  const { eigenvalues = [], marks } = options;
  const { xs, density: heights, densityErrors, width, probes } = density;
  const points = Array.from(xs, (λ, k) => ({
    λ,
    density: heights[k],
    error: densityErrors[k],
  }));
  return makeFigure({
    title: options.title ?? "Density of the Hessian's eigenvalues",
    span: "half",
    height: curveHeight,
    rows: () => points,
    draw(context) {
      const top = heights.reduce((most, y) => y > most ? y : most, 0);
      const floor = top * 10 ** -DECADES;
      const decades = decadesOf([floor, 1.5 * top]);
      const least = 10 ** decades.low;
      const [low, high] = extentOf([...xs, ...Array.from(eigenvalues)]);
      const banded = points.filter(({ error }) => Number.isFinite(error));
      return drawFrame(context, {
        height: curveHeight(context.width),
        x: {
          ...linearAxis(`λ, each spread by ${formatNumber(width, 2)}`, [
            low,
            high,
          ]),
          read: (λ) => `λ = ${λ}`,
        },
        y: decadeAxis("density", decades),
        look: "curve",
        clipped: [
          Plot.areaY(banded, {
            x: "λ",
            y1: ({ density, error }) => Math.max(least, density - error),
            y2: ({ density, error }) => Math.max(least, density + error),
            fill: ROLES.plain,
            fillOpacity: 0.25,
          }),
          Plot.ruleX([0], { strokeOpacity: 0.25 }),
          Plot.line(points, {
            x: "λ",
            y: ({ density }) => Math.max(least, density),
            stroke: ROLES.plain,
            strokeWidth: 1.75,
          }),
          Plot.tickX(Array.from(eigenvalues), {
            x: (λ: number) => λ,
            stroke: CATEGORICAL[2],
            strokeOpacity: 0.55,
            insetTop: curveHeight(context.width) - 30 - 42 - 9,
            title: (λ: number) => `λ = ${λ}`,
          }),
          hoverTargets(points, least),
        ],
        added: marks,
        key: [
          {
            mark: "▬",
            color: ROLES.plain,
            text: banded.length > 0
              ? `± standard error of ${probes} probes`
              : "one probe: no error",
          },
          ...(eigenvalues.length > 0
            ? [{ mark: "|", color: CATEGORICAL[2], text: "eigenvalues" }]
            : []),
        ],
      });
    },
  });
}

/** Wide invisible dots along the line, which say its values on hover. */
function hoverTargets(
  points: readonly {
    readonly λ: number;
    readonly density: number;
    readonly error: number;
  }[],
  least: number,
) {
  const stride = Math.max(1, Math.floor(points.length / 80));
  return Plot.dot(points.filter((_, k) => k % stride === 0), {
    x: "λ",
    y: ({ density }) => Math.max(least, density),
    r: 6,
    fill: "transparent",
    title: ({ λ, density, error }) =>
      `λ ${λ}: density ${density}${
        Number.isFinite(error) ? ` ± ${error}` : ""
      }`,
  });
}
