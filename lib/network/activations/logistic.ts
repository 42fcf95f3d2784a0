/** σ(x) = 1/(1 + e⁻ˣ); where the exponential overflows, σ is below 1e-308. */
export function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/**
 * σ′(x) = y(1 − y) with y = σ(x) at hand. For large x, where 1 − y cancels, it
 * takes the exponential again and stays accurate relative to itself.
 */
export function logisticDerivative(x: number, y: number): number {
  if (x <= 3) return y * (1 - y);
  const e = Math.exp(-x);
  return e / ((1 + e) * (1 + e));
}

/** log(1 + eˣ), accurate at both ends. */
export function softplusOf(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
