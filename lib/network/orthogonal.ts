import type { Generator } from "../random/mod.ts";

/**
 * A random rows × columns matrix, row-major, with orthonormal rows (or columns,
 * if these are fewer), uniformly distributed: normal vectors made orthonormal
 * by modified Gram–Schmidt, done twice so that they are so to rounding.
 */
export function orthogonalMatrix(
  rows: number,
  columns: number,
  random: Generator,
): Float64Array {
  const count = Math.min(rows, columns);
  const length = Math.max(rows, columns);
  const vectors: Float64Array[] = [];
  for (let k = 0; k < count; k++) {
    const v = Float64Array.from({ length }, () => random.normal());
    for (let pass = 0; pass < 2; pass++) {
      for (const u of vectors) subtract(v, u, dot(u, v));
    }
    const norm = Math.sqrt(dot(v, v));
    vectors.push(v.map((x) => x / norm));
  }
  return Float64Array.from(
    { length: rows * columns },
    (_, i) => {
      const row = Math.floor(i / columns);
      const column = i % columns;
      return rows <= columns ? vectors[row][column] : vectors[column][row];
    },
  );
}

function dot(u: Float64Array, v: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < u.length; i++) sum += u[i] * v[i];
  return sum;
}

/** v ← v − s u. */
function subtract(v: Float64Array, u: Float64Array, s: number): void {
  for (let i = 0; i < v.length; i++) v[i] -= s * u[i];
}
