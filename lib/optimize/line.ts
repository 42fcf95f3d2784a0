/** The loss along a direction, φ(α) = L(θ + α d), at one step α. */
export interface LinePoint {
  /** α. */
  readonly step: number;
  /** φ(α); Infinity where loss or gradient are not finite. */
  readonly loss: number;
  /** φ′(α) = dᵀ∇L(θ + α d). */
  readonly slope: number;
}

/** The loss along a descent direction. */
export interface Line {
  /** φ and φ′ < 0 at α = 0. */
  readonly start: LinePoint;
  /** Losses that differ by less cannot be told apart. */
  readonly rounding: number;
  /** Evaluates the loss and its gradient at α. */
  at(step: number): LinePoint;
}

/**
 * Looks for a step along the line, beginning with a guess. Points that are not
 * finite count as too far.
 *
 * @param σ The slope that may remain: |φ′(α)| or −φ′(α) ≤ −σ φ′(0).
 * @returns The step; 0 where none was found.
 */
export type LineSearch = (line: Line, guess: number, σ: number) => number;

/** Of the decrease that φ′(0) promises, what a step must bring at least. */
export const δ = 1e-4;

/** Evaluations that a search may spend before it gives up. */
export const maxTrials = 60;

/**
 * Whether the step lowers the loss in proportion to its length (Armijo), with
 * the same condition on slopes where losses are equal up to rounding. The two
 * agree on quadratics (Hager and Zhang, 2005, equation 23).
 */
export function decreasesEnough(line: Line, point: LinePoint): boolean {
  const { start, rounding } = line;
  if (point.loss <= start.loss + δ * point.step * start.slope) return true;
  return point.loss <= start.loss + rounding &&
    point.slope <= (2 * δ - 1) * start.slope;
}
