import {
  cholesky,
  choleskySolve,
  dot,
  norm,
  symmetricEigen,
  transposedMatrixVector,
} from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";
import { randomGenerator } from "../random/mod.ts";
import { combinations, gram } from "./gram.ts";
import { scalesOf } from "./local_curvature.ts";
import { fits } from "./nearest_zero.ts";

/** Steps of Levenberg and Marquardt's method, at most and at least. */
const maxSteps = 40;
const fewestSteps = 3;
/**
 * Products in all their JᵀJ at most: a verdict ends every training. Larger problems
 * have fewer steps, or none.
 */
const mostProducts = 8e7;
/** A step that leaves more of the loss is not on its way to zero. */
const mostLeft = 0.9;
/** Damping, in parts of the largest squared singular value of the Jacobian. */
const dampings = [1e-18, 1e-16, 1e-14, 1e-12, 1e-10, 1e-8, 1e-6];
/** What residuals have lost half of their digits by. */
const digits = Math.sqrt(Number.EPSILON);
/** Residuals may be so many of their roundings. */
const roundings = 8;

/**
 * A point beside θ at which residuals are zero to rounding, so that nothing lower
 * is possible; undefined where there is none, or the loss is no sum of squares.
 *
 * Rounding is ε of the targets, and what residuals change by at neighboring
 * numbers. It is looked for where residuals have lost half of their digits.
 *
 * @param free The parameters that may move.
 * @param within How far, each.
 */
export function perfectFit(
  objective: Objective,
  θ: Float64Array,
  free: readonly number[],
  within: Float64Array,
): Float64Array | undefined {
  const { residuals, jacobian } = objective;
  if (!residuals || !jacobian) return undefined;
  let point = θ;
  let r = residuals(point);
  const rounding = roundingOf(objective, point, r);
  if (!(digits * norm(r) <= rounding)) return undefined;
  if (norm(r) <= roundings * rounding) return point;
  const affordable = Math.floor(mostProducts / (free.length ** 2 * r.length));
  if (affordable < fewestSteps) return undefined;
  for (let step = 0; step < Math.min(maxSteps, affordable); step++) {
    if (norm(r) <= roundings * rounding) return point;
    let best = mostLeft * objective.loss(point);
    let found: Float64Array | undefined;
    for (const next of dampedSteps(jacobian(point), r, point, free)) {
      const change = Float64Array.from(free, (i) => next[i] - θ[i]);
      if (!fits(change, within)) continue;
      const left = objective.loss(next);
      if (!(left <= best)) continue;
      [best, found] = [left, next];
    }
    if (!found) break;
    point = found;
    r = residuals(point);
  }
  return norm(r) <= roundings * rounding ? point : undefined;
}

/** ‖r‖ that is nothing but rounding. */
function roundingOf(
  { residuals, data }: Objective,
  θ: Float64Array,
  r: Float64Array,
): number {
  const random = randomGenerator(0);
  const sign = () => random.uniform() < 0.5 ? -1 : 1;
  const neighbor = residuals!(
    θ.map((x) => x * (1 + sign() * Number.EPSILON)),
  );
  const change = norm(neighbor.map((x, n) => x - r[n]));
  if (!data?.targets) return change;
  const { targets, weights, outputCount } = data;
  const size = norm(
    targets.map((t, n) => {
      return t * Math.sqrt(weights?.[Math.floor(n / outputCount)] ?? 1);
    }),
  );
  return change + Number.EPSILON * size;
}

/**
 * Where steps of least squares lead, of the free parameters, damped and less so.
 *
 * JᵀJ has lost what singular values say below √ε of the largest. Products of J
 * with its eigenvectors have not: scaled to the same length, they are as good as
 * orthogonal.
 */
function dampedSteps(
  J: Float64Array,
  r: Float64Array,
  θ: Float64Array,
  free: readonly number[],
): Float64Array[] {
  const p = free.length;
  const scales = scalesOf(Float64Array.from(free, (i) => θ[i]));
  const columns = Array.from(
    scales,
    (scale, i) => r.map((_, n) => J[n * θ.length + free[i]] * scale),
  );
  const { values, vectors } = symmetricEigen(gram(columns), p);
  const rotated = combinations(columns, vectors);
  const G = gram(rotated);
  const b = Float64Array.from(rotated, (column) => -dot(column, r));
  return dampings.flatMap((damping) => {
    const μ = damping * values[p - 1];
    const lengths = scales.map((_, k) => Math.sqrt(G[k * p + k] + μ) || 1);
    const A = G.map((g, at) => {
      const [i, k] = [Math.floor(at / p), at % p];
      return (g + (i === k ? μ : 0)) / (lengths[i] * lengths[k]);
    });
    const L = cholesky(A, p, A);
    if (L === undefined) return [];
    const along = b.map((x, k) => x / lengths[k]);
    choleskySolve(L, along, along);
    for (let k = 0; k < p; k++) along[k] /= lengths[k];
    const step = transposedMatrixVector(vectors, along, new Float64Array(p));
    const next = θ.slice();
    for (let i = 0; i < p; i++) next[free[i]] += step[i] * scales[i];
    return [next];
  });
}
