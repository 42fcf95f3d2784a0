import { addScaled, dot, norm } from "../linalg/mod.ts";
import type { LowEigenvalues, NullSpace } from "./local_curvature.ts";

/**
 * Eigenvalues with what is known of their signs in other units of the
 * parameters: by Sylvester's law of inertia these have as many negative and as
 * many positive ones, and more may be told from zero.
 */
export function withSigns(
  plain: LowEigenvalues,
  index: number,
  nullSpace: NullSpace,
): LowEigenvalues {
  const nullity = nullSpace.directions.length;
  if (nullity > plain.nullity || index < plain.index) return plain;
  return {
    ...plain,
    index,
    nullity,
    nullVectors: plain.nullity === nullity
      ? plain.nullVectors
      : orthonormal(nullSpace.directions),
    nullSpace,
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
