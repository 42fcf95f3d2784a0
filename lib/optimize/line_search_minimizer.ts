import { addScaled, dot, infinityNorm } from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";
import type { DescentRun, DescentTraits } from "./descent.ts";
import type { LinePoint, LineSearch } from "./line.ts";
import { lineSearchNamed } from "./line_search.ts";
import type {
  IterationOutcome,
  Minimizer,
  MinimizerRun,
  Point,
} from "./minimizer.ts";
import { roundingOf } from "./rounding.ts";

/**
 * A minimizer from a rule for directions and a line search. Where no step along
 * a direction is better, the rule forgets what it has learned and has one more
 * try.
 */
export function lineSearchMinimizer(
  name: string,
  traits: DescentTraits,
  descend: (objective: Objective, point: Point) => DescentRun,
): Minimizer {
  return {
    name,
    start(objective, point, { lineSearch = traits.lineSearch } = {}) {
      const search = lineSearchNamed(lineSearch);
      const descent = descend(objective, point);
      return startAt(objective, point, descent, search, traits.σ);
    },
  };
}

function startAt(
  objective: Objective,
  point: Point,
  descent: DescentRun,
  search: LineSearch,
  σ: number,
): MinimizerRun {
  const p = objective.parameterCount;
  const direction = new Float64Array(p);
  const trial = new Float64Array(p);
  const trialGradient = new Float64Array(p);
  let previous = { step: 0, slope: 0 };
  let last: LinePoint = { step: 0, loss: NaN, slope: NaN }; // of the trial

  function at(step: number): LinePoint {
    addScaled(point.parameters, step, direction, trial);
    const loss = objective.lossAndGradient(trial, trialGradient);
    const finite = loss - loss === 0 && infinityNorm(trialGradient) < Infinity;
    last = finite
      ? { step, loss, slope: dot(direction, trialGradient) }
      : { step, loss: Infinity, slope: NaN };
    return last;
  }

  function refuse(): IterationOutcome {
    previous = { step: 0, slope: 0 };
    return descent.forget?.() ? "refused" : "stalled";
  }

  function iterate(): IterationOutcome {
    if (!descent.direction(direction)) return "non-finite";
    const slope = dot(direction, point.gradient);
    if (!(slope < 0)) return refuse();
    const guess = descent.firstStep(direction, slope, previous);
    const start: LinePoint = { step: 0, loss: point.loss, slope };
    const line = { start, rounding: roundingOf(point.loss), at };
    const step = search(line, guess, σ);
    if (step === 0) return refuse();
    const { loss } = last.step === step ? last : at(step);
    if (!accept(loss)) return refuse();
    previous = { step, slope };
    return "accepted";
  }

  /** Moves the point to the trial; false where that is the same in float64. */
  function accept(loss: number): boolean {
    let moved = false;
    // the direction and the trial become s and y
    for (let i = 0; i < p; i++) {
      direction[i] = trial[i] - point.parameters[i];
      if (direction[i] !== 0) moved = true;
      point.parameters[i] = trial[i];
      trial[i] = trialGradient[i] - point.gradient[i];
      point.gradient[i] = trialGradient[i];
    }
    point.loss = loss;
    if (moved) descent.learn?.(direction, trial);
    return moved;
  }

  return { iterate };
}
