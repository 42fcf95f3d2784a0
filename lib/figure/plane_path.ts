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

/** How well the plane holds the path, in a sentence. */
export function pathSentence(path: PlanePath): string {
  const held = formatPercent(path.varianceExplained);
  return `The plane holds ${held} of the path; along it the loss on the plane is off by up to ${
    gapOf([path])
  }.`;
}

/** The same of several. */
export function pathsSentence(paths: readonly NamedPath[]): string {
  return `Along them the loss on the plane is off by up to ${
    gapOf(paths.map(({ path }) => path))
  }.`;
}

/** The largest ratio of a true loss and that on the plane, either way. */
function gapOf(paths: readonly PlanePath[]): string {
  let factor = 1;
  for (const { losses, planeLosses } of paths) {
    for (let i = 0; i < losses.length; i++) {
      const ratio = planeLosses[i] / losses[i];
      if (ratio > 0) factor = Math.max(factor, ratio, 1 / ratio);
    }
  }
  return factor < 2
    ? formatPercent(factor - 1)
    : `a factor of ${formatNumber(factor, 2)}`;
}
