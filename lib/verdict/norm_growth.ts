import { norm } from "../linalg/mod.ts";
import { log } from "../special/mod.ts";
import type { Trajectory } from "./trajectory.ts";

/** How ‖θ‖ grows at the end of a trajectory. */
export interface NormGrowth {
  /** ‖θ‖ at the end over ‖θ‖ at a tenth of its 1 + t. */
  readonly factor: number;
  /** Whether it looks as if it went on for ever. */
  readonly escapes: boolean;
}

/** The part of a trajectory that is compared with the part before it. */
const part = 0.05;
/** With fewer points nothing is said about the end. */
const fewest = 5;

/**
 * d log‖θ‖ / d log k along both parts from which on ‖θ‖ runs away, with k the
 * number of a point. Growth like log t, the slowest that is known of escapes
 * (weights that separate classes), has 1 along the flow; channels followed by
 * Newton's method had 0.26 and more, slow convergence to degenerate minima less
 * than 0.04 (students of 4, 5 and 8 neurons, 200 to 10 000 samples).
 */
const escapeRate = 0.1;

/**
 * The last part must bring this share of what the part before it brought:
 * escapes had 0.77 and more, convergence to finite points less than 0.6.
 */
const leastShare = 2 / 3;

/**
 * The growth of ‖θ‖ along the last decade of a trajectory, and whether it goes
 * on at its very end; undefined for a single point, or if θ was zero.
 *
 * That is measured along points rather than time: a trajectory is spaced by
 * log(1 + t) along the flow and by steps along the refinement, so that the
 * numbers of its points are the clock of either.
 */
export function normGrowth(
  { times, parameters }: Trajectory,
): NormGrowth | undefined {
  const last = times.length - 1;
  if (last < 1) return undefined;
  const since = (1 + times[last]) / 10 - 1;
  const decade = Math.max(0, times.findLastIndex((t) => t <= since));
  const end = norm(parameters[last]);
  const factor = end / norm(parameters[decade]);
  if (!Number.isFinite(factor)) return undefined;
  if (last + 1 < fewest) return { factor, escapes: false };
  const window = Math.max(1, Math.round(part * last));
  const middle = norm(parameters[last - window]);
  const begin = norm(parameters[last - 2 * window]);
  const rate = log(end / begin) / log(last / (last - 2 * window));
  const isSteady = end - middle >= leastShare * (middle - begin);
  return { factor, escapes: factor > 1 && rate >= escapeRate && isSteady };
}
