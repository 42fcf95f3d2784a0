import type { Document, SVGElement, SVGGElement } from "../../dom.ts";
import { drawMovable, type FigureHandle } from "../handle.ts";
import { element, round } from "../svg.ts";
import { drawBox } from "./box.ts";
import type { Relief } from "./relief.ts";
import { type Projection, projectionOf, type View } from "./view.ts";

/** A line that lies on a surface, in coordinates of the plane. */
export interface SurfaceLine {
  /** Its points, one after another. */
  readonly points: readonly (readonly [number, number])[];
  /** Of the stroke. */
  readonly color: string;
  /** In CSS pixels. */
  readonly width: number;
  /** 0 … 1. */
  readonly opacity: number;
  /** On hover. */
  readonly title: string;
  /** A hollow dot where it starts, and a filled one where it ends. */
  readonly ends?: boolean;
}

/** What a surface shows, wherever it is looked at from. */
export interface Scene {
  readonly relief: Relief;
  readonly lines: readonly SurfaceLine[];
  /** Names of the two directions. */
  readonly names: readonly [string, string];
  /** What the height is. */
  readonly value: string;
  readonly handle: FigureHandle | undefined;
  /** The part of the picture that the box may fill. */
  readonly size: {
    readonly width: number;
    readonly top: number;
    readonly height: number;
  };
  /** Where it was looked at from last: it is saved and printed like that. */
  readonly last: { view: View };
}

/** Quadrilaterals along each side at most: a picture of a hundred kilobytes. */
const MOST_CELLS = 34;
/** Steps in which a line of sight is followed through the box. */
const SIGHT = 48;
/** Of lines that are behind the surface. */
const HIDDEN_OPACITY = 0.3;

/** The surface as quadrilaterals, the farthest first. */
export function drawMesh(
  document: Document,
  { relief }: Scene,
  { place }: Projection,
): SVGGElement {
  const { grid: { xs, ys }, heights, color } = relief;
  const columns = stops(xs.length);
  const rows = stops(ys.length);
  // whether the first of them are the nearest
  const nearU = place([-0.5, 0, 0])[2] > place([0.5, 0, 0])[2];
  const nearV = place([0, -0.5, 0])[2] > place([0, 0.5, 0])[2];
  const corner = (i: number, j: number) => {
    const h = heights[j * xs.length + i];
    return place([
      (xs[i] - xs[0]) / (xs[xs.length - 1] - xs[0]) - 0.5,
      (ys[j] - ys[0]) / (ys[ys.length - 1] - ys[0]) - 0.5,
      h,
    ]);
  };
  const cells: SVGElement[] = [];
  for (const b of ordered(rows.length - 1, nearV)) {
    for (const a of ordered(columns.length - 1, nearU)) {
      const [i, k] = [columns[a], columns[a + 1]];
      const [j, l] = [rows[b], rows[b + 1]];
      const corners = [corner(i, j), corner(k, j), corner(k, l), corner(i, l)];
      if (corners.some(([x, y]) => Number.isNaN(x + y))) continue;
      const [red, green, blue] = color((i + k) >> 1, (j + l) >> 1)
        .map((part) => Math.round(255 * part));
      const fill = `rgb(${red} ${green} ${blue})`;
      cells.push(element(document, "path", {
        d: `M${corners.map(([x, y]) => `${tenth(x)} ${tenth(y)}`).join("L")}Z`,
        fill,
        stroke: fill, // no gap shows between two
      }));
    }
  }
  return element(document, "g", {
    "data-mesh": "",
    "aria-label": "surface",
    "stroke-width": 0.7,
    "stroke-linejoin": "round",
  }, cells);
}

/** Indices of a grid's lines that are drawn, its first and last among them. */
function stops(count: number): number[] {
  const cells = Math.min(MOST_CELLS, count - 1);
  return Array.from(
    { length: cells + 1 },
    (_, k) => Math.round(k * (count - 1) / cells),
  );
}

/** 0 … count − 1, or back if the first is to come last. */
function ordered(count: number, firstLast: boolean): number[] {
  return Array.from(
    { length: count },
    (_, k) => firstLast ? count - 1 - k : k,
  );
}

