import type { SVGSVGElement } from "../dom.ts";
import * as Plot from "@observablehq/plot";
import type { HessianSpectrum } from "../curvature/spectrum.ts";
import type { Verdict } from "../verdict/verdict.ts";
import {
  checkArguments,
  checkOptions,
  holding,
  numbers,
  type OptionTable,
  text,
} from "../options/mod.ts";
import { someMarks } from "./shapes.ts";
import { decadeAxis, linearAxis, type NumberAxis } from "./axis.ts";
import {
  type Figure,
  type FigureContext,
  makeFigure,
  type PlotMark,
} from "./figure.ts";
import { formatNumber } from "./format.ts";
import { curveBox, drawFrame } from "./frame.ts";
import { curveHeight } from "./layout.ts";
import { HALO, ROLES, SURFACE } from "./palette.ts";
import { decadesOf, linearTicks } from "./scale.ts";
import { type KeyEntry, textWidth } from "./svg.ts";

/** Decades below the residual level that are shown, with room for its name. */
const SHOWN_BELOW = 2;
/** Height below the floor that has room for its name and a label. */
const FLOOR_LABEL = 30;
/** Between a dot and its label, in CSS pixels. */
const LABEL_DISTANCE = 7;
type Sign = "positive" | "negative" | "unknown";

interface Eigenvalue {
  readonly rank: number;
  readonly value: number;
  readonly size: number;
  readonly sign: Sign;
  readonly words: string;
}

/** Options of {@linkcode spectrumPlot}. */
export interface SpectrumPlotOptions {
  /** Shown above the picture. */
  readonly title?: string;
  /** The verdict on the same point, whose bounds are shown. */
  readonly verdict?: Verdict | undefined;
  /** Marks of Observable Plot over the dots: x a rank from 1 on, y some |λ|. */
  readonly marks?: readonly PlotMark[];
}

/** What {@linkcode spectrumPlot} takes. */
export const spectrumPlotOptions: OptionTable<SpectrumPlotOptions> = {
  title: text,
  verdict: holding("a verdict", { kind: text, bounds: numbers }),
  marks: someMarks,
};

const aSpectrum = holding("a spectrum, with eigenvalues and residuals", {
  eigenvalues: numbers,
  residuals: numbers,
});

/**
 * The eigenvalues of a Hessian by size, |λ| on a logarithmic axis with the
 * sign as color and shape. Below the largest residual ‖H v − λ v‖, or the bound
 * on which a verdict rests, a computed eigenvalue has no reliable sign; that
 * region is shaded and its dots hollow.
 *
 * @throws {TypeError} If an argument is of another type, or an option unknown or
 * missing.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import {
 *   empiricalLoss,
 *   hessianSpectrum,
 *   initialize,
 *   mlp,
 *   spectrumPlot,
 *   teacherStudent,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const figure = spectrumPlot(hessianSpectrum(objective, θ));
 * assertEquals(figure.kind, "figure");
 * ```
 */
export function spectrumPlot(
  spectrum: HessianSpectrum,
  options: SpectrumPlotOptions = {},
): Figure {
  checkArguments("draw the spectrum", { spectrum }, { spectrum: aSpectrum });
  checkOptions("draw the spectrum", options, spectrumPlotOptions);
  return makeFigure({
    title: options.title ?? "Eigenvalues of the Hessian",
    span: "half",
    height: curveHeight,
    rows: () =>
      Array.from(spectrum.eigenvalues, (eigenvalue, k) => ({
        index: k,
        eigenvalue,
        residual: spectrum.residuals[k] ?? "",
      })),
    draw: (context) => drawSpectrum(spectrum, options, context),
  });
}

function drawSpectrum(
  spectrum: HessianSpectrum,
  { verdict, marks }: SpectrumPlotOptions,
  context: FigureContext,
): SVGSVGElement {
  const height = curveHeight(context.width);
  const box = curveBox(context.width, height);
  const bounds = verdict?.bounds.length ? verdict.bounds : undefined;
  const floor = floorOf(spectrum, verdict);
  const eigenvalues = rankEigenvalues(spectrum.eigenvalues, floor);
  const shown = eigenvalues.map(({ size }) => size);
  const least = floor * 10 ** -SHOWN_BELOW;
  const decades = decadesOf(
    floor > 0 ? [...shown.filter((v) => v > least), floor, least] : shown,
  );
  const x = rankAxis(eigenvalues.length);
  const y = decadeAxis("|λ|", decades);
  const isRoomy = box.height * y.place(floor) > FLOOR_LABEL;
  const radius = eigenvalues.length > box.width / 5 ? 2 : 3.5;
  const dots = (sign: Sign, options: Plot.DotOptions) =>
    Plot.dot(eigenvalues.filter((e) => e.sign === sign), {
      x: "rank",
      y: "size",
      title: "words",
      ...options,
    });
  return drawFrame(context, {
    height,
    x,
    y,
    look: "curve",
    marks: [
      floor > 0
        ? [
          Plot.rect([floor], {
            y1: 0,
            y2: (floor: number) => floor,
            fillOpacity: 0.06,
          }),
          Plot.ruleY([floor], { strokeOpacity: 0.4 }),
          Plot.text([floor], {
            y: (floor: number) => floor,
            frameAnchor: "left",
            lineAnchor: isRoomy ? "top" : "bottom",
            dx: 5,
            dy: isRoomy ? 4 : -4,
            fillOpacity: 0.8,
            text: [`${bounds ? "bound" : "residual"}: sign unknown below`],
            ...HALO,
          }),
        ]
        : [],
      // Before the dots: a label must not hide one.
      labelExtremes(eigenvalues, {
        x: ({ rank }) => box.width * x.place(rank),
        y: ({ size }) => box.height * (1 - y.place(size)),
        bottom: box.height,
      }),
      dots("positive", { r: radius, fill: ROLES.positive }),
      dots("negative", {
        r: radius + 1,
        symbol: "diamond",
        fill: ROLES.negative,
      }),
      dots("unknown", {
        r: radius - 0.5,
        fill: SURFACE,
        stroke: "currentColor",
        strokeOpacity: 0.6,
      }),
    ],
    added: marks,
    key: countSigns(eigenvalues),
  });
}

