import { infinityNorm } from "../linalg/mod.ts";
import type { Point } from "./minimizer.ts";
import { doubtOf, roundingOf } from "./rounding.ts";

/** The best point of a run. */
export interface BestSeen {
  /** Keeps a copy of the point and returns true if it is better. */
  see(point: Point, gradientNorm: number): boolean;
  /** Keeps a copy of the point whatever was seen. */
  take(point: Point, gradientNorm: number): void;
  /** The best point. */
  point(): BestPoint;
}

/** A point with its loss and ‖∇L‖∞. */
export interface BestPoint {
  readonly parameters: Float64Array;
  readonly loss: number;
  readonly gradientNorm: number;
}

/**
 * The best point seen: the one of lowest loss, and of losses that are equal up
 * to rounding the one of lowest ‖∇L‖∞. A loss that is higher by a doubtful
 * amount is made up for by half the ‖∇L‖∞.
 */
export function bestSeen(first: Point): BestSeen {
  const parameters = first.parameters.slice();
  let loss = first.loss;
  let gradientNorm = infinityNorm(first.gradient);
  let lowest = loss;
  function take(point: Point, slope: number): void {
    parameters.set(point.parameters);
    loss = point.loss;
    gradientNorm = slope;
  }

  return {
    see(point, slope) {
      const rounding = roundingOf(lowest);
      const isLower = point.loss < lowest - rounding;
      const isEqual = point.loss <= lowest + rounding;
      const isFlatter = point.loss <= lowest + doubtOf(lowest) &&
        slope <= gradientNorm / 2;
      lowest = Math.min(lowest, point.loss);
      const isBetter = isLower || isFlatter ||
        (isEqual && slope < gradientNorm);
      if (isBetter) take(point, slope);
      return isBetter;
    },
    take,
    point: () => ({ parameters, loss, gradientNorm }),
  };
}