/** What lies on the surface; pale where the surface hides it. */
export function drawLines(
  document: Document,
  { relief, lines }: Scene,
  projection: Projection,
): SVGGElement {
  const parts = lines.flatMap((line) => {
    const { points, color, width, opacity, title, ends } = line;
    const seen = points.map(([x, y]) => {
      const point = relief.lift(x, y);
      const [left, top] = projection.place(point);
      const isInside = Math.abs(point[0]) <= 0.5 && Math.abs(point[1]) <= 0.5;
      const hidden = isHidden(relief, projection, point);
      return { left, top, hidden, isInside };
    }).filter(({ left, top }) => Number.isFinite(left + top));
    const path = (hidden: boolean, stroke: string, strokeWidth: number) => {
      const d = seen.slice(1).map((to, i) => {
        const from = seen[i];
        if (!from.isInside || !to.isInside) return "";
        if ((from.hidden || to.hidden) !== hidden) return "";
        return `M${tenth(from.left)} ${tenth(from.top)}L${tenth(to.left)} ${
          tenth(to.top)
        }`;
      }).join("");
      return d === "" ? [] : [
        element(document, "path", {
          d,
          fill: "none",
          stroke,
          "stroke-width": strokeWidth,
          "stroke-linecap": "round",
          "stroke-opacity": hidden ? HIDDEN_OPACITY * opacity : opacity,
        }, [element(document, "title", {}, [title])]),
      ];
    };
    const dot = (at: number, fill: string, stroke: string) => {
      const { left: cx, top: cy, isInside } = seen.at(at)!;
      const place = { cx, cy, r: 4.5, fill, stroke, "stroke-width": 2 };
      return isInside ? [element(document, "circle", place)] : [];
    };
    return [
      ...(ends ? path(false, "white", width + 2) : []),
      ...path(true, color, width),
      ...path(false, color, width),
      ...(ends && seen.length > 0
        ? [...dot(0, "white", color), ...dot(-1, color, "white")]
        : []),
    ];
  });
  return element(document, "g", { "data-lines": "", "aria-label": "lines" }, [
    ...parts,
  ]);
}

/** Whether the surface is between a point on it and the eye. */
function isHidden(
  { heightAt, ground }: Relief,
  { place, under }: Projection,
  point: readonly [number, number, number],
): boolean {
  const [x, y] = place(point);
  const from = point[2] + 0.02;
  for (let k = 1; k <= SIGHT; k++) {
    const h = from + k / SIGHT * (1 - from);
    const [u, v] = under(x, y, h);
    if (Math.abs(u) > 0.5 || Math.abs(v) > 0.5) return false;
    if (heightAt(...ground(u, v)) > h) return true;
  }
  return false;
}

/** The point of the plane whose surface is seen at a pixel, if there is one. */
export function pointSeen(
  { heightAt, ground }: Relief,
  { under }: Projection,
  x: number,
  y: number,
): readonly [number, number] | undefined {
  const steps = 4 * SIGHT;
  for (let k = 0; k <= steps; k++) {
    const h = 1 - k / steps;
    const [u, v] = under(x, y, h);
    if (Math.abs(u) > 0.5 || Math.abs(v) > 0.5) continue;
    const point = ground(u, v);
    if (heightAt(...point) >= h - 0.5 / steps) return point;
  }
  return undefined;
}

/** Where the handle of a scene is in the picture. */
export function placeHandle(
  { relief: { lift, grid: { xs, ys } } }: Scene,
  { place }: Projection,
  [x, y]: readonly [number, number],
): string {
  const within = (at: number, ends: ArrayLike<number>) =>
    Math.min(ends[ends.length - 1], Math.max(ends[0], at));
  const [left, top] = place(lift(within(x, xs), within(y, ys)));
  return `translate(${round(left)},${round(top)})`;
}

/** All of a scene, for a picture that stands still. */
export function drawScene(
  document: Document,
  scene: Scene,
  isPainted: boolean,
): SVGElement[] {
  const projection = projectionOf(scene.last.view, scene.size);
  const { relief: { grid: { xs, ys } }, handle } = scene;
  return [
    drawBox(document, scene.relief, projection, scene.names, scene.value),
    ...(isPainted ? [] : [drawMesh(document, scene, projection)]),
    drawLines(document, scene, projection),
    ...(handle
      ? [
        drawMovable(document, handle, {
          ends: [[xs[0], xs[xs.length - 1]], [ys[0], ys[ys.length - 1]]],
          scales: ["linear", "linear"],
          place: (value) => placeHandle(scene, projection, value),
        }),
      ]
      : []),
  ];
}

/** A coordinate with one decimal: there are thousands of them. */
function tenth(x: number): string {
  return String(Math.round(x * 10) / 10);
}
