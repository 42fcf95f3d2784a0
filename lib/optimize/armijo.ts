import { decreasesEnough, type Line, maxTrials } from "./line.ts";

/**
 * Backtracking until the loss decreases enough; the next step minimizes the
 * parabola through φ(0), φ′(0) and φ(α), kept within a tenth and a half of α
 * (Dennis and Schnabel, 1983, section 6.3.2). Does not look at the slope that
 * remains.
 */
export function armijo(line: Line, guess: number): number {
  const { start } = line;
  let step = guess;
  for (let trial = 0; trial < maxTrials; trial++) {
    const point = line.at(step);
    if (decreasesEnough(line, point)) return step;
    const excess = point.loss - start.loss - step * start.slope;
    const parabola = -start.slope * step / (2 * excess);
    step *= Math.min(0.5, Math.max(0.1, parabola));
  }
  return 0;
}
