import type { Status } from "../train/result.ts";

/** The initial-value problem ẏ = f(t, y). */
export interface OdeProblem {
  /** Length of y. */
  readonly dimension: number;
  /** Writes f(t, y) into `out`; entries that are not finite refuse the step. */
  derivative(t: number, y: Float64Array, out: Float64Array): void;
}

/** A one-step method: data, and the state it needs to step. */
export interface OdeMethod {
  /** The name options give it. */
  readonly name: string;
  /** Global order of the solution that is advanced. */
  readonly order: number;
  /** The error estimate of a step of size h is O(h^errorOrder). */
  readonly errorOrder: number;
  /** Whether a step's last evaluation of f is at its end point. */
  readonly endsAtNewPoint: boolean;
  /** Allocates the work space for steps on one problem. */
  stepper(problem: OdeProblem): OdeStepper;
}

/** The work space of a method on one problem. */
export interface OdeStepper {
  /** Sets the point from which steps start; returns f there. */
  begin(t: number, y: Float64Array): Float64Array;
  /**
   * Tries a step of size h from (t, y): the new point goes to `yNew`, the
   * estimate of its error to `yError`. May be tried again with a smaller h.
   */
  attempt(
    t: number,
    y: Float64Array,
    h: number,
    yNew: Float64Array,
    yError: Float64Array,
  ): void;
  /** Makes the last attempt the step taken: the next starts at its end. */
  accept(): void;
  /**
   * The accepted step from y of size h at the fraction s in 0 … 1 of it; valid
   * until the next attempt.
   */
  interpolate(
    s: number,
    y: Float64Array,
    h: number,
    out: Float64Array,
  ): Float64Array;
}

/** An accepted step. Its arrays are reused: copy what is kept. */
export interface OdeStep {
  /** Counts accepted steps from 1. */
  readonly step: number;
  /** Where the step began. */
  readonly previousTime: number;
  /** Where it ended. */
  readonly time: number;
  /** y at `time`. */
  readonly y: Float64Array;
  /** y at a time within the step, from the method's dense output. */
  interpolate(time: number, out: Float64Array): Float64Array;
}

/** How an integration went. */
export interface OdeResult {
  /** "completed": `until` was reached. An event's status ends with that one. */
  readonly status: Status;
  /** The time reached. */
  readonly time: number;
  /** y at `time`. */
  readonly y: Float64Array;
  /** Steps accepted. */
  readonly steps: number;
  /** Steps tried and refused by the error estimate or by values not finite. */
  readonly rejected: number;
  /** How often f was computed. */
  readonly evaluations: number;
  /** Wall-clock time. */
  readonly seconds: number;
}
