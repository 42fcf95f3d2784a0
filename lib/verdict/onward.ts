import { addScaled, lu, luSolve } from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";
import { equilibrate } from "./equilibrate.ts";
import { type Residue, scalesOf } from "./local_curvature.ts";
import { fits } from "./nearest_zero.ts";

/**
 * Where steps go on, the zero is m of them away if ∇L vanishes there like the m-th
 * power. So many make most of a Hessian vanish that does at the zero.
 */
export const remaining = [2, 3];
/** Gradients that are no more than so many times as large are as good. */
const alike = 2;
/** Terms of a gradient that cancel leave less of their sum than this. */
const cancelled = 1 / 2;

/** Whether a point is as good a zero of ∇L as θ, parameter by parameter. */
export function isAsGood(
  objective: Objective,
  point: Float64Array,
  { gradient, noise }: Residue,
  terms: Float64Array = new Float64Array(point.length),
): boolean {
  return objective.gradient(point).every((x, i) => {
    const rounding = noise.reduce((max, d) => Math.max(max, Math.abs(d[i])), 0);
    const size = Math.max(Math.abs(gradient[i]), rounding);
    return Math.abs(x) <= Math.max(alike * size, cancelled * terms[i]);
  });
}

/**
 * Points nearby, as good zeros of ∇L as θ, to which Newton's method goes on if no
 * curvature counts as rounding. What the Hessian is at a zero is not known better
 * than by what it is there.
 */
export function onwardPoints(
  objective: Objective,
  θ: Float64Array,
  H: Float64Array,
  residue: Residue,
): Float64Array[] {
  const p = θ.length;
  const step = gradedStep(θ, H, residue.gradient);
  if (step === undefined) return [];
  const most = 1 / Math.max(...remaining);
  if (!fits(step, residue.within, most)) return [];
  // terms of H s cancel where parameters hide from each other that they are away
  const terms = step.map((_, i) =>
    step.reduce((sum, x, j) => sum + Math.abs(H[i * p + j] * x), 0)
  );
  return remaining
    .map((count) => addScaled(θ, count, step, new Float64Array(p)))
    .filter((point) => isAsGood(objective, point, residue, terms));
}

/**
 * Newton's step −H⁻¹g from θ in all directions, also those whose curvature is
 * rounding beside that of others: each parameter has a unit of its own. Undefined
 * where H is singular.
 */
function gradedStep(
  θ: Float64Array,
  H: Float64Array,
  g: Float64Array,
): Float64Array | undefined {
  const p = θ.length;
  const units = equilibrate(H, scalesOf(θ), new Float64Array(p * p));
  const scaled = H.map((h, k) => h * units[Math.floor(k / p)] * units[k % p]);
  for (let i = 0; i < p; i++) {
    const row = scaled.subarray(i * p, (i + 1) * p);
    if (row.every((h) => h === 0)) row[i] = 1;
  }
  const pivots = new Int32Array(p);
  if (!lu(scaled, p, pivots)) return undefined;
  const step = g.map((x, i) => -x * units[i]);
  luSolve(scaled, pivots, step, step);
  return step.map((x, i) => x * units[i]);
}
