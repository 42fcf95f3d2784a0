import { addScaled, norm } from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";
import { randomGenerator } from "../random/mod.ts";
import {
  type LocalCurvature,
  type NullSpace,
  scalesOf,
} from "./local_curvature.ts";
import { type Descent, nullPaths } from "./null_paths.ts";
import { steepestNullDirection } from "./steepest_null_direction.ts";

/** Random directions tried, each both ways, and searches for the steepest. */
const tries = 8;
const searches = 4;
/** So many times the distance at which the loss is first seen to change. */
const beyond = 3;

/**
 * Follows the loss from a zero of ∇L along directions without curvature: the
 * ones that span the space, random ones, and those that a descent finds.
 *
 * A point of lower loss counts only if the loss falls all the way there like a
 * power of the distance, and if it is lower by more than curvature within the
 * bounds on eigenvalues explains.
 *
 * @param rounding Losses that differ by less are equal.
 */
export function descentFrom(
  parameters: Float64Array,
  objective: Objective,
  curvature: LocalCurvature,
  nullSpace: NullSpace,
  rounding: number,
): Descent {
  const paths = nullPaths(parameters, objective, curvature, {
    ...nullSpace,
    rounding,
  });
  const scales = scalesOf(parameters);
  const random = randomGenerator(0);
  let isUnclear = false;

  /** Whether it falls along d or −d, and where it begins to change. */
  function look(d: Float64Array): { falls: boolean; reach: number } {
    const ways = [1, -1].map((sign) => paths.follow(d.map((x) => sign * x)));
    isUnclear ||= ways.some(({ descent }) => descent === "unclear");
    return {
      falls: ways.some(({ descent }) => descent === "falls"),
      reach: Math.min(...ways.map(({ reach }) => reach)),
    };
  }

  function sizeOf(d: Float64Array): number {
    return d.reduce(
      (max, x, i) => Math.max(max, Math.abs(x) / scales[i]),
      0,
    );
  }

  /** As long as the parameters are, in the one that it changes most. */
  function normalized(d: Float64Array): Float64Array {
    const length = sizeOf(d);
    return d.map((x) => x / length);
  }

  // each as long as it takes to see the loss change
  const basis: Float64Array[] = [];
  // the same, but no longer than parameters themselves
  const modest: Float64Array[] = [];
  for (const direction of nullSpace.directions) {
    const unit = normalized(direction);
    const { falls, reach } = look(unit);
    if (falls) return "falls";
    const d = unit.map((x) => reach * x);
    const most = d.reduce(
      (max, x, i) =>
        Math.max(max, parameters[i] && Math.abs(x / parameters[i])),
      0,
    );
    basis.push(d);
    modest.push(d.map((x) => x / Math.max(1, 10 * most)));
  }
  if (basis.length === 1) return isUnclear ? "unclear" : "holds";

  for (let k = 0; k < tries; k++) {
    const own = k % 2 ? modest : basis;
    const start = Float64Array.from(own, () => random.normal());
    const d = new Float64Array(parameters.length);
    own.forEach((z, j) => addScaled(d, start[j], z, d));
    const length = sizeOf(d);
    const { falls, reach } = look(normalized(d));
    if (falls) return "falls";
    if (k >= searches) continue;
    const distance = beyond * reach * norm(start) / length;
    const steepest = steepestNullDirection(
      objective,
      paths,
      own.map((z) => z.map((x) => distance * x)),
      start,
    );
    if (look(normalized(steepest)).falls) return "falls";
  }
  return isUnclear ? "unclear" : "holds";
}
