import type { NumberAxis } from "../axis.ts";
import type { Box } from "../svg.ts";
import { readValue } from "./read_value.ts";
import { clampIndex, nearest, type Readings } from "./readings.ts";

/** Values on a grid between two axes of numbers. */
export interface ReadGrid {
  readonly xs: ArrayLike<number>;
  readonly ys: ArrayLike<number>;
  /** What the values are: "the loss". */
  readonly what: string;
  /** Value n, at (xs[n % xs.length], ys[⌊n / xs.length⌋]), in words. */
  readonly say: (n: number) => string;
}

/** Reads the nearest point of a grid. */
export function gridReadings(
  { xs, ys, what, say }: ReadGrid,
  box: Box,
  x: NumberAxis,
  y: NumberAxis,
): Readings {
  const across = Array.from(xs, (at) => box.left + x.place(at) * box.width);
  const down = Array.from(
    ys,
    (at) => box.top + (1 - y.place(at)) * box.height,
  );
  const split = (n: number) => [n % xs.length, Math.floor(n / xs.length)];
  return {
    what,
    box,
    reach: 0,
    count: xs.length * ys.length,
    at(n) {
      const [i, j] = split(n);
      const place = `${readValue(x, xs[i], 4)}, ${readValue(y, ys[j], 4)}`;
      return { x: across[i], y: down[j], words: [place, say(n)] };
    },
    nearest: (left, top) =>
      nearest(down, top) * xs.length + nearest(across, left),
    beside(n, right, up) {
      const [i, j] = split(n);
      return clampIndex(j + up, ys.length) * xs.length +
        clampIndex(i + right, xs.length);
    },
  };
}
