import { norm } from "../../linalg/mod.ts";
import type { Trajectory } from "../result.ts";

/** How ‖θ‖ grows at the end of a trajectory. */
export interface NormGrowth {
  /** ‖θ‖ at the end over ‖θ‖ at a tenth of its 1 + t. */
  readonly factor: number;
  /** d log‖θ‖ / d log k over the last tenth of its points k. */
  readonly rate: number;
}

/**
 * The growth of ‖θ‖ along the last decade of a trajectory, and at its very end.
 *
 * The rate counts points rather than time: a trajectory is spaced by log(1 + t)
 * along the flow and by steps along the refinement, so that its points are the
 * clock of either.
 */
export function normGrowth(
  { times, parameters }: Trajectory,
): NormGrowth | undefined {
  const last = times.length - 1;
  if (last < 1) return undefined;
  const end = norm(parameters[last]);
  const since = (1 + times[last]) / 10 - 1;
  const decade = times.findLastIndex((t) => t <= since);
  const before = Math.min(last - 1, Math.floor(0.9 * last));
  return {
    factor: end / norm(parameters[Math.max(0, decade)]),
    rate: Math.log(end / norm(parameters[before])) /
      Math.log((last + 1) / (before + 1)),
  };
}
