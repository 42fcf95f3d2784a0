import stdlibErf from "@stdlib/math-base-special-erf";
import stdlibErfc from "@stdlib/math-base-special-erfc";

/** 1/√2 = SQRT_HALF + SQRT_HALF_LOW to 106 bits. */
const SQRT_HALF = 0.7071067811865476;
const SQRT_HALF_LOW = -4.833646656726457e-17;
const INVERSE_SQRT_PI = 0.5641895835477563;
const INVERSE_SQRT_TWO_PI = 0.3989422804014327;

/** The error function, 2/√π ∫₀ˣ e^{−t²} dt; below 1 ulp of error. */
export function erf(x: number): number {
  return stdlibErf(x);
}

/** 1 − erf(x), with full relative precision for large x. */
export function erfc(x: number): number {
  return stdlibErfc(x);
}

/**
 * φ(x) = e^{−x²/2}/√(2π), the density of the standard normal distribution.
 *
 * Accuracy: some 1e-16 relative, tails included. x²/2 itself would lose
 * x²/2 ulps there, so x² = h² + (x − h)(x + h) with h² exact.
 */
export function normalDensity(x: number): number {
  if (x * x < 4) return INVERSE_SQRT_TWO_PI * Math.exp(-0.5 * x * x);
  if (x * x > 3000) return 0;
  const h = Math.fround(x);
  return INVERSE_SQRT_TWO_PI * Math.exp(-0.5 * h * h) *
    Math.exp(-0.5 * (x - h) * (x + h));
}

/**
 * Φ(x) = ½ erfc(−x/√2), the distribution function of the standard normal
 * distribution.
 *
 * Accuracy: a few 1e-16 relative, tails included. Below −1 the rounding error ε
 * of −x/√2, which erfc would enlarge by x², is corrected for by
 * erfc(z + ε) ≈ erfc(z) − 2ε e^{−z²}/√π.
 *
 * @example Usage
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { normalCdf } from "@thalweg/thalweg";
 *
 * assertAlmostEquals(normalCdf(1.959963984540054), 0.975, 1e-15);
 * ```
 */
export function normalCdf(x: number): number {
  const z = -x * SQRT_HALF;
  if (!(x < -1)) return 0.5 * stdlibErfc(z);
  if (x < -40) return 0;
  const ε = productError(-x, SQRT_HALF, z) - x * SQRT_HALF_LOW;
  return 0.5 * stdlibErfc(z) - ε * INVERSE_SQRT_PI * Math.exp(-z * z);
}

/** a·b − product exactly, for product = fl(a·b) (Dekker 1971, Veltkamp split). */
function productError(a: number, b: number, product: number): number {
  const aSplit = 134217729 * a;
  const aHigh = aSplit - (aSplit - a);
  const aLow = a - aHigh;
  const bSplit = 134217729 * b;
  const bHigh = bSplit - (bSplit - b);
  const bLow = b - bHigh;
  return aLow * bLow -
    (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}
