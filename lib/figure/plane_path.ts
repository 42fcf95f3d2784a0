import type { PlanePath } from "../landscape/mod.ts";
import { formatNumber, formatPercent } from "./format.ts";
import { CATEGORICAL } from "./palette.ts";
import { elide, type KeyEntry } from "./svg.ts";

/** A path on a plane, with a name to tell it from others. */
export interface NamedPath {
  /** In the key. */
  readonly name: string;
  /** The path. */
  readonly path: PlanePath;
  /** Default: the next color of the categorical order. */
  readonly color?: string;
}

/** Points closer than this share of the plane are drawn as one: half a pixel. */
const PATH_RESOLUTION = 1e-3;

/** The color of path i among several. */
export function colorOf(i: number, color?: string): string {
  return color ?? CATEGORICAL[i % CATEGORICAL.length];
}

/** A line of the key: whose path it is, and how much of it the plane holds. */
export function pathEntry(
  { name, path, color }: NamedPath,
  i: number,
  width: number,
): KeyEntry {
  const held = formatPercent(path.varianceExplained);
  const text = `${name}: ${held} in the plane`;
  return {
    mark: "●",
    color: colorOf(i, color),
    text: elide(text, width - 20),
    whole: text,
  };
}

/** The finite points of a path that are seen apart, and its last one. */
export function thinned(
  { xs, ys }: PlanePath,
  [low, high]: readonly [number, number],
): readonly (readonly [number, number])[] {
  const points: (readonly [number, number])[] = [];
  const finite = Array.from(xs, (x, i) => [x, ys[i]] as const)
    .filter((point) => point.every(Number.isFinite));
  for (const point of finite) {
    const [x, y] = points.at(-1) ?? [Infinity, Infinity];
    const distance = Math.hypot(point[0] - x, point[1] - y);
    const apart = distance > PATH_RESOLUTION * (high - low);
    if (apart || point === finite.at(-1)) points.push(point);
  }
  return points;
}

/** How well the plane holds the path, and where its losses are right. */
export function pathSentence(path: PlanePath): string {
  const held = formatPercent(path.varianceExplained);
  return `The plane holds ${held} of the path. Along it the plane's loss is ${
    gapOf([path])
  }.`;
}

/** The same of several. */
export function pathsSentence(paths: readonly NamedPath[]): string {
  return `Along them the plane's loss is ${
    gapOf(paths.map(({ path }) => path))
  }.`;
}

/** A loss of the plane is called right up to this share of the true one. */
const RIGHT = 0.1;

/**
 * From where on losses on the plane are right, and where they are farthest off:
 * the largest ratio to the true loss, either way.
 */
function gapOf(paths: readonly PlanePath[]): string {
  const gaps = paths.map(({ losses, planeLosses }) =>
    Array.from(losses, (loss, i) => {
      const ratio = planeLosses[i] / loss;
      // zero by zero is no gap; what else is no ratio has none to tell
      return ratio > 0 ? Math.max(ratio, 1 / ratio) : 1;
    })
  );
  let worst = { factor: 1, loss: NaN };
  gaps.forEach((factors, k) =>
    factors.forEach((factor, i) => {
      if (factor > worst.factor) {
        worst = { factor, loss: paths[k].losses[i] };
      }
    })
  );
  if (worst.factor <= 1 + RIGHT) {
    return `right to ${formatPercent(worst.factor - 1)}`;
  }
  const off = worst.factor < 2
    ? formatPercent(worst.factor - 1)
    : `a factor of ${formatNumber(worst.factor, 2)}`;
  return `${
    rightFrom(paths, gaps)
  }, and farthest off, by ${off}, where the true one is ${
    formatNumber(worst.loss, 2)
  }`;
}

/** From which loss on, to the end of each path, the plane's is right. */
function rightFrom(
  paths: readonly PlanePath[],
  gaps: readonly (readonly number[])[],
): string {
  const percent = formatPercent(RIGHT);
  const starts = gaps.map((factors) =>
    factors.findLastIndex((factor) => factor > 1 + RIGHT) + 1
  );
  if (starts.some((start, k) => start >= gaps[k].length)) {
    return `not right to ${percent} even at the end`;
  }
  if (starts.every((start, k) => start === gaps[k].length - 1)) {
    return `right to ${percent} at the end only`;
  }
  const losses = starts.map((start, k) => paths[k].losses[start]);
  return `right to ${percent} once it is down to ${
    formatNumber(Math.min(...losses), 2)
  }`;
}
