import { checkArguments, number } from "../../options/mod.ts";

/** Points of one branch of a hyperbola; the other one is its negative. */
export interface Hyperbola {
  /** θ₀, equally spaced from 1/limit to limit. */
  readonly xs: Float64Array;
  /** θ₁ = 1/θ₀. */
  readonly ys: Float64Array;
}

/** More are not seen apart. */
const mostPoints = 1e6;

/**
 * The solutions θ₀ θ₁ = 1 of a chain of two factors, as far as a square of
 * half-width `limit` shows them: the branch of positive factors.
 *
 * @param limit From 1 on.
 * @param points How many; 50 by default, as in the published notebook.
 * @throws {TypeError} If an argument is not a number.
 * @throws {RangeError} If no point lies in the square, or points is not an
 * integer in 2 … 10⁶.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { solutionHyperbola } from "@thalweg/thalweg";
 *
 * const { xs, ys } = solutionHyperbola(2, 4);
 * assertEquals([...xs], [0.5, 1, 1.5, 2]);
 * assertEquals([...ys], [2, 1, 1 / 1.5, 0.5]);
 * ```
 */
export function solutionHyperbola(
  limit: number,
  points: number = 50,
): Hyperbola {
  checkArguments("draw the solutions", { limit, points }, {
    limit: number,
    points: number,
  });
  if (!(limit >= 1 && limit < Infinity)) {
    throw new RangeError(
      `Cannot draw the solutions: limit is ${limit}, expected a number from 1 on`,
    );
  }
  if (!Number.isSafeInteger(points) || points < 2 || points > mostPoints) {
    throw new RangeError(
      `Cannot draw the solutions: points is ${points}, expected an integer in 2 … ${mostPoints}`,
    );
  }
  const least = 1 / limit;
  const xs = Float64Array.from(
    { length: points },
    (_, i) => least + (limit - least) * i / (points - 1),
  );
  return { xs, ys: xs.map((x) => 1 / x) };
}
