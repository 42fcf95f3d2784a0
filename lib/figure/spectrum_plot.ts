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
import { curveHeight, MARGINS } from "./layout.ts";
import { HALO, ROLES, SURFACE } from "./palette.ts";
import { isFree, placeLabel, type Point } from "./place_label.ts";
import { decadesOf, linearTicks } from "./scale.ts";
import { type Box, fitting, type KeyEntry, textWidth } from "./svg.ts";

/** Decades below the residual level that are shown, with room for its name. */
const SHOWN_BELOW = 2;
/** The same below the smallest eigenvalue, where the level is farther below. */
const ROOM_BELOW = 1;
/** Words may stand so far above the frame. */
const ABOVE = 13;
/** Height of the words along the floor, and where they begin. */
const FLOOR_LABEL = 16;
const INDENT = 5;
/** From a label to its dot's edge, and to the frame, in CSS pixels. */
const CLEAR = 1;
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
 * region is shaded and its dots hollow. Where all are far above, the axis ends
 * below the smallest, and words say where the bound is.
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
  const floor = floorOf(spectrum, verdict);
  const eigenvalues = rankEigenvalues(spectrum.eigenvalues, floor);
  const sizes = eigenvalues.map(({ size }) => size);
  const isFar = isFarBelow(floor, sizes);
  const least = isFar
    ? sizes.at(-1)! * 10 ** -ROOM_BELOW
    : floor * 10 ** -SHOWN_BELOW;
  const decades = decadesOf(
    floor > 0
      ? [...sizes.filter((v) => v > least), least, ...isFar ? [] : [floor]]
      : sizes,
  );
  const x = rankAxis(eigenvalues.length);
  const y = decadeAxis("|λ|", decades);
  const radius = eigenvalues.length > box.width / 5 ? 2 : 3.5;
  const dots = (sign: Sign, options: Plot.DotOptions) =>
    Plot.dot(eigenvalues.filter((e) => e.sign === sign), {
      x: "rank",
      y: "size",
      title: "words",
      ...options,
    });
  const source = verdict?.bounds.length ? "bound" : "residual";
  const words = isFar
    ? `${source} ${formatNumber(floor, 1)}, far below all`
    : `${source}: sign unknown below`;
  const toPixels = (e: Eigenvalue) => ({
    x: box.width * x.place(e.rank),
    y: box.height * (1 - y.place(e.size)),
  });
  const taken = eigenvalues.map((e) => around(toPixels(e), sizeOf(e, radius)));
  const level = isFar ? box.height : box.height * (1 - y.place(floor));
  const label = floor > 0
    ? placeFloorLabel(textWidth(words), level, box, taken)
    : undefined;
  if (label) taken.push(label);
  return drawFrame(context, {
    height,
    x,
    y,
    look: "curve",
    marks: [
      floor > 0 && !isFar
        ? [
          Plot.rect([floor], {
            y1: 0,
            y2: (floor: number) => floor,
            fillOpacity: 0.06,
          }),
          Plot.ruleY([floor], { strokeOpacity: 0.4 }),
        ]
        : [],
      label
        ? Plot.text([words], {
          frameAnchor: "top-left",
          dx: label.left,
          dy: label.top + 3,
          fillOpacity: 0.8,
          ...HALO,
        })
        : [],
      labelExtremes(eigenvalues, toPixels, taken, {
        left: 0,
        top: -ABOVE,
        width: box.width + MARGINS.right,
        height: box.height + ABOVE,
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
    key: countSigns(eigenvalues, context.width - textWidth("↑ |λ|")),
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

/**
 * Whether all eigenvalues are so far above the level that an axis down to it
 * would show little else.
 */
function isFarBelow(floor: number, sizes: readonly number[]): boolean {
  const [most = 0, least = 0] = [sizes[0], sizes.at(-1)];
  return floor > 0 && least > floor &&
    Math.log10(least / floor) > Math.log10(most / least) + SHOWN_BELOW;
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

/** Of the dot of an eigenvalue: a diamond of the same area is larger. */
function sizeOf({ sign }: Eigenvalue, radius: number): number {
  return sign === "negative" ? radius + 1 : radius;
}

/** What a dot covers, and a little more. */
function around({ x, y }: Point, radius: number): Box {
  const reach = radius + CLEAR;
  const side = 2 * reach;
  return { left: x - reach, top: y - reach, width: side, height: side };
}

/**
 * Words along the level below which signs are unknown: the dots fall to the
 * right, so that it is free below the level on the left, or above on the right.
 */
function placeFloorLabel(
  width: number,
  level: number,
  box: Box,
  taken: readonly Box[],
): Box | undefined {
  const height = FLOOR_LABEL;
  const places = [
    { left: INDENT, top: level },
    { left: INDENT, top: level - height },
    { left: box.width - INDENT - width, top: level - height },
  ].map((place) => ({ ...place, width, height }));
  return places.find((place) =>
    place.top + height <= box.height && isFree(place, taken)
  );
}

/**
 * Values beside the dots of the largest and the smallest eigenvalue, where they
 * cover neither dots nor other words; all values are read on hover.
 */
function labelExtremes(
  eigenvalues: readonly Eigenvalue[],
  toPixels: (e: Eigenvalue) => Point,
  taken: Box[],
  frame: Box,
): Plot.Markish[] {
  // of one whose sign is unknown the value says nothing
  const byValue = eigenvalues.filter(({ sign }) => sign !== "unknown")
    .toSorted((a, b) => a.value - b.value);
  const extremes = [...new Set([byValue.at(-1), byValue[0]])].filter((e) =>
    e !== undefined
  );
  return extremes.map((e) => {
    const words = `λ = ${formatNumber(e.value, 3)}`;
    const place = placeLabel(words, toPixels(e), taken, frame);
    if (!place) return [];
    taken.push(place.box);
    return Plot.text([e], {
      x: "rank",
      y: "size",
      text: [words],
      textAnchor: place.anchor,
      dx: place.dx,
      dy: place.dy,
      ...HALO,
    });
  });
}

/** How many there are of each sign; short where room is. */
function countSigns(
  eigenvalues: readonly Eigenvalue[],
  room: number,
): KeyEntry[] {
  const count = (sign: Sign) =>
    eigenvalues.filter((e) => e.sign === sign).length;
  const unknown = count("unknown");
  const entries = (positive: string, negative: string, neither: string) => [
    {
      mark: "●",
      color: ROLES.positive,
      text: `${count("positive")} ${positive}`,
    },
    {
      mark: "◆",
      color: ROLES.negative,
      text: `${count("negative")} ${negative}`,
    },
    ...(unknown > 0 ? [{ mark: "○", text: `${unknown} ${neither}` }] : []),
  ];
  const forms = [
    entries("positive", "negative", "unknown"),
    entries("positive", "negative", "?"),
    entries("> 0", "< 0", "?"),
  ];
  return forms.find((form) => fitting(form, room).length === form.length) ??
    forms[2];
}
