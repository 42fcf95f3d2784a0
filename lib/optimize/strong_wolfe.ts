import {
  decreasesEnough,
  type Line,
  type LinePoint,
  maxTrials,
} from "./line.ts";

/**
 * A step that decreases the loss enough and leaves |φ′(α)| ≤ −σ φ′(0): steps
 * grow until they enclose such a point, cubic interpolation closes in on it
 * (Nocedal and Wright, Numerical optimization, 2006, algorithms 3.5 and 3.6).
 */
export function strongWolfe(line: Line, guess: number, σ: number): number {
  const { start } = line;
  const flat = -σ * start.slope;
  let low = start; // the best point so far, from which φ falls towards high
  let high: LinePoint | undefined;
  let step = guess;
  for (let trial = 0; trial < maxTrials; trial++) {
    const point = line.at(step);
    const worse = !decreasesEnough(line, point) ||
      point.loss > low.loss + line.rounding;
    if (worse) high = point;
    else {
      if (Math.abs(point.slope) <= flat) return point.step;
      const towards = high ? high.step - low.step : 1;
      if (point.slope * towards >= 0) high = low;
      low = point;
    }
    if (high === undefined) step *= 4;
    else {
      step = closeIn(low, high, line.rounding);
      if (step === low.step || step === high.step) break;
    }
  }
  return low.step; // a decrease at least, or 0
}

/**
 * Minimizer of the cubic with φ and φ′ of both ends, kept off the ends; from
 * the slopes alone where the losses are equal up to rounding.
 */
function closeIn(a: LinePoint, b: LinePoint, rounding: number): number {
  const width = b.step - a.step;
  if (b.loss === Infinity) return a.step + width / 10;
  const difference = b.loss - a.loss;
  const fraction = Math.abs(difference) <= rounding
    ? a.slope / (a.slope - b.slope)
    : cubicFraction(a.slope * width, b.slope * width, difference);
  const isInside = fraction >= 0 && fraction <= 1;
  return a.step +
    width * (isInside ? Math.min(0.95, Math.max(0.05, fraction)) : 0.5);
}

/** Where on [0, 1] the cubic is least, from both slopes and its rise. */
function cubicFraction(slope0: number, slope1: number, rise: number): number {
  const d = slope0 + slope1 - 3 * rise;
  const root = Math.sqrt(d * d - slope0 * slope1);
  return 1 - (slope1 + root - d) / (slope1 - slope0 + 2 * root);
}
