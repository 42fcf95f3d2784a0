import {
  addScaled,
  isFiniteVector,
  matrixVector,
  norm,
  symmetricEigen,
  transposedMatrixVector,
} from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";
import type {
  IterationOutcome,
  Minimizer,
  MinimizerRun,
  Point,
} from "./minimizer.ts";
import { trustRegionStep } from "./trust_region_step.ts";

// Conn, Gould and Toint, Trust-region methods, 2000, section 6.1: below 0.25
// of the predicted reduction the region shrinks, above 0.75 it grows.
const shrinkBelow = 0.25;
const growAbove = 0.75;
const acceptAbove = 1e-4;

/**
 * A step along a curved valley leaves its floor. Up to so many corrections
 * bring it back, each a step of the model with the same Hessian and the
 * gradient found there, so short that only steep directions go all the way.
 */
const corrections = 4;
const correctionLength = 1e-3;
/** A step that does this well, or a correction that gains less, is left alone. */
const goodRatio = 0.9;
const worthwhileGain = 0.1;

/**
 * Relative change of the loss that is doubtful: where residuals are small
 * differences of large outputs, the loss is far less exact than its own ε. A
 * step that halves ‖∇L‖ is taken whatever the loss does below this.
 */
const lossResolution = 1e-10;

/** Refused steps in a row, within rounding of the loss, that end the search. */
const patience = 5;

/**
 * Newton's method in a trust region, with the exact Hessian and the exact
 * minimizer of the model: each iteration costs one Hessian, one symmetric
 * eigendecomposition and, per trial, one to five gradients. Leaves saddles.
 *
 * Trials that do worse than the model are corrected with the Hessian at hand
 * (the second-order correction of Conn, Gould and Toint, section 15.3.2.3, here
 * without constraints). On students of 3 to 8 sigmoid neurons it halves the
 * number of Hessians.
 *
 * Where a step changes the loss by no more than rounding, losses cannot be
 * compared any more; the step is then taken if it lowers ‖∇L‖, which Newton
 * steps do until the gradient itself is rounding.
 */
export const trustRegionNewton: Minimizer = {
  name: "trustRegionNewton",
  start: (objective, point) => startAt(objective, point),
};

function startAt(objective: Objective, point: Point): MinimizerRun {
  const p = objective.parameterCount;
  const hessian = new Float64Array(p * p);
  const rotatedGradient = new Float64Array(p);
  const rotatedTrialGradient = new Float64Array(p);
  const rotatedStep = new Float64Array(p);
  const step = new Float64Array(p);
  const trial = new Float64Array(p);
  const trialGradient = new Float64Array(p);
  const corrected = new Float64Array(p);
  const correctedGradient = new Float64Array(p);
  let eigenvalues = new Float64Array(0);
  let vectors = new Float64Array(0);
  let decomposed = false; // whether these belong to the point
  let radius = Math.max(1, norm(point.parameters) / 10);
  let lowestLoss = point.loss;
  let refusedAtFloor = 0;

  function decompose(): boolean {
    if (decomposed) return true;
    objective.hessian(point.parameters, hessian);
    const eigen = symmetricEigen(hessian, p);
    if (eigen.status !== "completed") return false;
    eigenvalues = eigen.values as Float64Array<ArrayBuffer>;
    vectors = eigen.vectors as Float64Array<ArrayBuffer>;
    matrixVector(vectors, point.gradient, rotatedGradient);
    decomposed = true;
    return true;
  }

  function isMinimum(): boolean {
    if (p === 0 || !decompose()) return true;
    const size = Math.max(Math.abs(eigenvalues[0]), eigenvalues[p - 1]);
    // negative curvature well above the rounding of the Hessian's entries
    return eigenvalues[0] >= -1e-10 * size;
  }

  function iterate(): IterationOutcome {
    if (!decompose()) return "non-finite";
    const model = { eigenvalues, gradient: rotatedGradient };
    const predicted = trustRegionStep(model, radius, rotatedStep);
    transposedMatrixVector(vectors, rotatedStep, step);
    const length = norm(step);
    if (!(length > Number.EPSILON * norm(point.parameters))) return "stalled";
    addScaled(point.parameters, 1, step, trial);
    let trialLoss = objective.lossAndGradient(trial, trialGradient);
    if (!isFiniteVector(trialGradient) || trialLoss - trialLoss !== 0) {
      radius = length / 4;
      return "refused";
    }
    const rounding = 16 * Number.EPSILON * Math.abs(lowestLoss);
    // below rounding, losses do not tell a good correction from a bad one
    const limit = predicted > rounding ? corrections : 0;
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
    const doubtful = lossResolution * Math.abs(lowestLoss);
    if (
      predicted <= doubtful && trialLoss <= lowestLoss + doubtful &&
      slope <= before / 2
    ) {
      radius = Math.max(radius, 2.5 * length);
      return accept(trialLoss);
    }
    const actual = point.loss - trialLoss;
    if (predicted <= rounding || Math.abs(actual) <= rounding) {
      if (slope < before && trialLoss <= lowestLoss + rounding) {
        return accept(trialLoss);
      }
      refusedAtFloor++;
      radius = length / 4;
      return refusedAtFloor >= patience ? "stalled" : "refused";
    }
    const ratio = actual / predicted;
    if (ratio < shrinkBelow) radius = length / 4;
    else if (ratio > growAbove) radius = Math.max(radius, 2.5 * length);
    return ratio > acceptAbove ? accept(trialLoss) : "refused";
  }

  /** The loss after a correction of the trial; NaN where it gains too little. */
  function correct(length: number, leastGain: number): number {
    const gradient = matrixVector(vectors, trialGradient, rotatedTrialGradient);
    const gain = trustRegionStep(
      { eigenvalues, gradient },
      length,
      rotatedStep,
    );
    if (!(gain > leastGain)) return NaN;
    transposedMatrixVector(vectors, rotatedStep, step);
    addScaled(trial, 1, step, corrected);
    return objective.lossAndGradient(corrected, correctedGradient);
  }

  function accept(trialLoss: number): IterationOutcome {
    point.parameters.set(trial);
    point.gradient.set(trialGradient);
    point.loss = trialLoss;
    lowestLoss = Math.min(lowestLoss, trialLoss);
    refusedAtFloor = 0;
    decomposed = false;
    return "accepted";
  }

  return { iterate, isMinimum };
}
