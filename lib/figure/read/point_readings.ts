import type { Box } from "../svg.ts";
import { clampIndex, type Reading, type Readings } from "./readings.ts";

/** Something to read, and what it belongs to. */
export interface ReadPoint extends Reading {
  /** Keys go along a series, from left to right, and from one to the next. */
  readonly series: unknown;
}

/** Dots on the edge of a frame, in CSS pixels. */
const reach = 8;

/** Reads the nearest of some points; a pointer may be a little beyond the box. */
export function pointReadings(
  points: readonly ReadPoint[],
  box: Box,
  what = "the values",
): Readings {
  const bySeries = Map.groupBy(points, ({ series }) => series);
  const rows = [...bySeries.values()]
    .map((row) => row.toSorted((a, b) => a.x - b.x));
  const all = rows.flat();
  const starts = rows.map((_, k) =>
    rows.slice(0, k).reduce((sum, { length }) => sum + length, 0)
  );
  const closest = (some: readonly Reading[], x: number, y: number) =>
    some.reduce((best, point, n) => {
      const distance = (one: Reading) => Math.hypot(one.x - x, one.y - y);
      return distance(point) < distance(some[best]) ? n : best;
    }, 0);
  return {
    what,
    box,
    reach,
    count: all.length,
    at: (n) => all[n],
    nearest: (x, y) => closest(all, x, y),
    beside(n, across, upward) {
      const row = starts.findLastIndex((start) => start <= n);
      if (across !== 0) {
        return starts[row] +
          clampIndex(n - starts[row] + across, rows[row].length);
      }
      const other = clampIndex(row - upward, rows.length);
      return other === row
        ? n
        : starts[other] + closest(rows[other], all[n].x, all[n].y);
    },
  };
}
