import { dot, norm } from "../vector.ts";

/**
 * Replaces zero rows of U (k × m, k ≤ m), whose other rows are orthonormal, so
 * that all are: by the first unit vectors of which enough is left outside.
 */
export function completeBasis(U: Float64Array, m: number, k: number): void {
  let candidate = 0;
  for (let i = 0; i < k; i++) {
    const u = U.subarray(i * m, (i + 1) * m);
    if (u.some((x) => x !== 0)) continue;
    // of m unit vectors the mean square outside of fewer than m rows is ≥ 1/m
    const enough = Math.sqrt(0.5 / m);
    for (;;) {
      u.fill(0);
      u[candidate++ % m] = 1;
      for (let pass = 0; pass < 2; pass++) {
        for (let j = 0; j < k; j++) {
          if (j === i) continue;
          const other = U.subarray(j * m, (j + 1) * m);
          const share = dot(other, u);
          for (let r = 0; r < m; r++) u[r] -= share * other[r];
        }
      }
      const rest = norm(u);
      if (rest < enough) continue;
      for (let r = 0; r < m; r++) u[r] /= rest;
      break;
    }
  }
}
