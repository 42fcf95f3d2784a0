import { checkpoint } from "../../checkpoint.ts";
import type { EigenWorkspace } from "./workspace.ts";

/**
 * f(λ) = 1/ρ + Σ wⱼ/(dⱼ − λ) = 0, with w = z². Its roots are the eigenvalues of
 * diag(d) + ρ z zᵀ, ρ > 0, ‖z‖ ≤ 1: one behind each pole d, the last at most ρ
 * behind.
 */
export interface SecularEquation {
  /** How many poles. */
  readonly count: number;
  /** Where they stand, ascending, and their weights. */
  readonly poles: number;
  readonly weights: number;
  /** Room for three sums. */
  readonly sums: number;
  readonly ρ: number;
}

/** Root i is at the pole number origins[i], plus offsets[i]. */
export interface SecularRoots {
  readonly origins: Int32Array;
  readonly offsets: Float64Array;
}

/** A dozen is the most that was seen on glued and graded matrices. */
const mostSteps = 100;

/**
 * Finds all roots, each as its nearest pole and the distance from there: all
 * dⱼ − λ are then known to a few roundings (Gu and Eisenstat, SIAM J. Matrix
 * Anal. Appl. 16, 1995, section 3). False if one did not settle.
 */
export function findRoots(
  space: EigenWorkspace,
  equation: SecularEquation,
  out: SecularRoots,
): boolean {
  for (let i = 0; i < equation.count; i++) {
    checkpoint();
    if (!findRoot(space, equation, i, out)) return false;
  }
  return true;
}

/** Root i, between poles i and i + 1, by rational interpolation in a bracket. */
function findRoot(
  space: EigenWorkspace,
  equation: SecularEquation,
  i: number,
  { origins, offsets }: SecularRoots,
): boolean {
  const { numbers } = space;
  const { count, poles, weights, sums, ρ } = equation;
  if (count === 1) {
    origins[0] = 0;
    offsets[0] = numbers[weights] * ρ;
    return true;
  }
  // the two poles nearest: both sides of the root, or both left of the last
  const last = i === count - 1;
  const left = last ? i - 1 : i;
  const right = left + 1;
  const s = numbers[weights + left];
  const t = numbers[weights + right];
  const gap = numbers[poles + right] - numbers[poles + left];

  // the half with the root, its end at a pole as origin
  const width = last ? ρ : gap;
  const middle = width / 2;
  let f = evaluate(space, equation, i, middle);
  const origin = last || f >= 0 ? i : right;
  let low = f >= 0 ? 0 : middle;
  let high = f >= 0 ? middle : width;
  if (origin > i) [low, high] = [middle - gap, 0];

  // first guess: the other poles act as they do in the middle
  const pole1 = origin === left ? 0 : -gap;
  const pole2 = origin === left ? gap : 0;
  const rest = last
    ? f + s / (gap + middle) + t / middle
    : f + s / middle - t / (gap - middle);
  let τ = rootOf(
    rest * (pole1 + pole2) + s + t,
    rest * pole1 * pole2 + s * pole2 + t * pole1,
    rest,
    last,
  );
  if (!(τ > low && τ < high)) τ = (low + high) / 2;

  for (let step = 0; step < mostSteps; step++) {
    f = evaluate(space, equation, origin, τ);
    if (f < 0) low = τ;
    else high = τ;
    const slope = numbers[sums + 1];
    const error = Number.EPSILON * count * (1 / ρ + numbers[sums + 2]);
    const settled = Math.abs(f) <= error;
    // c + s/(δ₁ − η) + t/(δ₂ − η) with f and f′ of now and the weight of the
    // origin (Li's fixed weight method, LAPACK Working Note 89, 1993)
    const δ1 = pole1 - τ;
    const δ2 = pole2 - τ;
    const c = origin === left
      ? f - δ2 * slope + gap * s / (δ1 * δ1)
      : f - δ1 * slope - gap * t / (δ2 * δ2);
    let next = τ +
      rootOf((δ1 + δ2) * f - δ1 * δ2 * slope, δ1 * δ2 * f, c, last);
    if (!(next > low && next < high)) {
      next = settled ? τ : (low + high) / 2;
    }
    // done: f is rounding, or there is no number left in the bracket
    const done = settled || next === low || next === high;
    τ = next;
    if (done) {
      origins[i] = origin;
      offsets[i] = τ;
      return true;
    }
  }
  return false;
}

/** f at a pole plus τ; the sums stay in memory. */
function evaluate(
  { numbers, kernels }: EigenWorkspace,
  { count, poles, weights, sums, ρ }: SecularEquation,
  origin: number,
  τ: number,
): number {
  kernels.secularSums(
    8 * poles,
    8 * weights,
    8 * evenLength(count),
    8 * sums,
    numbers[poles + origin],
    τ,
  );
  return 1 / ρ + numbers[sums];
}

/** Lines are read two numbers at a time. */
export function evenLength(count: number): number {
  return count + (count & 1);
}

/** The root of c η² − a η + b between the two poles, or right of both. */
function rootOf(a: number, b: number, c: number, beyond: boolean): number {
  const root = Math.sqrt(Math.abs(a * a - 4 * b * c));
  if (beyond) return a >= 0 ? (a + root) / (2 * c) : 2 * b / (a - root);
  return a <= 0 ? (a - root) / (2 * c) : 2 * b / (a + root);
}
