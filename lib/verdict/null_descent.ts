import { addScaled, norm } from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";
import { randomGenerator } from "../random/mod.ts";
import {
  type LocalCurvature,
  type NullSpace,
  scalesOf,
} from "./local_curvature.ts";
import { nullAxes } from "./null_axes.ts";
import { type Descent, nullPaths } from "./null_paths.ts";
import { steepestNullDirection } from "./steepest_null_direction.ts";

/** Random directions tried of each basis, each both ways. */
const tries = 4;
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
  const unknown = { ...nullSpace, rounding };
  const paths = nullPaths(
    parameters,
    objective,
    (g, out) => curvature.newtonStep(g, [], "stiff", out),
    unknown,
  );
  const isFlat = nullSpace.directions.length === parameters.length;
  const others = nullSpace.across && !isFlat
    ? [nullPaths(parameters, objective, nullSpace.across, unknown)]
    : [];
  const scales = scalesOf(parameters);
  const random = randomGenerator(0);
  let isUnclear = nullSpace.isNegativeHere;

  /** Whether it falls along d or −d, and where it begins to change. */
  function look(
    d: Float64Array,
    isMixed = true,
  ): { falls: boolean; reach: number } {
    const ways = [1, -1].flatMap((sign) => {
      const way = d.map((x) => sign * x);
      return [paths, ...others].map((paths) => paths.follow(way));
    });
    isUnclear ||= ways.some(({ descent, isLost }) =>
      descent === "unclear" || isLost && !isMixed
    );
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
  // the same, as long as parameters themselves
  const plain: Float64Array[] = [];
  for (const direction of nullSpace.directions) {
    const unit = normalized(direction);
    const { falls, reach } = look(unit, false);
    if (falls) return "falls";
    const d = unit.map((x) => reach * x);
    const most = d.reduce(
      (max, x, i) =>
        Math.max(max, parameters[i] && Math.abs(x / parameters[i])),
      0,
    );
    const own = unit.reduce(
      (max, x, i) => Math.max(max, Math.abs(x / (parameters[i] || 1))),
      0,
    );
    plain.push(unit.map((x) => x / own));
    basis.push(d);
    modest.push(d.map((x) => x / Math.max(1, 10 * most)));
  }
  if (basis.length === 1) return isUnclear ? "unclear" : "holds";
  const axes = nullAxes(nullSpace.directions, curvature.units);
  if (axes.some((d) => look(normalized(d)).falls)) return "falls";
  if (search(basis) || search(modest)) return "falls";
  const descent = isUnclear ? "unclear" : "holds";
  // so far away only a fall tells something
  return search(plain) ? "falls" : descent;

  /** Whether it falls along some combination of these. */
  function search(own: readonly Float64Array[]): boolean {
    const start = new Float64Array(own.length);
    for (let k = 0; k < tries; k++) {
      // of a product of an even number of factors both ways are alike
      const isMirrored = k % 2 === 1;
      if (isMirrored) start[0] = -start[0];
      else start.forEach((_, j) => start[j] = random.normal());
      const d = new Float64Array(parameters.length);
      own.forEach((z, j) => addScaled(d, start[j], z, d));
      const length = sizeOf(d);
      const { falls, reach } = look(normalized(d));
      if (falls) return true;
      if (isMirrored) continue;
      const distance = beyond * reach * norm(start) / length;
      const steepest = steepestNullDirection(
        objective,
        paths,
        own.map((z) => z.map((x) => distance * x)),
        start,
      );
      if (look(normalized(steepest)).falls) return true;
    }
    return false;
  }
}
