import {
  decreasesEnough,
  type Line,
  type LinePoint,
  maxTrials,
} from "./line.ts";

/** The bracket grows by this factor (ρ there). */
const growth = 5;

/** Secant steps must shrink the bracket to this, or it is halved (γ there). */
const shrinkage = 0.66;

/**
 * A step that meets the Wolfe conditions, or near the round-off of the loss
 * their approximation by slopes alone, which a minimizer can be located with
 * to ε instead of √ε. A bracket whose left end falls and whose right end rises
 * is closed by pairs of secant steps.
 *
 * @see Hager and Zhang, A new conjugate gradient method with guaranteed descent
 * and an efficient line search, 2005, section 4. There the loss may rise by
 * 1e-6 of itself, here by its rounding.
 */
export function hagerZhang(line: Line, guess: number, σ: number): number {
  const { start, rounding } = line;
  const ceiling = start.loss + rounding;
  let trials = 0;
  let found: LinePoint | undefined;

  function at(step: number): LinePoint {
    trials++;
    const point = line.at(step);
    if (decreasesEnough(line, point) && point.slope >= σ * start.slope) {
      found = point;
    }
    return point;
  }

  function isDone(): boolean {
    return found !== undefined || trials >= maxTrials;
  }

  /** Halves [a, b] until its right end rises (U3). */
  function halve(a: LinePoint, b: LinePoint): [LinePoint, LinePoint] {
    while (!isDone()) {
      const far = b.loss === Infinity;
      const middle = at(
        far ? 0.9 * a.step + 0.1 * b.step : (a.step + b.step) / 2,
      );
      if (found || middle.slope >= 0) return [a, middle];
      if (middle.loss <= ceiling) a = middle;
      else b = middle;
    }
    return [a, b];
  }

  /** The bracket with c put in its place. */
  function update(
    a: LinePoint,
    b: LinePoint,
    step: number,
  ): [LinePoint, LinePoint] {
    if (isDone() || !(step > a.step && step < b.step)) return [a, b];
    const c = at(step);
    if (found || c.slope >= 0) return [a, c];
    return c.loss <= ceiling ? [c, b] : halve(a, c);
  }

  function secantPair(a: LinePoint, b: LinePoint): [LinePoint, LinePoint] {
    const c = secant(a, b);
    const [A, B] = update(a, b, c);
    if (isDone()) return [A, B];
    if (B.step === c) return update(A, B, secant(b, B));
    if (A.step === c) return update(A, B, secant(a, A));
    return [A, B];
  }

  let a = start;
  let b = at(guess);
  while (!isDone() && b.slope < 0 && b.loss <= ceiling) {
    a = b;
    b = at(growth * b.step);
  }
  if (!isDone() && !(b.slope >= 0)) [a, b] = halve(a, b);
  while (!isDone()) {
    const width = b.step - a.step;
    [a, b] = secantPair(a, b);
    if (!isDone() && b.step - a.step > shrinkage * width) {
      [a, b] = update(a, b, (a.step + b.step) / 2);
    }
    if (!(b.step - a.step > Number.EPSILON * b.step)) break;
  }
  if (found) return found.step;
  return decreasesEnough(line, a) ? a.step : 0;
}

/** Where the line through both slopes is zero. */
function secant(a: LinePoint, b: LinePoint): number {
  return (a.step * b.slope - b.step * a.slope) / (b.slope - a.slope);
}
