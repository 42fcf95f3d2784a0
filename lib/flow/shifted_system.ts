import { cholesky, choleskySolve } from "../linalg/cholesky.ts";
import { gmres } from "../linalg/gmres.ts";
import { type Ldlt, ldlt, ldltSolve } from "../linalg/ldlt.ts";
import { lu, luSolve } from "../linalg/lu.ts";
import { minres } from "../linalg/minres.ts";
import type { OdeProblem } from "./problem.ts";
import { errorNorm, type StepTolerances } from "./tolerances.ts";

/** Systems (I − c J) x = b with J = ∂f/∂y, which implicit methods solve. */
export interface ShiftedSystem {
  /** Whether taking J costs nothing, so that it may always be fresh. */
  readonly matrixFree: boolean;
  /** Takes J at (t, y). */
  linearize(t: number, y: Float64Array): void;
  /** Prepares for c; false where I − c J is singular or not finite. */
  shift(c: number): boolean;
  /** Solves for x; `out` may be b. */
  solve(b: Float64Array, out: Float64Array): void;
}

/** How a method solves its linear systems. */
export type LinearSolver = "dense" | "krylov";

/** The system of a problem. */
export function shiftedSystem(
  problem: Required<OdeProblem>,
  solver: LinearSolver,
  tolerances: StepTolerances,
): ShiftedSystem {
  return solver === "krylov"
    ? krylovSystem(problem, tolerances)
    : denseSystem(problem);
}

/**
 * Dense: LU; where J is symmetric, Cholesky, and LDLᵀ where I − c J is
 * indefinite.
 */
function denseSystem(problem: Required<OdeProblem>): ShiftedSystem {
  const n = problem.dimension;
  const J = new Float64Array(n * n);
  const M = new Float64Array(n * n);
  const pivots = new Int32Array(n);
  let indefinite: Ldlt | undefined;

  function fill(c: number): void {
    for (let k = 0; k < M.length; k++) M[k] = -c * J[k];
    for (let i = 0; i < n; i++) M[i * n + i] += 1;
  }

  function shift(c: number): boolean {
    indefinite = undefined;
    fill(c);
    if (!problem.symmetric) return lu(M, n, pivots);
    if (cholesky(M, n, M) !== undefined) return true;
    fill(c);
    indefinite = ldlt(M, n);
    return !indefinite.singular;
  }

  function solve(b: Float64Array, out: Float64Array): void {
    if (!problem.symmetric) luSolve(M, pivots, b, out);
    else if (indefinite === undefined) choleskySolve(M, b, out);
    else ldltSolve(indefinite, b, out);
  }

  return {
    matrixFree: false,
    linearize: (t, y) => problem.jacobian(t, y, J),
    shift,
    solve,
  };
}

// Residuals of linear solves, in units of the tolerances as Newton's own are
// (newton.ts): I − c J of a stable problem does not make them larger in x.
const krylovAccuracy = 1e-3;
const coarsest = 0.1;
const finest = 1e-10;
const maxProducts = 200;

/**
 * Matrix-free: MINRES where J is symmetric, GMRES otherwise, there in units of
 * the tolerances.
 */
function krylovSystem(
  problem: Required<OdeProblem>,
  tolerances: StepTolerances,
): ShiftedSystem {
  const n = problem.dimension;
  const solveKrylov = problem.symmetric ? minres(n) : gmres(n);
  const point = new Float64Array(n);
  const units = new Float64Array(n).fill(1);
  const direction = new Float64Array(n);
  const right = new Float64Array(n);
  const x = new Float64Array(n);
  let time = 0;
  let shiftBy = 0;

  function apply(v: Float64Array, out: Float64Array): void {
    for (let i = 0; i < n; i++) direction[i] = v[i] * units[i];
    problem.jacobianVectorProduct(time, point, direction, out);
    for (let i = 0; i < n; i++) out[i] = v[i] - shiftBy * out[i] / units[i];
  }

  return {
    matrixFree: true,
    linearize(t, y) {
      time = t;
      point.set(y);
      if (problem.symmetric) return;
      for (let i = 0; i < n; i++) {
        units[i] = tolerances.absoluteTolerance[i] +
          tolerances.relativeTolerance * Math.abs(y[i]);
      }
    },
    shift(c) {
      shiftBy = c;
      return true;
    },
    solve(b, out) {
      const size = errorNorm(b, point, point, tolerances);
      const relativeTolerance = Math.min(
        coarsest,
        Math.max(finest, krylovAccuracy / size),
      );
      const limits = { relativeTolerance, maxProducts };
      for (let i = 0; i < n; i++) right[i] = b[i] / units[i];
      solveKrylov(apply, right, x, limits);
      for (let i = 0; i < n; i++) out[i] = x[i] * units[i];
    },
  };
}
