import { type KrylovReport, type KrylovSolver, lost } from "./krylov.ts";
import { addScaled, dot, isFiniteVector, norm } from "./vector.ts";
import { hypot } from "../special/mod.ts";

/**
 * The minimum-residual method for symmetric, possibly indefinite A (n × n):
 * Lanczos with Givens rotations, seven vectors of work space, allocated here
 * and reused by every solve.
 *
 * C. C. Paige and M. A. Saunders, Solution of sparse indefinite systems of
 * linear equations, SIAM Journal on Numerical Analysis 12 (1975).
 */
export function minres(n: number): KrylovSolver {
  let older = new Float64Array(n); // Lanczos vectors
  let v = new Float64Array(n);
  let newer = new Float64Array(n);
  let dOlder = new Float64Array(n); // search directions
  let dOld = new Float64Array(n);
  let d = new Float64Array(n);

  return function solve(A, b, out, limits): KrylovReport {
    out.fill(0);
    const size = norm(b);
    if (size === 0) return { converged: true, products: 0, residual: 0 };
    if (!(size < Infinity)) return lost(out, 0);
    older.fill(0);
    dOlder.fill(0);
    dOld.fill(0);
    for (let i = 0; i < n; i++) v[i] = b[i] / size;
    let β = 0;
    let [cOld, sOld, c, s] = [1, 0, 1, 0];
    let residual = size;
    let products = 0;
    while (products < limits.maxProducts) {
      A(v, newer);
      products++;
      if (!isFiniteVector(newer)) return lost(out, products);
      const α = dot(v, newer);
      addScaled(newer, -α, v, newer);
      addScaled(newer, -β, older, newer);
      const βNext = norm(newer);
      // the new column of the tridiagonal matrix, turned by the last two rotations
      const r3 = sOld * β;
      const r2 = c * cOld * β + s * α;
      const r1Bar = c * α - s * cOld * β;
      const r1 = hypot(r1Bar, βNext);
      if (r1 === 0) break; // A is singular on the whole Krylov space
      [cOld, sOld] = [c, s];
      c = r1Bar / r1;
      s = βNext / r1;
      for (let i = 0; i < n; i++) {
        d[i] = (v[i] - r2 * dOld[i] - r3 * dOlder[i]) / r1;
      }
      addScaled(out, c * residual, d, out);
      residual *= -s;
      if (Math.abs(residual) <= limits.relativeTolerance * size) {
        return report(true);
      }
      if (βNext === 0) break;
      [dOlder, dOld, d] = [dOld, d, dOlder];
      for (let i = 0; i < n; i++) newer[i] /= βNext;
      [older, v, newer] = [v, newer, older];
      β = βNext;
    }
    return report(false);

    function report(converged: boolean): KrylovReport {
      return { converged, products, residual: Math.abs(residual) / size };
    }
  };
}
