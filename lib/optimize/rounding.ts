/**
 * Losses that differ by less cannot be told apart: a sum carries some ε of
 * itself, and a small mean of squares r² some ε of r, as r is a difference of
 * numbers of order one.
 */
export function roundingOf(loss: number): number {
  const size = Math.abs(loss);
  return 16 * Number.EPSILON * Math.max(size, Math.sqrt(size));
}

/**
 * A change of the loss that is doubtful: where residuals are small differences
 * of large outputs, the loss is far less exact than its own ε. Below this, a
 * point with half the ‖∇L‖ is taken for the better one.
 */
export function doubtOf(loss: number): number {
  return 1e-10 * Math.abs(loss);
}
