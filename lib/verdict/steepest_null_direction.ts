import { addScaled, dot, norm } from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";
import type { NullPaths } from "./null_paths.ts";

const steps = 20;

/**
 * The direction in which the loss is least at the distance of a basis, by gradient
 * descent on the sphere of its combinations.
 */
export function steepestNullDirection(
  objective: Objective,
  { pointAt }: NullPaths,
  basis: readonly Float64Array[],
  start: Float64Array,
): Float64Array {
  const p = basis[0].length;
  let best = unit(start);
  let lowest = lossAt(best);
  let rate = 0.5;
  for (let k = 0; k < steps && rate > 1e-3; k++) {
    const point = pointAt(combine(best), 1);
    if (point === undefined) break;
    const g = objective.gradient(point);
    const slopes = Float64Array.from(basis, (z) => dot(z, g));
    const radial = dot(slopes, best);
    addScaled(slopes, -radial, best, slopes);
    const size = norm(slopes);
    if (!(size > 0)) break;
    const next = unit(
      addScaled(best, -rate / size, slopes, new Float64Array(best.length)),
    );
    const loss = lossAt(next);
    if (loss < lowest) {
      best = next;
      lowest = loss;
    } else rate /= 2;
  }
  return combine(best);

  function combine(coefficients: Float64Array): Float64Array {
    const d = new Float64Array(p);
    basis.forEach((z, k) => addScaled(d, coefficients[k], z, d));
    return d;
  }

  function lossAt(coefficients: Float64Array): number {
    const point = pointAt(combine(coefficients), 1);
    const loss = point ? objective.loss(point) : Infinity;
    return Number.isNaN(loss) ? Infinity : loss;
  }
}

function unit(v: Float64Array): Float64Array {
  const length = norm(v);
  return v.map((x) => x / length);
}
