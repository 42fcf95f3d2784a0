import type { AtlasMarks } from "./atlas_points.ts";

/** A branch of a disconnectivity tree: a minimum, or valleys that a saddle joins. */
export interface Branch {
  /** The number of the minimum, or of the saddle. */
  readonly point: number;
  /** What the saddle joins; none of a minimum. */
  readonly children: readonly Branch[];
  /** How many minima it holds. */
  readonly leaves: number;
}

/**
 * Valleys and the lowest saddles that join them, as far as descents tell: one
 * tree for all that can be reached from each other without climbing higher.
 * Minima that nothing joins are trees of their own; the deepest comes first.
 */
export function mergeTree({ points, connections }: AtlasMarks): Branch[] {
  const parent = points.map((_, k) => k);
  const find = (k: number): number =>
    parent[k] === k ? k : parent[k] = find(parent[k]);
  const branches = new Map<number, Branch>();
  points.forEach(({ index, kind }, point) => {
    if (index === 0 && !kind.startsWith("saddle")) {
      branches.set(point, { point, children: [], leaves: 1 });
    }
  });
  const down = points.map((): number[] => []);
  for (const { from, to } of connections) {
    if (to !== undefined && to !== from) down[from].push(to);
  }
  const saddles = points.map((_, k) => k).filter((k) => down[k].length > 0)
    .sort((a, b) => points[a].loss - points[b].loss);
  for (const saddle of saddles) {
    const valleys = [...new Set([saddle, ...down[saddle]].map(find))];
    const joined = valleys.map((valley) => branches.get(valley))
      .filter((branch) => branch !== undefined)
      .sort((a, b) => depth(a, points) - depth(b, points));
    const root = find(saddle);
    for (const valley of valleys) {
      branches.delete(valley);
      parent[valley] = root;
    }
    if (joined.length > 1) {
      const leaves = joined.reduce((sum, branch) => sum + branch.leaves, 0);
      branches.set(root, { point: saddle, children: joined, leaves });
    } else if (joined.length === 1) branches.set(root, joined[0]);
  }
  return [...branches.values()]
    .sort((a, b) => depth(a, points) - depth(b, points));
}

/** The lowest loss of a branch. */
function depth(branch: Branch, points: AtlasMarks["points"]): number {
  return branch.children.length === 0
    ? points[branch.point].loss
    : Math.min(...branch.children.map((child) => depth(child, points)));
}

/**
 * Where each minimum stands from left to right, 0 … 1, and each saddle of the
 * tree between what it joins.
 */
export function treePlaces(roots: readonly Branch[]): Map<number, number> {
  const places = new Map<number, number>();
  const leaves = roots.reduce((sum, root) => sum + root.leaves, 0);
  let next = 0;
  const visit = ({ point, children }: Branch): number => {
    const at = children.length === 0
      ? (next++ + 0.5) / leaves
      : mean(children.map(visit));
    places.set(point, at);
    return at;
  };
  roots.forEach(visit);
  return places;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
