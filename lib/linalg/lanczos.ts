import { checkpoint } from "../checkpoint.ts";
import type { LinearMap } from "./krylov.ts";
import { symmetricEigen } from "./eigen/symmetric_eigen.ts";
import { addScaled, dot, norm } from "./vector.ts";

/** Which eigenpairs {@linkcode lanczos} looks for, and how long. */
export interface LanczosOptions {
  /** Which end of the spectrum. */
  readonly end: "largest" | "smallest";
  /** Bound on ‖A v − λ v‖ / ‖A‖. */
  readonly relativeTolerance: number;
  /** Products with A at most. */
  readonly maxProducts: number;
  /** Fills a vector with random numbers. */
  readonly randomize: (out: Float64Array) => void;
}

/** Eigenpairs at one end of a spectrum. */
export interface LanczosResult {
  /** Whether all of them met the bound, and a second look found the same. */
  readonly converged: boolean;
  /** The outermost first. */
  readonly values: Float64Array;
  /** vectors[i] (n, unit length) belongs to values[i]. */
  readonly vectors: readonly Float64Array[];
  /** ‖A v − λ v‖ of each pair as the recurrence has it. */
  readonly residuals: Float64Array;
  /** ‖A‖, from below. */
  readonly size: number;
  /** Products with A. */
  readonly products: number;
}

/** A long basis converges in fewer products: so many vectors, beside 2k. */
const most = 200;
const fewest = 60;
const affordableNumbers = 8e6;

/** Products between two looks at the Ritz pairs, and as a part of the basis. */
const leastGrowth = 10;
const growth = 0.25;

/**
 * The k outermost eigenpairs of a symmetric A (n × n) by the Lanczos method
 * with full reorthogonalization, restarted with the best Ritz vectors when the
 * basis is full (thick restart).
 *
 * A Krylov space holds one vector of each eigenspace; rounding brings in the
 * others. So the search goes on until two looks agree: equal eigenvalues come as
 * often as they are there.
 *
 * Memory: two bases of 200 + 2k vectors at most, fewer where these take more than
 * 64 MB. Work beside the products: 8 n operations per product and vector of the
 * basis.
 *
 * @see K. Wu and H. Simon, Thick-restart Lanczos method for large symmetric
 * eigenvalue problems, SIAM Journal on Matrix Analysis 22 (2000).
 */
export function lanczos(
  A: LinearMap,
  n: number,
  k: number,
  options: LanczosOptions,
): LanczosResult {
  const { relativeTolerance, maxProducts, randomize } = options;
  const affordable = Math.max(fewest, Math.min(most, affordableNumbers / n));
  const capacity = Math.min(n, 2 * k + Math.floor(affordable));
  /** Orthonormal; the vector after the basis is where it grows next. */
  let basis: Float64Array[] = [new Float64Array(n)];
  /** VᵀAV, capacity × capacity. */
  const T = new Float64Array(capacity * capacity);
  const coefficients = new Float64Array(capacity);
  let filled = 0;
  let products = 0;
  let size = 0;
  let coupling = 0; // of the basis to the vector after it
  let found: Float64Array | undefined; // by the look before

  /** A random unit vector orthogonal to the basis. */
  function begin(count: number): void {
    const v = basis[count] ??= new Float64Array(n);
    do {
      randomize(v);
      const scale = norm(v);
      for (let i = 0; i < n; i++) v[i] /= scale;
    } while (orthogonalize(v, count) < 0.01); // what cancels is rounding
  }

  /** Makes v orthogonal to the basis, and a unit vector; its length before. */
  function orthogonalize(v: Float64Array, count: number): number {
    coefficients.fill(0);
    for (let pass = 0; pass < 2; pass++) {
      for (let j = 0; j < count; j++) {
        const h = dot(basis[j], v);
        coefficients[j] += h;
        addScaled(v, -h, basis[j], v);
      }
    }
    const length = norm(v);
    if (length > 0) { for (let i = 0; i < n; i++) v[i] /= length; }
    return length;
  }

  /** Lets the basis grow by some vectors, until it is full. */
  function extend(): void {
    const more = Math.max(leastGrowth, Math.ceil(growth * filled));
    const target = Math.min(capacity, filled + more);
    while (filled < target && products < maxProducts) {
      checkpoint();
      const next = basis[filled + 1] ??= new Float64Array(n);
      A(basis[filled], next);
      products++;
      filled++;
      coupling = orthogonalize(next, filled);
      for (let j = 0; j < filled; j++) {
        T[j * capacity + filled - 1] = coefficients[j];
        T[(filled - 1) * capacity + j] = coefficients[j];
        size = Math.max(size, Math.abs(coefficients[j]));
      }
      if (filled === n) coupling = 0;
      else if (!(coupling > n * Number.EPSILON * size)) {
        coupling = 0; // the space is invariant: on in another one
        begin(filled);
      }
    }
  }

  /** Ritz pairs, the outermost first. */
  function ritz(): { values: Float64Array; weights: Float64Array[] } {
    const small = new Float64Array(filled * filled);
    for (let i = 0; i < filled; i++) {
      const row = i * capacity;
      small.set(T.subarray(row, row + filled), i * filled);
    }
    const { values, vectors } = symmetricEigen(small, filled);
    const order = Array.from(values, (_, i) => i);
    if (options.end === "largest") order.reverse();
    return {
      values: Float64Array.from(order, (i) => values[i]),
      weights: order.map((i) => vectors.slice(i * filled, (i + 1) * filled)),
    };
  }

  /** Σ wⱼ vⱼ over the basis. */
  function combine(weights: Float64Array): Float64Array {
    const out = new Float64Array(n);
    weights.forEach((w, j) => addScaled(out, w, basis[j], out));
    return out;
  }

  begin(0);
  for (;;) {
    extend();
    const { values, weights } = ritz();
    size = Math.max(size, ...values.map(Math.abs));
    const residuals = Float64Array.from(
      weights,
      (w) => Math.abs(coupling * w[w.length - 1]),
    );
    const bound = relativeTolerance * size;
    const here = values.slice(0, k);
    const settled = here.length === k &&
      residuals.slice(0, k).every((r) => r <= bound);
    const same = found?.every((λ, i) => Math.abs(λ - here[i]) <= bound);
    const converged = settled && (filled === n || same === true);
    if (converged || products >= maxProducts || filled === n) {
      return {
        converged,
        values: here,
        vectors: weights.slice(0, k).map(combine),
        residuals: residuals.slice(0, k),
        size,
        products,
      };
    }
    if (settled) found = here;
    if (filled < capacity) continue;
    const kept = Math.min(filled - 1, k + Math.ceil((filled - k) / 2));
    const next = basis[filled];
    const vectors = weights.slice(0, kept).map(combine);
    basis = [...vectors, next];
    T.fill(0);
    for (let j = 0; j < kept; j++) T[j * capacity + j] = values[j];
    filled = kept;
  }
}
