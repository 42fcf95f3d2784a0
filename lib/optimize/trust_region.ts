import {
  addScaled,
  infinityNorm,
  isFiniteVector,
  norm,
} from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";
import type {
  IterationOutcome,
  Minimizer,
  MinimizerRun,
  Point,
} from "./minimizer.ts";
import { doubtOf, roundingOf } from "./rounding.ts";

// Conn, Gould and Toint, Trust-region methods, 2000, section 6.1: below 0.25
// of the predicted reduction the region shrinks, above 0.75 it grows.
const shrinkBelow = 0.25;
const growAbove = 0.75;
const acceptAbove = 1e-4;

/**
 * A step along a curved valley leaves its floor. Up to so many corrections
 * bring it back, each a step of the model with the same curvature and the
 * gradient found there, so short that only steep directions go all the way.
 */
const corrections = 4;
const correctionLength = 1e-3;
/** A step that does this well, or a correction that gains less, is left alone. */
const goodRatio = 0.9;
const worthwhileGain = 0.1;

/** Refused steps in a row, within rounding of the loss, that end the search. */
const patience = 8;

/** A quadratic model of the loss around the point, and its minimizer. */
export interface RegionModel {
  /** Builds the model at the point; false where that is not finite. */
  renew(): boolean;
  /** Radius of the first region; the model belongs to the point. */
  firstRadius(): number;
  /**
   * Minimizes the model over length(s) ≤ radius.
   *
   * @returns By how much the step s in `out` reduces the model.
   */
  step(radius: number, out: Float64Array): number;
  /**
   * Minimizes the model with another gradient g in place of the point's over
   * length(s) ≤ radius, where that is cheap; returns as `step` does.
   */
  correct?(g: Float64Array, radius: number, out: Float64Array): number;
  /** The length of a step that the radius bounds. */
  length(s: Float64Array): number;
  /** See {@linkcode MinimizerRun}; the model belongs to the point. */
  isMinimum?(): boolean;
}

/**
 * A minimizer from a model: it takes the model's minimizer in a region that
 * grows where the model is right and shrinks where it is not.
 *
 * Trials that do worse than the model are corrected with the curvature at hand
 * (the second-order correction of Conn, Gould and Toint, section 15.3.2.3, here
 * without constraints), where the model can: each costs one gradient, and on
 * students of 3 to 8 sigmoid neurons they halve the number of Hessians.
 *
 * Where a step changes the loss by no more than rounding, losses cannot be
 * compared any more; the step is then taken if it lowers ‖∇L‖, which Newton
 * steps do until the gradient itself is rounding.
 */
export function trustRegionMinimizer(
  name: string,
  modelOf: (objective: Objective, point: Point) => RegionModel,
): Minimizer {
  return {
    name,
    start: (objective, point) =>
      startAt(objective, point, modelOf(objective, point)),
  };
}

function startAt(
  objective: Objective,
  point: Point,
  model: RegionModel,
): MinimizerRun {
  const p = objective.parameterCount;
  const step = new Float64Array(p);
  const trial = new Float64Array(p);
  const trialGradient = new Float64Array(p);
  const corrected = new Float64Array(p);
  const correctedGradient = new Float64Array(p);
  let isRenewed = false; // whether the model belongs to the point
  let radius = NaN; // known once there is a model
  let lowestLoss = point.loss;
  let refusedAtFloor = 0;

  function renew(): boolean {
    if (!isRenewed) {
      isRenewed = model.renew();
      if (Number.isNaN(radius)) radius = model.firstRadius();
    }
    return isRenewed;
  }

  function isMinimum(): boolean {
    if (model.isMinimum === undefined || p === 0 || !renew()) return true;
    return model.isMinimum();
  }

  function iterate(): IterationOutcome {
    if (!renew()) return "non-finite";
    if (!(radius > 0)) return "stalled";
    const predicted = model.step(radius, step);
    const length = model.length(step);
    if (!(infinityNorm(step) > 0)) return "stalled";
    addScaled(point.parameters, 1, step, trial);
    if (!isMoved()) return "stalled";
    let trialLoss = objective.lossAndGradient(trial, trialGradient);
    if (!Number.isFinite(trialLoss) || !isFiniteVector(trialGradient)) {
      shrink(length);
      return "refused";
    }
    const rounding = roundingOf(lowestLoss);
    // below rounding, losses do not tell a good correction from a bad one
    const limit = model.correct && predicted > rounding ? corrections : 0;
    for (let k = 0; k < limit; k++) {
      if (point.loss - trialLoss >= goodRatio * predicted) break;
      const loss = correct(
        correctionLength * length,
        worthwhileGain * predicted,
      );
      if (!(loss < trialLoss)) break;
      trialLoss = loss;
      trial.set(corrected);
      trialGradient.set(correctedGradient);
    }

    const slope = norm(trialGradient);
    const before = norm(point.gradient);
    const doubtful = doubtOf(lowestLoss);
    if (
      predicted <= doubtful && trialLoss <= lowestLoss + doubtful &&
      slope <= before / 2
    ) {
      grow(length);
      return accept(trialLoss);
    }
    const actual = point.loss - trialLoss;
    if (predicted <= rounding || Math.abs(actual) <= rounding) {
      if (slope < before && trialLoss <= lowestLoss + rounding) {
        return accept(trialLoss);
      }
      refusedAtFloor++;
      shrink(length);
      return refusedAtFloor >= patience ? "stalled" : "refused";
    }
    const ratio = actual / predicted;
    // NaN where the model overflows
    if (!(ratio >= shrinkBelow)) shrink(length);
    else if (ratio > growAbove) grow(length);
    return ratio > acceptAbove ? accept(trialLoss) : "refused";
  }

  /** Lengths overflow where a loss falls without end: each refusal must count. */
  function shrink(length: number): void {
    radius = Math.min(radius, length) / 4;
  }

  function grow(length: number): void {
    radius = Math.min(Math.max(radius, 2.5 * length), Number.MAX_VALUE);
  }

  /** The loss after a correction of the trial; NaN where it gains too little. */
  function correct(length: number, leastGain: number): number {
    const gain = model.correct!(trialGradient, length, step);
    if (!(gain > leastGain)) return NaN;
    addScaled(trial, 1, step, corrected);
    return objective.lossAndGradient(corrected, correctedGradient);
  }

  /** Whether the trial is another point than the one it started from. */
  function isMoved(): boolean {
    for (let i = 0; i < p; i++) {
      if (trial[i] !== point.parameters[i]) return true;
    }
    return false;
  }

  function accept(trialLoss: number): IterationOutcome {
    point.parameters.set(trial);
    point.gradient.set(trialGradient);
    point.loss = trialLoss;
    lowestLoss = Math.min(lowestLoss, trialLoss);
    refusedAtFloor = 0;
    isRenewed = false;
    return "accepted";
  }

  return { iterate, isMinimum };
}
