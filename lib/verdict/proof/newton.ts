import { type Balls, EnclosureError } from "../../interval/mod.ts";
import { lu, luSolve } from "../../linalg/mod.ts";
import { newtonStep, type Place, placeOf, type System } from "./krawczyk.ts";

const steps = 8;

/**
 * A zero of the system as near as floating point comes, from a point near by:
 * Newton's method with enclosed values, which do not lose digits unnoticed.
 * Undefined where F′ is singular or not finite, or the way leads to a kink.
 *
 * @param derivative F′ in floating point.
 */
export function newton(
  system: System,
  start: Float64Array,
  derivative: (x: Float64Array) => Float64Array,
): Place | undefined {
  const n = start.length;
  let center = start;
  let last = Infinity;
  for (let k = 0;; k++) {
    const A = inverse(derivative(center), n);
    if (!A) return undefined;
    const step = stepUnlessAstray(system, center, A, k);
    if (!step) return undefined;
    const size = Math.max(...step.mid.map(Math.abs));
    const isSettled = step.mid.every((s, i) =>
      Math.abs(s) <= step.rad[i] + 2 ** -52 * Math.abs(center[i])
    );
    if (isSettled || k === steps || !(size < last / 2)) {
      return placeOf(system, center, A, step);
    }
    last = size;
    center = center.map((x, i) => x - step.mid[i]);
  }
}

/** The step; undefined where earlier ones have led to a kink. */
function stepUnlessAstray(
  system: System,
  center: Float64Array,
  A: Float64Array,
  taken: number,
): Balls | undefined {
  try {
    return newtonStep(system, center, A);
  } catch (error) {
    if (taken > 0 && error instanceof EnclosureError) return undefined;
    throw error;
  }
}

/** A⁻¹; undefined where a pivot vanishes or is not finite. */
export function inverse(
  matrix: Float64Array,
  n: number,
): Float64Array | undefined {
  const factors = matrix.slice();
  const pivots = new Int32Array(n);
  if (!lu(factors, n, pivots)) return undefined;
  const out = new Float64Array(n * n);
  const column = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    column.fill(0);
    column[j] = 1;
    luSolve(factors, pivots, column, column);
    for (let i = 0; i < n; i++) out[i * n + j] = column[i];
  }
  return out;
}