/**
 * Up to which size a sign is unknown: the largest residual and bound, and what
 * is computed as negative where the verdict, which knows more, says that nothing
 * is for sure.
 */
function floorOf(
  { eigenvalues, residuals }: HessianSpectrum,
  verdict: SpectrumPlotOptions["verdict"],
): number {
  const doubtful = verdict && /minimum/.test(verdict.kind)
    ? Array.from(eigenvalues).filter((λ) => λ < 0).map((λ) => -λ)
    : [];
  return [...residuals, ...verdict?.bounds ?? [], ...doubtful].reduce(
    (max, r) => r > max && r < Infinity ? r : max,
    0,
  );
}

function rankAxis(count: number): NumberAxis {
  const axis = linearAxis("rank by |λ|", [0.5, Math.max(1, count) + 0.5]);
  return {
    ...axis,
    ticks: (fitting) =>
      linearTicks(1, Math.max(2, count), Math.min(count, fitting))
        .filter(Number.isInteger)
        .map((value) => ({ value, label: String(value) })),
  };
}

function rankEigenvalues(values: Float64Array, floor: number): Eigenvalue[] {
  return Array.from(values).filter(Number.isFinite)
    .sort((a, b) => Math.abs(b) - Math.abs(a))
    .map((value, i) => ({
      rank: i + 1,
      value,
      size: Math.abs(value),
      sign: Math.abs(value) <= floor || value === 0
        ? "unknown"
        : value > 0
        ? "positive"
        : "negative",
      words: `λ = ${value}`,
    }));
}

/**
 * Values at the dots of the largest and the smallest eigenvalue. The dots fall
 * to the right: above right of a dot is free, and below left of it. A second
 * label without room on the left goes below the dots that it runs under.
 */
function labelExtremes(
  eigenvalues: readonly Eigenvalue[],
  toPixels: {
    x: (e: Eigenvalue) => number;
    y: (e: Eigenvalue) => number;
    bottom: number;
  },
): Plot.Markish[] {
  // of one whose sign is unknown the value says nothing
  const byValue = eigenvalues.filter(({ sign }) => sign !== "unknown")
    .toSorted((a, b) => a.value - b.value);
  const extremes = [...new Set([byValue.at(-1), byValue[0]])].filter((e) =>
    e !== undefined
  );
  const onRight = (e: Eigenvalue) => e.rank > 0.55 * eigenvalues.length;
  const crowded = extremes.every((e) => !onRight(e));
  return extremes.map((e, i) => {
    const words = `λ = ${formatNumber(e.value, 3)}`;
    const below = onRight(e) || (crowded && i > 0);
    const left = toPixels.x(e);
    const toLeft = below && left > textWidth(words) + LABEL_DISTANCE;
    const right = left + textWidth(words);
    const runsUnder = eigenvalues.filter((other) =>
      other.rank >= e.rank && toPixels.x(other) <= right
    );
    const lowest = Math.max(...runsUnder.map(toPixels.y));
    const drop = toLeft
      ? toPixels.y(e) < toPixels.bottom - 20 ? 9 : 0
      : lowest - toPixels.y(e) + 2 * LABEL_DISTANCE;
    return Plot.text([e], {
      x: "rank",
      y: "size",
      text: [words],
      textAnchor: toLeft ? "end" : "start",
      dx: toLeft
        ? -LABEL_DISTANCE
        : below
        ? -LABEL_DISTANCE / 2
        : LABEL_DISTANCE,
      dy: below ? drop : -6,
      ...HALO,
    });
  });
}

function countSigns(eigenvalues: readonly Eigenvalue[]): KeyEntry[] {
  const count = (sign: Sign) =>
    eigenvalues.filter((e) => e.sign === sign).length;
  const entries: KeyEntry[] = [
    { mark: "●", color: ROLES.positive, text: `${count("positive")} positive` },
    { mark: "◆", color: ROLES.negative, text: `${count("negative")} negative` },
  ];
  const unknown = count("unknown");
  if (unknown > 0) entries.push({ mark: "○", text: `${unknown} unknown` });
  return entries;
}
