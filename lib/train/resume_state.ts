import type { OptimizerState, RecorderState } from "../optimize/mod.ts";

/** Where the solver of a phase stands, as plain data. */
export type PhaseState =
  | {
    /** The phase in which the training stopped. */
    readonly phase: "flow";
    /** The time reached. */
    readonly time: number;
    /** θ at that time: the last point, not the best. */
    readonly parameters: Float64Array;
    /** The size for the next step, where one was taken. */
    readonly stepSize?: number;
  }
  | {
    /** The phase in which the training stopped. */
    readonly phase: "discrete";
    /** The optimizer, the generator of the minibatches, the last point. */
    readonly optimizer: OptimizerState;
  }
  | {
    /** It goes on from the best point; the method starts anew. */
    readonly phase: "refine";
  };

/**
 * All that a training needs to go on where it stopped, beside its result; plain
 * data.
 */
export type ResumeState = PhaseState & {
  /** Which points of the trajectory, counted within the phase, stay. */
  readonly recorded: RecorderState;
};
