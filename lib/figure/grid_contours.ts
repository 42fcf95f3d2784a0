import * as Plot from "@observablehq/plot";
// @ts-types="npm:@types/d3@^7.4.3"
import { type ContourMultiPolygon, contours } from "d3";
import type { Bands } from "./loss_bands.ts";

/** A grid of values: values[j · xs.length + i] at (xs[i], ys[j]). */
export interface Grid {
  readonly xs: ArrayLike<number>;
  readonly ys: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

/** Where value n of a grid is. */
export function gridPoint(
  { xs, ys }: Omit<Grid, "values">,
  n: number,
): { x: number; y: number } {
  return { x: xs[n % xs.length], y: ys[Math.floor(n / xs.length)] };
}

/**
 * Losses on a grid as filled contours, lowest first, each reaching from its
 * level upwards so that no gaps show. Infinite losses lie in the top band;
 * cells next to a NaN stay empty.
 */
export function filledContours(grid: Grid, bands: Bands): Plot.Markish {
  const { levels, end, place, color } = bands;
  const values = Array.from(
    grid.values,
    (loss) => Math.min(end, Math.max(levels[0], place(loss))),
  );
  const regions = regionsOf(grid, values, levels);
  return Plot.geo(regions, {
    fill: (_, k) => color(k),
    stroke: "white",
    strokeOpacity: 0.25,
    strokeWidth: 0.75,
    ariaLabel: () => "contour",
  });
}

/** Regions of the last bands of each list of values: a path may move over them. */
const drawn = new WeakMap<
  object,
  { readonly levels: string; readonly regions: ContourMultiPolygon[] }
>();

function regionsOf(
  grid: Grid,
  values: number[],
  levels: readonly number[],
): ContourMultiPolygon[] {
  const key = grid.values as object;
  const known = drawn.get(key);
  const named = `${levels.join(" ")} of ${grid.xs[0]} ${grid.ys[0]}`;
  if (known?.levels === named) return known.regions;
  const regions = levels.map((level) => regionAbove(grid, values, level));
  drawn.set(key, { levels: named, regions });
  return regions;
}

/**
 * Where values reach a level, in units of the grid. Not Plot's own contour
 * mark: it knows evenly spaced grids only, and their values between pixels.
 */
export function regionAbove(
  grid: Grid,
  values: number[],
  level: number,
): ContourMultiPolygon {
  const { xs, ys } = grid;
  const region = contours().size([xs.length, ys.length]).contour(values, level);
  for (const ring of region.coordinates.flat()) {
    for (const point of ring) placePoint(grid, point);
  }
  return region;
}

/** The line of a level without its way along the edge; a NaN breaks it. */
export function isoline(
  grid: Grid,
  level: number,
): readonly (readonly number[])[] {
  const [width, height] = [grid.xs.length, grid.ys.length];
  const gap = [NaN, NaN];
  return contours().size([width, height])
    .contour(Array.from(grid.values), level).coordinates.flat()
    .flatMap((ring) => [
      gap,
      ...ring.map((point) => {
        const [i, j] = point;
        const onEdge = i <= 0 || j <= 0 || i >= width || j >= height;
        return onEdge ? gap : placePoint(grid, point);
      }),
    ]);
}

/** From a place that counts cells from their corner to units of the grid. */
function placePoint({ xs, ys }: Grid, point: number[]): number[] {
  point[0] = at(xs, point[0] - 0.5);
  point[1] = at(ys, point[1] - 0.5);
  return point;
}

/** The coordinate at a fractional index, held at the ends. */
function at(coordinates: ArrayLike<number>, index: number): number {
  const last = coordinates.length - 1;
  const i = Math.max(0, Math.min(last - 1, Math.floor(index)));
  const share = Math.max(0, Math.min(1, index - i));
  if (share === 0 || last === 0) return coordinates[i];
  return coordinates[i] + share * (coordinates[i + 1] - coordinates[i]);
}
