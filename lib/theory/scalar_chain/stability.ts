import { checkArguments, number, numbers } from "../../options/mod.ts";
import { requireFinite } from "./a_chain.ts";

/**
 * What the gradient flow of a linear chain conserves: θ_k² − θ_{k+1}² for each
 * pair of neighbors (K − 1 numbers).
 *
 * Since θ_k ∂L/∂θ_k is the same for all k, the squares of all factors change at
 * the same rate. A step of gradient descent with learning rate η does not
 * conserve them: of two factors and x = 1 it multiplies θ₀² − θ₁² by
 * 1 − 4η²(1 − θ₀θ₁)².
 *
 * @throws {TypeError} If θ is no list of numbers.
 * @throws {RangeError} If one is not finite.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { conservedQuantities } from "@thalweg/thalweg";
 *
 * assertEquals([...conservedQuantities([3, 1, 2])], [8, -3]);
 * ```
 */
export function conservedQuantities(θ: ArrayLike<number>): Float64Array {
  const act = "tell what is conserved";
  checkArguments(act, { θ }, { θ: numbers });
  requireFinite(act, "θ", θ);
  return Float64Array.from(
    { length: Math.max(0, θ.length - 1) },
    (_, k) => θ[k] * θ[k] - θ[k + 1] * θ[k + 1],
  );
}

/**
 * The largest learning rate at which gradient descent stays at a solution
 * (∏θ = 1) of a linear chain, 1/(x̄² Σ_k (1/θ_k)²) with the mean x̄² of x²: of two
 * factors and x = 1 it is 1/(θ₀² + θ₁²), as θ₁ = 1/θ₀.
 *
 * There the Hessian is 2 x̄² q qᵀ with q_k = 1/θ_k, the product of the other
 * factors; its one eigenvalue that is not 0 is 2 x̄²‖q‖², and descent is stable
 * up to 2 over that.
 *
 * @param θ A solution (K); not checked, as it may be one to some digits only.
 * @param meanSquare x̄²; 1 by default.
 * @throws {TypeError} If θ is no list of numbers.
 * @throws {RangeError} If a factor is 0: then θ is no solution.
 *
 * @example Usage
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { edgeOfStability } from "@thalweg/thalweg";
 *
 * assertAlmostEquals(edgeOfStability([1, 1]), 1 / 2);
 * assertAlmostEquals(edgeOfStability([2, 1 / 2]), 1 / (4 + 1 / 4));
 * ```
 */
export function edgeOfStability(
  θ: ArrayLike<number>,
  meanSquare: number = 1,
): number {
  const act = "tell the edge of stability";
  checkArguments(act, { θ, meanSquare }, { θ: numbers, meanSquare: number });
  requireFinite(act, "θ", θ);
  let sum = 0;
  for (let k = 0; k < θ.length; k++) {
    if (!(Math.abs(θ[k]) > 0)) {
      throw new RangeError(
        `Cannot ${act}: θ[${k}] is ${
          θ[k]
        }, expected a solution, whose factors are not 0`,
      );
    }
    sum += 1 / (θ[k] * θ[k]);
  }
  if (sum === 0 || !(meanSquare > 0)) {
    throw new RangeError(
      `Cannot ${act}: ${θ.length} factors and meanSquare ${meanSquare}, expected at least one, and a positive number`,
    );
  }
  return 1 / (meanSquare * sum);
}
