import { dot, norm } from "../vector.ts";

/** What is left of a vector below this share of it is rounding. */
const negligible = 2 ** -50;

/**
 * A = QR by Gram and Schmidt, twice for each column, which is enough (Giraud
 * and others, Numerische Mathematik 101, 2005). Everything by columns: those of
 * A (k × m) in, those of Q (k × m; zero where a column depends on those before)
 * and of R (k × k) out.
 */
export function orthogonalize(
  A: Float64Array,
  m: number,
  k: number,
): { Q: Float64Array; R: Float64Array } {
  const Q = A.slice();
  const R = new Float64Array(k * k);
  for (let j = 0; j < k; j++) {
    const q = Q.subarray(j * m, (j + 1) * m);
    const whole = norm(q);
    for (let pass = 0; pass < 2; pass++) {
      for (let i = 0; i < j; i++) {
        const earlier = Q.subarray(i * m, (i + 1) * m);
        const share = dot(earlier, q);
        R[j * k + i] += share;
        for (let r = 0; r < m; r++) q[r] -= share * earlier[r];
      }
    }
    const rest = norm(q);
    if (rest <= negligible * whole) {
      q.fill(0);
      continue;
    }
    R[j * k + j] = rest;
    for (let r = 0; r < m; r++) q[r] /= rest;
  }
  return { Q, R };
}
