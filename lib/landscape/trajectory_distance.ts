import type { Trajectory } from "../verdict/trajectory.ts";
import { aTrajectory, checkArguments } from "../options/mod.ts";

/** How far one trajectory is from another, point by point of the first. */
export interface TrajectoryDistance {
  /** Times of the points of A. */
  readonly times: Float64Array;
  /** ‖a − b‖²/(2p) from each point a of A to its match b in B. */
  readonly distances: Float64Array;
  /** Which point of B each match is; never falls. */
  readonly indices: Int32Array;
  /** Times of the matches, in B. */
  readonly matchedTimes: Float64Array;
  /**
   * B ended first: from this point of A on, all are matched with the last point
   * of B. Absent where A ends no later.
   */
  readonly endedAt?: number;
}

const act = "measure the distance of trajectories";

/**
 * How far a trajectory A is from another one B, whatever their speeds: times
 * of different methods cannot be compared, ways can.
 *
 * Each point of A, one after the other, is matched with a point of B: from the
 * match of the point before, it goes forward along B as long as that does not
 * lead away. Both have to be dense: between two points of B there are none, and
 * from one point of A to the next the way must not turn far.
 *
 * @throws {TypeError} If an argument is of another type.
 * @throws {RangeError} If a trajectory has no points, or points have different
 * numbers of parameters.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { trajectoryDistance } from "@thalweg/thalweg";
 *
 * const line = {
 *   times: Float64Array.of(0, 1, 2),
 *   parameters: [[0, 0], [3, 0], [6, 0]].map((θ) => Float64Array.from(θ)),
 * };
 * const beside = {
 *   times: Float64Array.of(0, 10),
 *   parameters: [[0, 1], [6, 2]].map((θ) => Float64Array.from(θ)),
 * };
 * const { distances, matchedTimes } = trajectoryDistance(beside, line);
 * assertEquals(distances, Float64Array.of(1 / 4, 4 / 4));
 * assertEquals(matchedTimes, Float64Array.of(0, 2));
 * ```
 */
export function trajectoryDistance(
  A: Pick<Trajectory, "times" | "parameters">,
  B: Pick<Trajectory, "times" | "parameters">,
): TrajectoryDistance {
  checkArguments(act, { A, B }, { A: aTrajectory, B: aTrajectory });
  check(A.parameters, B.parameters);
  const p = B.parameters[0].length;
  const last = B.parameters.length - 1;
  const count = A.parameters.length;
  const distances = new Float64Array(count);
  const indices = new Int32Array(count);
  let j = 0;
  for (let k = 0; k < count; k++) {
    const a = A.parameters[k];
    let nearest = squaredDistance(a, B.parameters[j]);
    for (; j < last; j++) {
      const next = squaredDistance(a, B.parameters[j + 1]);
      if (next > nearest) break;
      nearest = next;
    }
    distances[k] = nearest / (2 * p);
    indices[k] = j;
  }
  const endedAt = indices.indexOf(last);
  return {
    times: A.times.slice(),
    distances,
    indices,
    matchedTimes: Float64Array.from(indices, (j) => B.times[j]),
    ...(endedAt >= 0 && endedAt < count - 1 ? { endedAt } : {}),
  };
}

function squaredDistance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) ** 2;
  return sum;
}

function check(...trajectories: (readonly Float64Array[])[]): void {
  const p = trajectories[0][0]?.length;
  for (const points of trajectories) {
    if (points.length === 0) {
      throw new RangeError(
        `Cannot ${act}: a trajectory has no points, expected one or more`,
      );
    }
    const odd = points.find(({ length }) => length !== p);
    if (odd === undefined) continue;
    throw new RangeError(
      `Cannot ${act}: a point has ${odd.length} parameters, expected ${p}`,
    );
  }
}
