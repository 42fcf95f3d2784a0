import {
  above,
  type Balls,
  below,
  type Intervals,
  zeroBalls,
  zeros,
} from "../../interval/mod.ts";
import { symmetricEigen } from "../eigen/symmetric_eigen.ts";
import { distanceBound, identity } from "./distance.ts";
import { ballProduct, exactBalls, transposed } from "./product.ts";

/**
 * Encloses the n eigenvalues, in ascending order, of every symmetric matrix that
 * a symmetric matrix of balls holds; ends are NaN where that cannot be done.
 *
 * With V and Λ from floating point, δ ≥ ‖I − VᵀV‖ and r ≥ ‖M − VΛVᵀ‖ over all
 * these M, the k-th eigenvalue is in λₖ[1 − δ, 1 + δ] ± r: by Ostrowski's
 * theorem VΛVᵀ has λₖ times a number between the least and the largest
 * eigenvalue of VᵀV, by Weyl's theorem M is no further off than r. Whatever is
 * wrong with V and Λ makes δ or r large.
 *
 * Cost: an eigendecomposition and two products of balls.
 */
export function verifiedEigenvalues(matrix: Balls, n: number): Intervals {
  const { values, vectors } = symmetricEigen(matrix.mid, n);
  const columns = exactBalls(transposed(vectors, n, n));
  const δ = distanceBound(
    ballProduct(exactBalls(vectors), columns, n, n, n),
    exactBalls(identity(n)),
    n,
  );
  const r = distanceBound(
    ballProduct(columns, scaledRows(values, vectors), n, n, n),
    matrix,
    n,
  );
  const out = zeros(n);
  values.forEach((λ, k) => {
    const spread = δ < 1 ? above(above(Math.abs(λ) * δ) + r) : NaN;
    out.lo[k] = below(λ - spread);
    out.hi[k] = above(λ + spread);
  });
  return out;
}

/** Λ V for rows of V, rounded. */
function scaledRows(values: Float64Array, rows: Float64Array): Balls {
  const n = values.length;
  const out = zeroBalls(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const product = values[i] * rows[i * n + j];
      out.mid[i * n + j] = product;
      out.rad[i * n + j] = above(above(product) - product);
    }
  }
  return out;
}
