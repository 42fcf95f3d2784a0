import type { SVGSVGElement } from "../dom.ts";
import * as Plot from "@observablehq/plot";
import {
  checkArguments,
  checkOptions,
  type OptionTable,
  text,
} from "../options/mod.ts";
import { someMarks } from "./shapes.ts";
import {
  anAtlas,
  type AtlasMarks,
  isProved,
  lossLabel,
  wordsOf,
} from "./atlas_points.ts";
import { linearAxis, lossAxis, type NumberAxis } from "./axis.ts";
import { aChoice, addChoices, type FigureChoice } from "./choose.ts";
import {
  type Figure,
  type FigureContext,
  makeFigure,
  type PlotMark,
} from "./figure.ts";
import { curveBox, drawFrame } from "./frame.ts";
import { type Branch, mergeTree, treePlaces } from "./merge_tree.ts";
import { SURFACE } from "./palette.ts";
import { fitting, textWidth } from "./svg.ts";
import { VERDICT_COLORS } from "./verdict_counts.ts";

/** What {@linkcode atlasGraph} and {@linkcode disconnectivityTree} take. */
export interface AtlasGraphOptions {
  /** Shown above the picture. */
  readonly title?: string;
  /** Sets an input to the number of the point that is clicked. */
  readonly choose?: FigureChoice;
  /** Marks of Observable Plot on top: x 0 … 1, y a loss. */
  readonly marks?: readonly PlotMark[];
}

/** See {@linkcode AtlasGraphOptions}. */
export const atlasGraphOptions: OptionTable<AtlasGraphOptions> = {
  title: text,
  choose: aChoice,
  marks: someMarks,
};

const RADIUS = 5.5;
/** Up to so many marks have their losses, or indices, beside them. */
const LABELED = 24;

function heightAt(width: number): number {
  return Math.round(Math.min(420, Math.max(260, width * 0.75)));
}

/**
 * Critical points by loss, joined where a descent from one ends at the other: a
 * saddle with its index, a minimum as a filled dot at the end of the ways that
 * lead to it. A ring marks what is proved. From left to right minima stand as in
 * the disconnectivity tree, other points between what they lead to.
 *
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import {
 *   atlas,
 *   atlasGraph,
 *   empiricalLoss,
 *   initialize,
 *   mlp,
 *   teacherStudent,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const found = atlas(objective, [θ], { searches: ["descent"] });
 * const figure = atlasGraph(found);
 * assertEquals(figure.kind, "figure");
 * ```
 */
export function atlasGraph(
  atlas: AtlasMarks,
  options: AtlasGraphOptions = {},
): Figure {
  checkArguments("draw the atlas", { atlas }, { atlas: anAtlas });
  checkOptions("draw the atlas", options, atlasGraphOptions);
  return atlasFigure(atlas, options, "Ways down from saddles", {
    places: graphPlaces(atlas),
    lines: (x) =>
      atlas.connections.flatMap(({ from, to }) =>
        to === undefined ? [] : [[from, to].map((k) => [
          x.get(k)!,
          atlas.points[k].loss,
        ])]
      ),
  });
}

/**
 * Minima as leaves at their losses, joined at the loss of the lowest saddle over
 * which descents lead to both: how high one has to climb from one to another.
 * Only saddles that were found count: a lower one may be missing, and valleys
 * that stand apart may be joined.
 *
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import {
 *   atlas,
 *   disconnectivityTree,
 *   empiricalLoss,
 *   initialize,
 *   mlp,
 *   teacherStudent,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const found = atlas(objective, [θ], { searches: ["descent"] });
 * const figure = disconnectivityTree(found);
 * assertEquals(figure.kind, "figure");
 * ```
 */
export function disconnectivityTree(
  atlas: AtlasMarks,
  options: AtlasGraphOptions = {},
): Figure {
  checkArguments("draw the tree", { atlas }, { atlas: anAtlas });
  checkOptions("draw the tree", options, atlasGraphOptions);
  const roots = mergeTree(atlas);
  return atlasFigure(atlas, options, "Disconnectivity tree", {
    places: treePlaces(roots),
    lines: (x) => roots.flatMap((root) => stems(root, atlas, x)),
  });
}

/** Of each child a line up to the height where it is joined, and across. */
function stems(
  { point, children }: Branch,
  atlas: AtlasMarks,
  x: ReadonlyMap<number, number>,
): number[][][] {
  const top = atlas.points[point].loss;
  return children.flatMap((child) => [
    [
      [x.get(child.point)!, atlas.points[child.point].loss],
      [x.get(child.point)!, top],
      [x.get(point)!, top],
    ],
    ...stems(child, atlas, x),
  ]);
}

