import * as Plot from "@observablehq/plot";
import type { HessianSpectrum } from "../curvature/spectrum.ts";
import type { Verdict } from "../verdict/verdict.ts";
import { type Figure, type FigureContext, makeFigure } from "./figure.ts";
import { formatNumber } from "./format.ts";
import { curveHeight, MARGINS } from "./layout.ts";
import { ROLES, SURFACE } from "./palette.ts";
import { fitting, framedPlot, GRID_OPACITY } from "./plot_frame.ts";
import {
  decadeLabel,
  decadesOf,
  decadeTicks,
  exponentOf,
  linearTicks,
} from "./scale.ts";
import { key, type KeyEntry, textWidth } from "./svg.ts";

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
  readonly sign: Sign;
  readonly words: string;
}

/** Options of {@linkcode spectrumPlot}. */
export interface SpectrumPlotOptions {
  /** Shown above the picture. */
  readonly title?: string;
  /** The verdict on the same point, whose bounds are shown. */
  readonly verdict?: Verdict | undefined;
}

/**
 * The eigenvalues of a Hessian by size, |λ| on a logarithmic axis with the
 * sign as color and shape. Below the largest residual ‖H v − λ v‖, or the bound
 * on which a verdict rests, a computed eigenvalue has no reliable sign; that
 * region is shaded and its dots hollow.
 */
export function spectrumPlot(
  spectrum: HessianSpectrum,
  options: SpectrumPlotOptions = {},
): Figure {
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
    draw: (context) => drawSpectrum(spectrum, options.verdict, context),
  });
}

function drawSpectrum(
  spectrum: HessianSpectrum,
  verdict: Verdict | undefined,
  context: FigureContext,
): SVGSVGElement {
  const { width, document } = context;
  const height = curveHeight(width);
  const innerHeight = height - MARGINS.top - MARGINS.bottom;
  const innerWidth = width - MARGINS.left - MARGINS.right;
  const bounds = verdict?.bounds.length ? verdict.bounds : undefined;
  const floor = (bounds ?? spectrum.residuals).reduce(
    (max, r) => r > max && r < Infinity ? r : max,
    0,
  );
  const eigenvalues = rankEigenvalues(spectrum.eigenvalues, floor);
  const shown = eigenvalues.map(({ value }) => Math.abs(value));
  const least = floor * 10 ** -SHOWN_BELOW;
  const decades = decadesOf(
    floor > 0 ? [...shown.filter((v) => v > least), floor, least] : shown,
  );
  const ticks = decadeTicks(decades, fitting(innerHeight, 28));
  const rankTicks = linearTicks(
    1,
    Math.max(2, eigenvalues.length),
    Math.min(eigenvalues.length, fitting(innerWidth, 44)),
  ).filter(Number.isInteger);
  const floorExponent = exponentOf(floor, decades);
  const isRoomy = innerHeight * (floorExponent - decades.low) /
      (decades.high - decades.low) > FLOOR_LABEL;
  const place = (e: Eigenvalue) => exponentOf(Math.abs(e.value), decades);
  const radius = eigenvalues.length > innerWidth / 5 ? 2 : 3.5;
  const marks = (sign: Sign) => eigenvalues.filter((e) => e.sign === sign);
  const plot = framedPlot(context, height, {
    x: {
      type: "linear",
      domain: [0.5, Math.max(1, eigenvalues.length) + 0.5],
      axis: null,
    },
    y: { type: "linear", domain: [decades.low, decades.high], axis: null },
    marks: [
      Plot.gridY(ticks, { strokeOpacity: GRID_OPACITY }),
      Plot.axisY(ticks, {
        tickFormat: (e: number) => decadeLabel(e, decades),
        tickSize: 0,
        label: "↑ |λ|",
        labelAnchor: "top",
        labelArrow: "none",
        labelOffset: MARGINS.left - 8,
      }),
      Plot.axisX(rankTicks, {
        tickFormat: String,
        tickSize: 4,
        tickPadding: 3,
        label: "rank by |λ| →",
        labelAnchor: "right",
        labelArrow: "none",
        labelOffset: MARGINS.bottom - 4,
      }),
      ...(floor > 0
        ? [
          Plot.rect([0], {
            x1: 0.5,
            x2: Math.max(1, eigenvalues.length) + 0.5,
            y1: decades.low,
            y2: floorExponent,
            fill: "currentColor",
            fillOpacity: 0.06,
          }),
          Plot.ruleY([floorExponent], { strokeOpacity: 0.4 }),
          Plot.text([floorExponent], {
            y: (e: number) => e,
            frameAnchor: "left",
            textAnchor: "start",
            lineAnchor: isRoomy ? "top" : "bottom",
            dx: 5,
            dy: isRoomy ? 4 : -4,
            fillOpacity: 0.8,
            text: () => `${bounds ? "bound" : "residual"}: sign unknown below`,
            fill: "currentColor",
            stroke: SURFACE,
            strokeWidth: 3,
          }),
        ]
        : []),
      // Before the dots: a label must not hide one.
      ...labelExtremes(eigenvalues, {
        x: (rank) => innerWidth * (rank - 0.5) / eigenvalues.length,
        y: (e) =>
          innerHeight * (decades.high - place(e)) /
          (decades.high - decades.low),
        bottom: innerHeight,
      }, place),
      Plot.dot(marks("positive"), {
        x: "rank",
        y: place,
        r: radius,
        fill: ROLES.positive,
        title: "words",
      }),
      Plot.dot(marks("negative"), {
        x: "rank",
        y: place,
        r: radius + 1,
        symbol: "diamond",
        fill: ROLES.negative,
        title: "words",
      }),
      Plot.dot(marks("unknown"), {
        x: "rank",
        y: place,
        r: radius - 0.5,
        fill: SURFACE,
        stroke: "currentColor",
        strokeOpacity: 0.6,
        title: "words",
      }),
    ],
  });
  plot.appendChild(
    key(document, countSigns(eigenvalues), width - MARGINS.right, 12),
  );
  return plot;
}

function rankEigenvalues(values: Float64Array, floor: number): Eigenvalue[] {
  return Array.from(values).filter(Number.isFinite)
    .sort((a, b) => Math.abs(b) - Math.abs(a))
    .map((value, i) => ({
      rank: i + 1,
      value,
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
    x: (rank: number) => number;
    y: (e: Eigenvalue) => number;
    bottom: number;
  },
  place: (e: Eigenvalue) => number,
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
    const left = toPixels.x(e.rank);
    const toLeft = below && left > textWidth(words) + LABEL_DISTANCE;
    const right = left + textWidth(words);
    const runsUnder = eigenvalues.filter(({ rank }) =>
      rank >= e.rank && toPixels.x(rank) <= right
    );
    const lowest = Math.max(...runsUnder.map(toPixels.y));
    const drop = toLeft
      ? toPixels.y(e) < toPixels.bottom - 20 ? 9 : 0
      : lowest - toPixels.y(e) + 2 * LABEL_DISTANCE;
    return Plot.text([e], {
      x: "rank",
      y: place,
      text: () => words,
      textAnchor: toLeft ? "end" : "start",
      dx: toLeft
        ? -LABEL_DISTANCE
        : below
        ? -LABEL_DISTANCE / 2
        : LABEL_DISTANCE,
      dy: below ? drop : -6,
      fill: "currentColor",
      stroke: SURFACE,
      strokeWidth: 3,
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
