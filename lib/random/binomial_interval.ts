/** Φ⁻¹(0.975). */
const z = 1.959963984540054;

/**
 * The interval of probabilities that a count of successes agrees with, to 95 %:
 * Wilson's, which also means something where none or all succeeded.
 *
 * E. B. Wilson, Probable inference, the law of succession, and statistical
 * inference, Journal of the American Statistical Association 22 (1927).
 *
 * @throws {RangeError} If the counts are not integers with 0 ≤ successes ≤
 * trials, or there are no trials.
 *
 * @example Usage
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { binomialInterval } from "@thalweg/thalweg";
 *
 * const [low, high] = binomialInterval(0, 20);
 * assertAlmostEquals(low, 0);
 * assertAlmostEquals(high, 0.161, 1e-3);
 * ```
 */
export function binomialInterval(
  successes: number,
  trials: number,
): [low: number, high: number] {
  const fits = Number.isSafeInteger(successes) &&
    Number.isSafeInteger(trials) && successes >= 0 && trials > 0 &&
    successes <= trials;
  if (!fits) {
    throw new RangeError(
      `Cannot tell a probability from ${successes} successes in ${trials} trials, expected integers, 0 ≤ successes ≤ trials and trials > 0`,
    );
  }
  const share = successes / trials;
  const spread = z * z / trials;
  const center = share + spread / 2;
  const half = z *
    Math.sqrt(share * (1 - share) / trials + spread / 4 / trials);
  return [
    successes === 0 ? 0 : (center - half) / (1 + spread),
    successes === trials ? 1 : (center + half) / (1 + spread),
  ];
}
