import type { Moment } from "./moment.ts";

/** As near to a dot, in CSS pixels, a pointer is on it. */
const REACH = 12;

/** The selected run whose dot is nearest to a place, in shares of the frame. */
export function nearestRun(
  { runs, xName, yName, x, y, plan: { box }, selected: { mask } }: Moment,
  [across, upward]: readonly [number, number],
): number | undefined {
  const xs = runs.column(xName).places;
  const ys = runs.column(yName).places;
  const scaleX = box.width / (x[1] - x[0]);
  const scaleY = box.height / (y[1] - y[0]);
  const atX = x[0] + across * (x[1] - x[0]);
  const atY = y[0] + upward * (y[1] - y[0]);
  let best: number | undefined;
  let least = REACH ** 2;
  for (let i = 0; i < mask.length; i++) {
    if (mask[i] === 0) continue;
    const distance = ((xs[i] - atX) * scaleX) ** 2 +
      ((ys[i] - atY) * scaleY) ** 2;
    if (distance < least) [least, best] = [distance, i];
  }
  return best;
}

/**
 * The selected run that comes next from left to right (step 1) or before it (−1)
 * of those that are seen; the first one from nowhere.
 */
export function nextRun(
  { runs, xName, yName, x, y, selected: { mask } }: Moment,
  from: number | undefined,
  step: number,
): number | undefined {
  const xs = runs.column(xName).places;
  const ys = runs.column(yName).places;
  /** Whether a run lies behind another on the way. */
  const isBehind = (i: number, j: number) =>
    step * (xs[i] - xs[j]) > 0 || xs[i] === xs[j] && step * (i - j) > 0;
  let next: number | undefined;
  for (let i = 0; i < mask.length; i++) {
    const isSeen = mask[i] === 1 && xs[i] >= x[0] && xs[i] <= x[1] &&
      ys[i] >= y[0] && ys[i] <= y[1];
    if (!isSeen || from !== undefined && !isBehind(i, from)) continue;
    if (next === undefined || isBehind(next, i)) next = i;
  }
  return next ?? from;
}
