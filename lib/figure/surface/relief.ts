// @ts-types="npm:@types/d3@^7.4.3"
import { bisectCenter, interpolateViridis, rgb } from "d3";
import { type Bands, lossBands } from "../loss_bands.ts";
import { BOX_HEIGHT, type BoxPoint } from "./view.ts";

/** What a relief is made of: losses on the grid of a plane. */
export interface ReliefGrid {
  /** Coordinates across, ascending. */
  readonly xs: ArrayLike<number>;
  /** Coordinates upward, ascending. */
  readonly ys: ArrayLike<number>;
  /** ys × xs, row-major: losses[j · xs.length + i]. */
  readonly losses: ArrayLike<number>;
}

/** A plane of losses as a surface in a box. */
export interface Relief {
  readonly grid: ReliefGrid;
  /** The scale of colors and heights, the same. */
  readonly bands: Bands;
  /** Height of each point of the grid, 0 … 1; NaN where there is no loss. */
  readonly heights: Float64Array;
  /** Height of a loss. */
  readonly heightOf: (loss: number) => number;
  /** Height of the surface at a point of the plane, between those around it. */
  readonly heightAt: (x: number, y: number) => number;
  /** A point of the plane in the box, on the surface. */
  readonly lift: (x: number, y: number) => BoxPoint;
  /** From the box to the plane. */
  readonly ground: (u: number, v: number) => readonly [number, number];
  /** Red, green and blue of a point, 0 … 1, lit from the front left. */
  readonly color: (i: number, j: number) => readonly [number, number, number];
}

/** Where the light comes from, in the box. */
const LIGHT = [-0.45, -0.35, 0.82];
/** Of the color, what does not depend on the light. */
const AMBIENT = 0.62;

/** The surface of losses; their logarithms, or where one is negative themselves. */
export function reliefOf(grid: ReliefGrid, isLinear: boolean = false): Relief {
  const { xs, ys, losses } = grid;
  const bands = lossBands(losses, isLinear);
  const [low, high] = [bands.levels[0], bands.end];
  const heightOf = (loss: number) =>
    Number.isNaN(loss)
      ? NaN
      : Math.min(1, Math.max(0, (bands.place(loss) - low) / (high - low)));
  const heights = Float64Array.from(losses, heightOf);
  const [columns, rows] = [xs.length, ys.length];
  const width = xs[columns - 1] - xs[0];
  const depth = ys[rows - 1] - ys[0];
  const height = (i: number, j: number) =>
    heights[
      Math.min(rows - 1, Math.max(0, j)) * columns +
      Math.min(columns - 1, Math.max(0, i))
    ];

  function heightAt(x: number, y: number): number {
    const [i, s] = cellOf(xs, x);
    const [j, t] = cellOf(ys, y);
    return (1 - s) * (1 - t) * height(i, j) + s * (1 - t) * height(i + 1, j) +
      (1 - s) * t * height(i, j + 1) + s * t * height(i + 1, j + 1);
  }

  return {
    grid,
    bands,
    heights,
    heightOf,
    heightAt,
    lift: (x, y) => [
      (x - xs[0]) / width - 0.5,
      (y - ys[0]) / depth - 0.5,
      heightAt(x, y),
    ],
    ground: (u, v) => [xs[0] + (u + 0.5) * width, ys[0] + (v + 0.5) * depth],
    color(i, j) {
      const here = height(i, j);
      const { r, g, b } = rgb(interpolateViridis(here));
      const east = (height(i + 1, j) - height(i - 1, j)) / 2;
      const north = (height(i, j + 1) - height(i, j - 1)) / 2;
      const normal = [
        -east * BOX_HEIGHT * (columns - 1),
        -north * BOX_HEIGHT * (rows - 1),
        1,
      ];
      const length = Math.hypot(...normal);
      const lit = normal.reduce((sum, n, k) => sum + n * LIGHT[k], 0) / length;
      const light = AMBIENT + (1 - AMBIENT) * Math.max(0, lit || 0) + 0.06;
      return [r, g, b].map((part) => Math.min(1, part / 255 * light)) as [
        number,
        number,
        number,
      ];
    },
  };
}

/** The cell of a coordinate among ascending ones, and its share of the cell. */
function cellOf(at: ArrayLike<number>, x: number): [number, number] {
  const list = at as readonly number[];
  const near = bisectCenter(list, x);
  const i = Math.max(
    0,
    Math.min(at.length - 2, x < at[near] ? near - 1 : near),
  );
  const share = (x - at[i]) / (at[i + 1] - at[i]);
  return [i, Math.min(1, Math.max(0, share))];
}
