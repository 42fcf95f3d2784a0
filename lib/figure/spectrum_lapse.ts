import * as Plot from "@observablehq/plot";
import {
  checkArguments,
  checkOptions,
  holding,
  listOnlyOf,
  number,
  numbers,
  type OptionTable,
  text,
} from "../options/mod.ts";
import { someMarks } from "./shapes.ts";
import { decadeAxis } from "./axis.ts";
import { type Figure, makeFigure, type PlotMark } from "./figure.ts";
import { formatNumber } from "./format.ts";
import { curveBox, drawFrame } from "./frame.ts";
import { curveHeight } from "./layout.ts";
import { ROLES } from "./palette.ts";
import { aPick, type FigurePick } from "./pick.ts";
import { decadesOf } from "./scale.ts";

/** Spectra at several times of a training. */
export interface SpectrumHistory {
  /** Ascending; of the flow, or steps. */
  readonly times: ArrayLike<number>;
  /** The eigenvalues at each time, each ascending. */
  readonly eigenvalues: readonly ArrayLike<number>[];
}

/** What {@linkcode spectrumLapse} shows besides the eigenvalues. */
export interface SpectrumLapseOptions {
  /** Shown above the picture. */
  readonly title?: string;
  /** What the eigenvalues are of, on the axis; "|λ|" by default. */
  readonly yName?: string;
  /** A time to mark. */
  readonly at?: number;
  /** Sets an input to the time that is clicked. */
  readonly pick?: FigurePick;
  /** Marks of Observable Plot on top: x is 1 + t, y some |λ|. */
  readonly marks?: readonly PlotMark[];
}

/** What {@linkcode spectrumLapse} takes beside the spectra. */
export const spectrumLapseOptions: OptionTable<SpectrumLapseOptions> = {
  title: text,
  yName: text,
  at: number,
  pick: aPick,
  marks: someMarks,
};

const aHistory = holding("spectra through time", {
  times: numbers,
  eigenvalues: listOnlyOf(numbers, "a list of spectra"),
});

/** Decades below the largest that are shown: beyond there is rounding. */
const DECADES = 12;

/**
 * Eigenvalues through a training, a line for each rank, logarithmic in |λ| and
 * 1 + t; the sign is the color. What is smaller than 10⁻¹² of the largest lies on
 * the lower edge.
 *
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { spectrumLapse } from "@thalweg/thalweg";
 *
 * const figure = spectrumLapse({
 *   times: [0, 1, 2],
 *   eigenvalues: [[0.1, 2], [0.2, 1.5], [0.3, 1.2]],
 * });
 * assertEquals(figure.kind, "figure");
 * ```
 */
export function spectrumLapse(
  history: SpectrumHistory,
  options: SpectrumLapseOptions = {},
): Figure {
  checkArguments("draw the spectra", { history }, { history: aHistory });
  checkOptions("draw the spectra", options, spectrumLapseOptions);
  const { yName = "|λ|", at, pick, marks } = options;
  const { times, eigenvalues } = history;
  const ranks = eigenvalues[0]?.length ?? 0;
  const points = Array.from(
    { length: ranks },
    (_, rank) =>
      Array.from(times, (time, k) => ({
        time,
        rank,
        eigenvalue: eigenvalues[k][rank],
      })),
  );
  return makeFigure({
    title: options.title ?? "Eigenvalues through training",
    span: "half",
    height: curveHeight,
    rows: () => points.flat(),
    ...(pick ? { pick } : {}),
    draw(context) {
      const height = curveHeight(context.width);
      const sizes = points.flat().map(({ eigenvalue }) => Math.abs(eigenvalue));
      const top = sizes.reduce((most, size) => size > most ? size : most, 0);
      const floor = top * 10 ** -DECADES;
      const decades = decadesOf(sizes.filter((size) => size > floor));
      const x = decadeAxis(
        "1 + time",
        decadesOf(Array.from(times, (t) => 1 + t)),
      );
      const least = 10 ** decades.low;
      const size = (λ: number) => Math.max(least, Math.abs(λ));
      const color = (λ: number) => λ < 0 ? ROLES.negative : ROLES.positive;
      const box = curveBox(context.width, height);
      const stored = Array.from(times);
      return drawFrame(context, {
        height,
        box,
        x,
        y: decadeAxis(yName, decades),
        look: "curve",
        clipped: [
          points.map((line) =>
            Plot.line(line, {
              x: ({ time }) => 1 + time,
              y: ({ eigenvalue }) => size(eigenvalue),
              stroke: ({ eigenvalue }) => color(eigenvalue),
              z: null,
              strokeWidth: 1.25,
              strokeOpacity: 0.75,
            })
          ),
          Plot.dot(points.flat(), {
            x: ({ time }) => 1 + time,
            y: ({ eigenvalue }) => size(eigenvalue),
            r: 5,
            fill: "transparent",
            title: ({ time, rank, eigenvalue }) =>
              `time ${formatNumber(time)}, λ${rank + 1} = ${eigenvalue}`,
          }),
          Plot.ruleX(at === undefined ? [] : [1 + at], {
            stroke: "currentColor",
            strokeWidth: 1.5,
            strokeOpacity: 0.6,
          }),
        ],
        added: marks,
        key: [
          { mark: "▬", color: ROLES.positive, text: "positive" },
          { mark: "▬", color: ROLES.negative, text: "negative" },
        ],
        pick,
        stops: { values: stored, places: stored.map((t) => x.place(1 + t)) },
      });
    },
  });
}
