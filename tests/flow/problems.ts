import type { OdeProblem } from "../../lib/flow/mod.ts";

/** A problem with its exact solution. */
export interface SolvedProblem extends OdeProblem {
  readonly name: string;
  readonly initial: Float64Array;
  readonly end: number;
  exact(t: number): number[];
}

/** Nonlinear, autonomous: the logistic equation beside a rotation. */
export const rotation: SolvedProblem = {
  name: "rotation with logistic growth",
  dimension: 3,
  initial: Float64Array.of(1, 0, 0.1),
  end: 3,
  derivative(_, y, out) {
    out[0] = -y[1];
    out[1] = y[0];
    out[2] = y[2] * (1 - y[2]);
  },
  exact: (t) => [Math.cos(t), Math.sin(t), 1 / (1 + 9 * Math.exp(-t))],
};

/** Depends on time: ẏ = −2 t y². */
export const timeDependent: SolvedProblem = {
  name: "y' = −2 t y²",
  dimension: 1,
  initial: Float64Array.of(1),
  end: 2,
  derivative(t, y, out) {
    out[0] = -2 * t * y[0] * y[0];
  },
  exact: (t) => [1 / (1 + t * t)],
};

/** Forgets its start: ẏ = −10 (y − cos t) − sin t. */
export const steered: SolvedProblem = {
  name: "steered cosine",
  dimension: 1,
  initial: Float64Array.of(1),
  end: 5,
  derivative(t, y, out) {
    out[0] = -10 * (y[0] - Math.cos(t)) - Math.sin(t);
  },
  exact: (t) => [Math.cos(t)],
};

export const solvedProblems = [rotation, timeDependent];