/** Saddles that join nothing new stand between what their descents reach. */
function graphPlaces(atlas: AtlasMarks): Map<number, number> {
  const places = treePlaces(mergeTree(atlas));
  const { points, connections } = atlas;
  const order = points.map((_, k) => k)
    .sort((a, b) => points[a].loss - points[b].loss);
  const taken: number[] = [];
  for (const k of order) {
    const ends = connections.filter(({ from, to }) =>
      from === k && to !== undefined && places.has(to)
    ).map(({ to }) => places.get(to!)!);
    const middle = places.get(k) ??
      (ends.length === 0
        ? 0.5
        : ends.reduce((sum, x) => sum + x, 0) / ends.length);
    // beside what already stands there
    const isLeaf = places.has(k);
    const at = isLeaf ? middle : freeNear(middle, taken, points.length);
    places.set(k, at);
    if (!isLeaf) taken.push(at);
  }
  return places;
}

/** The place nearest to one that is some way from all others. */
function freeNear(
  middle: number,
  taken: readonly number[],
  count: number,
): number {
  const gap = 0.6 / Math.max(8, count);
  for (let k = 0; k < 2 * count; k++) {
    const at = middle + (k % 2 === 0 ? 1 : -1) * Math.ceil(k / 2) * gap;
    if (at < 0.02 || at > 0.98) continue;
    if (taken.every((other) => Math.abs(other - at) > 0.9 * gap)) return at;
  }
  return middle;
}

/** What differs between the two pictures of an atlas. */
interface AtlasLayout {
  readonly places: ReadonlyMap<number, number>;
  readonly lines: (x: ReadonlyMap<number, number>) => number[][][];
}

function atlasFigure(
  atlas: AtlasMarks,
  options: AtlasGraphOptions,
  title: string,
  layout: AtlasLayout,
): Figure {
  const { choose } = options;
  return makeFigure({
    title: options.title ?? title,
    span: "half",
    height: heightAt,
    rows: () => {
      const down = atlas.points.map((_, k) =>
        atlas.connections.filter(({ from }) => from === k)
          .map(({ to }) => to ?? "nowhere").join(" ")
      );
      return atlas.points.map(({ loss, index, kind }, point) => ({
        point,
        loss,
        index,
        kind,
        descendsTo: down[point],
      }));
    },
    ...(choose ? { choose } : {}),
    draw: (context) => drawAtlas(atlas, options, layout, context),
  });
}

function drawAtlas(
  { points }: AtlasMarks,
  { choose, marks }: AtlasGraphOptions,
  { places, lines }: AtlasLayout,
  context: FigureContext,
): SVGSVGElement {
  const { width } = context;
  const height = heightAt(width);
  const box = curveBox(width, height);
  const shown = [...places.keys()];
  const x: NumberAxis = {
    ...linearAxis("minima side by side", [0, 1]),
    ticks: () => [],
  };
  const y = lossAxis("loss", shown.map((k) => points[k].loss));
  const place = {
    x: (k: number) => places.get(k)!,
    y: (k: number) => points[k].loss,
  };
  const minima = shown.filter((k) => points[k].index === 0);
  const labels = shown.length <= LABELED ? shown : [];
  const svg = drawFrame(context, {
    height,
    x,
    y,
    look: "curve",
    clipped: [
      lines(places).map((line) =>
        Plot.line(line, { stroke: "currentColor", strokeOpacity: 0.4 })
      ),
      Plot.dot(shown, {
        ...place,
        r: RADIUS,
        fill: (k: number) => VERDICT_COLORS[points[k].kind],
        stroke: SURFACE,
      }),
      Plot.dot(shown.filter((k) => isProved(points[k])), {
        ...place,
        r: RADIUS + 2.5,
        stroke: "currentColor",
      }),
    ],
    marks: [
      Plot.text(labels.filter((k) => minima.includes(k)), {
        ...place,
        text: (k: number) => lossLabel(points[k].loss),
        dy: 15,
        fill: "currentColor",
        stroke: SURFACE,
      }),
      Plot.text(labels.filter((k) => points[k].index > 0), {
        ...place,
        text: (k: number) => String(points[k].index),
        dx: 12,
        fill: "currentColor",
        stroke: SURFACE,
      }),
    ],
    added: marks,
    key: fitting([
      {
        mark: "●",
        color: VERDICT_COLORS["strict minimum"],
        text: "minimum",
      },
      { mark: "●", color: VERDICT_COLORS.saddle, text: "saddle, its index" },
      ...(shown.some((k) => isProved(points[k]))
        ? [{ mark: "○", color: "currentColor", text: "proved" }]
        : []),
    ], width - textWidth("↑ loss") - 28),
  });
  addChoices(
    context.document,
    svg,
    box,
    choose,
    shown.map((k) => ({
      value: k,
      x: box.left + box.width * x.place(place.x(k)),
      y: box.top + box.height * (1 - y.place(points[k].loss)),
      words: wordsOf(points[k], k),
    })),
  );
  return svg;
}
