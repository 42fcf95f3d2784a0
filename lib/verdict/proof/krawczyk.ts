import {
  above,
  type Balls,
  ballsAround,
  boxAround,
  type Intervals,
} from "../../interval/mod.ts";
import { ballProduct, exactBalls } from "../../linalg/mod.ts";

/** A system of n equations in n unknowns, by what is known of it over boxes. */
export interface System {
  /** F (n) over a box. */
  values(box: Intervals): Intervals;
  /** F′ (n × n, row-major) over a box. */
  derivatives(box: Intervals): Intervals;
}

/** A place where to look for a zero: a point, and A ≈ F′⁻¹ there. */
export interface Place {
  readonly system: System;
  readonly center: Float64Array;
  readonly A: Float64Array;
  /** What |A F(center)| is at most. */
  readonly residual: Float64Array;
}

/** What Krawczyk's test says of the box center ± radius. */
export interface KrawczykTest {
  /** Whether it holds exactly one zero, and all of F′ over it is regular. */
  readonly holds: boolean;
  readonly radius: Float64Array;
  /** Then the zero is within this of the center. */
  readonly within: Float64Array;
  /** F′ over the box. */
  readonly derivatives: Balls;
  /**
   * ‖I − A F′(X)‖∞, below 1 where the test of a cube can hold; it grows about as
   * the box does.
   */
  readonly variation: number;
}

/** The place, with A F(center) enclosed. */
export function placeOf(
  system: System,
  center: Float64Array,
  A: Float64Array,
  { mid, rad }: Balls = newtonStep(system, center, A),
): Place {
  const residual = mid.map((x, i) => above(Math.abs(x) + rad[i]));
  return { system, center, A, residual };
}

/** A F(center). */
export function newtonStep(
  system: System,
  center: Float64Array,
  A: Float64Array,
): Balls {
  const n = center.length;
  const values = ballsAround(system.values({ lo: center, hi: center }));
  return ballProduct(exactBalls(A), values, n, n, 1);
}

/**
 * Krawczyk's test of the box X = center ± radius: with
 *
 *     K(X) = θ̄ − A F(θ̄) + (I − A F′(X)) (X − θ̄),
 *
 * if K(X) is in the interior of X, then X holds exactly one zero, which is in
 * K(X), and every matrix in F′(X) is regular. Whatever A is: a wrong one fails.
 *
 * @see Krawczyk, Newton-Algorithmen zur Bestimmung von Nullstellen mit
 * Fehlerschranken, 1969; Neumaier, Interval methods for systems of equations,
 * 1990, ch. 5.
 */
export function krawczykTest(
  { system, center, A, residual }: Place,
  radius: Float64Array,
): KrawczykTest {
  const n = center.length;
  const derivatives = ballsAround(
    system.derivatives(boxAround(center, radius)),
  );
  const { mid, rad } = ballProduct(exactBalls(A), derivatives, n, n, n);
  const within = new Float64Array(n);
  let variation = 0;
  for (let i = 0; i < n; i++) {
    let sum = residual[i];
    let norm = 0;
    for (let j = 0; j < n; j++) {
      const k = i * n + j;
      const gap = above(Math.abs(mid[k] - (i === j ? 1 : 0)));
      const entry = above(gap + rad[k]);
      norm += entry;
      sum = above(sum + above(entry * radius[j]));
    }
    within[i] = sum;
    variation = Math.max(variation, norm);
  }
  return {
    holds: within.every((κ, i) => κ < radius[i]), // NaN fails
    radius,
    within,
    derivatives,
    variation,
  };
}
