import { errorNorm, type StepTolerances } from "./tolerances.ts";
import { power } from "../special/mod.ts";

/** What a correction of the simplified Newton iteration says of it. */
export type NewtonVerdict =
  | "continue"
  | "converged"
  | "diverged"
  | "non-finite";

// Hairer and Wanner, Solving Ordinary Differential Equations II, IV.8: the
// remaining error, in units of the tolerance, and the corrections at most.
const accuracy = 0.01;
const maxCorrections = 10;

/** Watches the corrections of simplified Newton iterations. */
export interface NewtonWatch {
  /** Begins a system of equations. */
  start(): void;
  /** Judges the correction `change` to the solution near y. */
  judge(change: Float64Array, y: Float64Array): NewtonVerdict;
  /** The slowest contraction of a correction since `forget`. */
  slowest(): number;
  /** Corrections to the present system. */
  corrections(): number;
  /** Forgets the rates, as after a change of the matrix. */
  forget(): void;
}

/**
 * The stopping test of Hairer and Wanner: with contraction Θ between
 * corrections the error left is about Θ/(1 − Θ) times the last one; the first
 * correction of a system is judged by the rate of the system before.
 */
export function newtonWatch(tolerances: StepTolerances): NewtonWatch {
  let count = 0;
  let previous = 0;
  let ratio = 1; // Θ/(1 − Θ)
  let slowest = 0;
  return {
    start() {
      count = 0;
      ratio = power(Math.max(ratio, Number.EPSILON), 0.8);
    },
    judge(change, y) {
      const size = errorNorm(change, y, y, tolerances);
      if (!(size < Infinity)) return "non-finite";
      count++;
      if (count > 1) {
        const Θ = previous > 0 ? size / previous : 0;
        slowest = Math.max(slowest, Θ);
        if (Θ >= 1 && size > accuracy) return "diverged";
        ratio = Θ / Math.max(1 - Θ, 1e-3);
        const left = maxCorrections - count;
        if (ratio * size * power(Θ, Math.max(0, left - 1)) > accuracy) {
          return "diverged";
        }
      }
      previous = size;
      if (size === 0 || ratio * size <= accuracy) return "converged";
      return count < maxCorrections ? "continue" : "diverged";
    },
    slowest: () => slowest,
    corrections: () => count,
    forget() {
      ratio = 1;
      slowest = 0;
    },
  };
}
