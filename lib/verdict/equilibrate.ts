/** Rows of which more than this is rounding have no unit of their own. */
const mostNoise = 1e-3;
/** Rounds halve the exponent of what is left: 2⁻¹⁰ of any ratio. */
const rounds = 10;

/**
 * A unit for each parameter in which the Hessian is of size 1: D with
 * max |D H D| about 1 in every row, so that nothing depends on the units that
 * θ is given in. Parameters that H says nothing of keep `fallback`.
 *
 * @param E Rounding of H.
 * @param most What part of a row may be rounding.
 * @see Ruiz, A scaling algorithm to equilibrate both rows and columns norms in
 * matrices, 2001.
 */
export function equilibrate(
  H: Float64Array,
  fallback: Float64Array,
  E: Float64Array,
  most: number = mostNoise,
): Float64Array {
  const p = fallback.length;
  const D = fallback.map((unit, i) => {
    const curvature = Math.abs(H[i * p + i]);
    return curvature > 0 ? 1 / Math.sqrt(curvature) : unit;
  });
  const isVoid = fallback.map(() => 0);
  for (let round = 0; round < rounds; round++) {
    const largest = D.map((_, i) => D[i] * largestOf(H, D, i));
    for (let i = 0; i < p; i++) {
      if (largest[i] > 0) D[i] /= Math.sqrt(largest[i]);
      else isVoid[i] = 1;
    }
  }
  return D.map((d, i) =>
    isVoid[i] || !Number.isFinite(d) || d * largestOf(E, D, i) > most
      ? Math.min(fallback[i], d)
      : d
  );
}

/** max |Hᵢⱼ| Dⱼ in row i. */
function largestOf(H: Float64Array, D: Float64Array, i: number): number {
  const p = D.length;
  let largest = 0;
  for (let j = 0; j < p; j++) {
    largest = Math.max(largest, Math.abs(H[i * p + j]) * D[j]);
  }
  return largest;
}
