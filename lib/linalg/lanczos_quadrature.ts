import { checkpoint } from "../checkpoint.ts";
import type { LinearMap } from "./krylov.ts";
import { symmetricEigen } from "./eigen/symmetric_eigen.ts";
import { addScaled, dot, norm } from "./vector.ts";

/** A rule for vᵀ f(A) v / vᵀv ≈ Σ wₖ f(λₖ). */
export interface LanczosRule {
  /** λₖ, ascending: Ritz values. */
  readonly nodes: Float64Array;
  /** wₖ ≥ 0, of sum 1. */
  readonly weights: Float64Array;
  /** Products with A. */
  readonly products: number;
}

/**
 * The Gauss rule of a symmetric A (n × n) and a vector v: after m products exact
 * for polynomials of degree 2m − 1. Lanczos with full reorthogonalization, so
 * that no Ritz value comes twice; ends early where the Krylov space is whole.
 *
 * The weights are the squares of the first components of the eigenvectors of the
 * tridiagonal matrix.
 *
 * Memory: m + 1 vectors. Work beside the products: 8 n m² operations.
 *
 * @see G. Golub and G. Meurant, Matrices, Moments and Quadrature, 1994.
 */
export function lanczosQuadrature(
  A: LinearMap,
  v: Float64Array,
  m: number,
): LanczosRule {
  const n = v.length;
  const most = Math.min(m, n);
  const T = new Float64Array(most * most);
  const length = norm(v);
  const basis = [v.map((x) => x / length)];
  let size = 0;
  let count = 0;
  for (;;) {
    checkpoint();
    const next = new Float64Array(n);
    A(basis[count], next);
    let α = 0;
    for (let pass = 0; pass < 2; pass++) { // twice is enough
      for (let j = count; j >= 0; j--) {
        const h = dot(basis[j], next);
        if (j === count) α += h;
        addScaled(next, -h, basis[j], next);
      }
    }
    T[count * most + count] = α;
    const β = norm(next);
    size = Math.max(size, Math.abs(α), β);
    count++;
    if (count === most || !(β > n * Number.EPSILON * size)) break;
    T[count * most + count - 1] = T[(count - 1) * most + count] = β;
    for (let i = 0; i < n; i++) next[i] /= β;
    basis.push(next);
  }
  const small = new Float64Array(count * count);
  for (let i = 0; i < count; i++) {
    small.set(T.subarray(i * most, i * most + count), i * count);
  }
  const { values, vectors } = symmetricEigen(small, count);
  return {
    nodes: values,
    weights: values.map((_, k) => vectors[k * count] ** 2),
    products: count,
  };
}
