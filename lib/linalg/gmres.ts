import { type KrylovReport, type KrylovSolver, lost } from "./krylov.ts";
import { addScaled, dot, isFiniteVector, norm } from "./vector.ts";
import { hypot } from "../special/mod.ts";

/**
 * The generalized minimal residual method for any A (n × n), restarted after
 * `restart` products: Arnoldi by modified Gram–Schmidt with Givens rotations.
 * restart + 1 vectors of work space, allocated here and reused by every solve.
 *
 * Y. Saad and M. H. Schultz, GMRES: a generalized minimal residual algorithm
 * for solving nonsymmetric linear systems, SIAM Journal on Scientific and
 * Statistical Computing 7 (1986).
 */
export function gmres(n: number, restart = 30): KrylovSolver {
  const V = Array.from({ length: restart + 1 }, () => new Float64Array(n));
  const H = Array.from(
    { length: restart },
    () => new Float64Array(restart + 1),
  ); // H[k] is column k
  const cosines = new Float64Array(restart);
  const sines = new Float64Array(restart);
  const g = new Float64Array(restart + 1);
  const y = new Float64Array(restart);

  return function solve(A, b, out, limits): KrylovReport {
    out.fill(0);
    const size = norm(b);
    if (size === 0) return { converged: true, products: 0, residual: 0 };
    if (!(size < Infinity)) return lost(out, 0);
    const bound = limits.relativeTolerance * size;
    let products = 0;
    let residual = size;
    V[0].set(b);
    for (;;) { // cycles
      for (let i = 0; i < n; i++) V[0][i] /= residual;
      g.fill(0);
      g[0] = residual;
      let k = 0;
      while (
        k < restart && products < limits.maxProducts && residual > bound
      ) {
        A(V[k], V[k + 1]);
        products++;
        if (!isFiniteVector(V[k + 1])) return lost(out, products);
        const stuck = arnoldiColumn(k);
        residual = Math.abs(g[k + 1]);
        k++;
        if (stuck) break;
      }
      addCorrection(k, out);
      if (residual <= bound) return report(true);
      if (products >= limits.maxProducts || k < restart) return report(false);
      A(out, V[0]);
      products++;
      for (let i = 0; i < n; i++) V[0][i] = b[i] - V[0][i];
      residual = norm(V[0]);
    }

    function report(converged: boolean): KrylovReport {
      return { converged, products, residual: residual / size };
    }
  };

  /** Orthogonalizes V[k + 1], turns column k; true where the space is spent. */
  function arnoldiColumn(k: number): boolean {
    const column = H[k];
    for (let j = 0; j <= k; j++) {
      column[j] = dot(V[j], V[k + 1]);
      addScaled(V[k + 1], -column[j], V[j], V[k + 1]);
    }
    const below = norm(V[k + 1]);
    for (let i = 0; i < n; i++) V[k + 1][i] /= below > 0 ? below : 1;
    for (let j = 0; j < k; j++) {
      const upper = column[j];
      column[j] = cosines[j] * upper + sines[j] * column[j + 1];
      column[j + 1] = cosines[j] * column[j + 1] - sines[j] * upper;
    }
    const length = hypot(column[k], below);
    if (length === 0) {
      column[k] = 1;
      cosines[k] = 1;
      sines[k] = 0;
      g[k + 1] = g[k];
      g[k] = 0;
      return true;
    }
    cosines[k] = column[k] / length;
    sines[k] = below / length;
    column[k] = length;
    g[k + 1] = -sines[k] * g[k];
    g[k] *= cosines[k];
    return below === 0;
  }

  /** out += V y with the y that makes the residual smallest. */
  function addCorrection(k: number, out: Float64Array): void {
    for (let i = k - 1; i >= 0; i--) {
      let sum = g[i];
      for (let j = i + 1; j < k; j++) sum -= H[j][i] * y[j];
      y[i] = sum / H[i][i];
    }
    for (let i = 0; i < k; i++) addScaled(out, y[i], V[i], out);
  }
}
