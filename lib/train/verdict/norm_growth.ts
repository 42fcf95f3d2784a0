import { norm } from "../../linalg/mod.ts";
import type { Trajectory } from "../result.ts";

/** How ‖θ‖ grows at the end of a trajectory. */
export interface NormGrowth {
  /** ‖θ‖ at the end over ‖θ‖ at a tenth of its 1 + t. */
  readonly factor: number;
  /** Whether it looks as if it went on for ever. */
  readonly escapes: boolean;
}

/** The last part of a trajectory, and the part that is compared with another. */
const tail = 0.1;
const half = tail / 2;

/**
 * d log‖θ‖ / d log k along the tail from which on ‖θ‖ runs away, with k the
 * number of a point. Growth like log t, the slowest that is known of escapes
 * (weights that separate classes), has 1 along the flow; channels followed by
 * Newton's method had 0.26 and more, slow convergence to degenerate minima less
 * than 0.04 (students of 4, 5 and 8 neurons, 200 to 10 000 samples).
 */
const escapeRate = 0.1;

/**
 * Half of the tail must bring this part of what the half before it brought:
 * escapes had 0.77 and more, convergence to finite points less than 0.6.
 */
const slowing = 2 / 3;

/**
 * The growth of ‖θ‖ along the last decade of a trajectory, and whether it goes
 * on at its very end.
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
  const logNormAt = (share: number) =>
    Math.log(norm(parameters[Math.floor((1 - share) * last)]));
  const since = (1 + times[last]) / 10 - 1;
  const decade = Math.max(0, times.findLastIndex((t) => t <= since));
  const end = logNormAt(0);
  const recent = end - logNormAt(half);
  const before = logNormAt(half) - logNormAt(tail);
  const rate = (recent + before) / -Math.log(1 - tail);
  return {
    factor: Math.exp(end - Math.log(norm(parameters[decade]))),
    escapes: rate >= escapeRate && recent >= slowing * before,
  };
}
