import { infinityNorm } from "../linalg/mod.ts";
import type { Point } from "./minimizer.ts";

/**
 * A guess at the step along a direction whose length means nothing: the one
 * that promises the same change of the loss as the step before (Nocedal and
 * Wright, 2006, equation 3.60 with slopes); at first one that moves the
 * parameters by a hundredth of their size (Hager and Zhang, 2005, I0).
 */
export function firstStepByScale(
  point: Point,
  slope: number,
  previous: { readonly step: number; readonly slope: number },
): number {
  const step = previous.step * previous.slope / slope;
  if (step > 0 && step < Infinity) return step;
  const size = infinityNorm(point.parameters) || 1;
  return 0.01 * size / infinityNorm(point.gradient);
}
