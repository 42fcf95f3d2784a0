import { addScaled, dot, norm } from "../linalg/mod.ts";
import type { LowEigenvalues, NullSpace } from "./local_curvature.ts";

/**
 * Eigenvalues with what is known of their signs in units in which all parameters
 * count alike: by Sylvester's law of inertia these have as many negative and as
 * many positive ones. More may be told from zero, or less, where what rounding
 * and the distance of the zero do to a row is small beside others only.
 */
export function withSigns(
  plain: LowEigenvalues,
  index: number,
  nullSpace: NullSpace,
): LowEigenvalues {
  const nullity = nullSpace.directions.length;
  const sizes = plain.eigenvalues.map(Math.abs);
  const largestNull = sizes.toSorted()[Math.min(nullity, sizes.length) - 1];
  return {
    ...plain,
    bounds: nullity > plain.nullity
      ? plain.bounds.map((bound, k) =>
        sizes[k] <= largestNull ? Math.max(bound, sizes[k]) : bound
      )
      : plain.bounds,
    index,
    nullity,
    nullVectors: plain.nullity === nullity
      ? plain.nullVectors
      : orthonormal(nullSpace.directions),
    nullSpace: { ...plain.nullSpace, ...nullSpace },
  };
}

/** An orthonormal basis of the same space (Gram–Schmidt, twice). */
function orthonormal(directions: readonly Float64Array[]): Float64Array[] {
  const basis: Float64Array[] = [];
  for (const direction of directions) {
    const length = norm(direction);
    const v = direction.map((x) => x / length);
    for (let pass = 0; pass < 2; pass++) {
      for (const b of basis) addScaled(v, -dot(b, v), b, v);
    }
    const left = norm(v);
    basis.push(v.map((x) => x / left));
  }
  return basis;
}
