import type { Status } from "../status.ts";
import type { StepTolerances } from "./tolerances.ts";

/**
 * The initial-value problem ẏ = f(t, y). Derivatives of f that are absent are
 * replaced by differences where a method needs them.
 */
export interface OdeProblem {
  /** Length of y. */
  readonly dimension: number;
  /** Writes f(t, y) into `out`; entries that are not finite refuse the step. */
  derivative(t: number, y: Float64Array, out: Float64Array): void;
  /** Writes ∂f/∂y (dimension × dimension, row-major) at (t, y) into `out`. */
  jacobian?(t: number, y: Float64Array, out: Float64Array): void;
  /** Writes ∂f/∂y at (t, y) times v into `out`. */
  jacobianVectorProduct?(
    t: number,
    y: Float64Array,
    v: Float64Array,
    out: Float64Array,
  ): void;
  /** Writes ∂f/∂t at (t, y) into `out`. */
  timeDerivative?(t: number, y: Float64Array, out: Float64Array): void;
  /** Whether ∂f/∂y is symmetric everywhere; false by default. */
  readonly symmetric?: boolean;
}

/** A method: data, and the state it needs to step. */
export interface OdeMethod {
  /** The name options give it. */
  readonly name: string;
  /** Global order of the solution that is advanced; the highest, if it varies. */
  readonly order: number;
  /**
   * The error estimate of a step of size h is O(h^errorOrder); absent where
   * the method makes none and needs a fixed step size.
   */
  readonly errorOrder?: number;
  /** Allocates the work space for steps on one problem. */
  stepper(
    problem: Required<OdeProblem>,
    tolerances: StepTolerances,
  ): OdeStepper;
}

/** The work space of a method on one problem. */
export interface OdeStepper {
  /** Sets the point from which steps start; returns f there. */
  begin(t: number, y: Float64Array): Float64Array;
  /**
   * Tries a step of size h from (t, y): the new point goes to `yNew`, the
   * estimate of its error to `yError`. May be tried again with a smaller h.
   *
   * @returns Whether the equations of the step could be solved.
   */
  attempt(
    t: number,
    y: Float64Array,
    h: number,
    yNew: Float64Array,
    yError: Float64Array,
  ): boolean;
  /**
   * Makes the last attempt the step taken: the next starts at its end (t, y).
   *
   * @returns False where f is not finite there: the attempt stands as refused.
   */
  accept(t: number, y: Float64Array): boolean;
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
  /**
   * The factor for the step size after the accepted step; methods that vary
   * their order choose it here. The loop's controller does it where absent.
   */
  grow?(error: number): number;
  /** The factor for another try after the error refused a step; as `grow`. */
  shrink?(error: number): number;
}

/** Ends an integration where a function of the solution falls to zero. */
export interface OdeEvent {
  /** The status of the result. */
  readonly status: Status;
  /**
   * Positive until the event. Computed at the start and at the end of each
   * step; once it is 0 or less, its zero is located on the dense output.
   */
  value(t: number, y: Float64Array): number;
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
  /** A sentence, where the first step failed and a smaller one was taken. */
  readonly recovery?: string;
  /** y at a time within the step, from the method's dense output. */
  interpolate(time: number, out: Float64Array): Float64Array;
}

/** How often the functions of a problem were computed. */
export interface OdeCounts {
  /** f, also for differences. */
  evaluations: number;
  /** ∂f/∂y, by formula or by differences. */
  jacobians: number;
  /** ∂f/∂y times a vector, by formula or by differences. */
  jacobianProducts: number;
}

/** How an integration went. */
export interface OdeResult extends Readonly<OdeCounts> {
  /** "completed": `until` was reached. An event's status ends with that one. */
  readonly status: Status;
  /** The time reached. */
  readonly time: number;
  /** y at `time`. */
  readonly y: Float64Array;
  /** Steps accepted. */
  readonly steps: number;
  /** Steps tried and refused: by error, by values not finite, or unsolved. */
  readonly rejected: number;
  /** Wall-clock time. */
  readonly seconds: number;
  /** The size that the next step would have; NaN where none was tried. */
  readonly stepSize: number;
  /** A sentence, where the first step failed and a smaller one was taken. */
  readonly recovery?: string;
}
