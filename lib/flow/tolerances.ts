/** Tolerances of a step: the error of yᵢ is measured in aᵢ = abs + rel |yᵢ|. */
export interface Tolerances {
  /** Relative to the size of each entry of y. */
  readonly relativeTolerance: number;
  /** In units of y, one or one per entry. */
  readonly absoluteTolerance: number | ArrayLike<number>;
}

/** Tolerances with one absolute one per entry of y. */
export interface StepTolerances {
  /** Relative to the size of each entry of y. */
  readonly relativeTolerance: number;
  /** In units of y. */
  readonly absoluteTolerance: Float64Array;
}

/**
 * The least relative tolerance that means something: below, errors are the
 * rounding of y itself, and step sizes would shrink until y does not move.
 */
const least = 4 * Number.EPSILON;

/** One absolute tolerance per entry of y; rounding is no error of a step. */
export function stepTolerances(
  { relativeTolerance, absoluteTolerance }: Tolerances,
  n: number,
): StepTolerances {
  return {
    relativeTolerance: Math.max(relativeTolerance, least),
    absoluteTolerance: typeof absoluteTolerance === "number"
      ? new Float64Array(n).fill(absoluteTolerance)
      : Float64Array.from(absoluteTolerance),
  };
}

/**
 * Root mean square of errorᵢ / (abs + rel max(|yᵢ|, |yNewᵢ|)); a step is
 * accepted at 1 or less. NaN or infinite where the step is not finite.
 */
export function errorNorm(
  error: Float64Array,
  y: Float64Array,
  yNew: Float64Array,
  { relativeTolerance, absoluteTolerance }: StepTolerances,
): number {
  let sum = 0;
  for (let i = 0; i < y.length; i++) {
    const size = Math.max(Math.abs(y[i]), Math.abs(yNew[i]));
    sum += (error[i] / (absoluteTolerance[i] + relativeTolerance * size)) ** 2;
    // an infinite yNew would make its own error look small
    if (!(size < Infinity)) return NaN;
  }
  return Math.sqrt(sum / Math.max(1, y.length));
}
