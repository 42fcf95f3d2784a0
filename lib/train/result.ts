import type { ObjectiveSpecification } from "../objective/objective.ts";
import type { Evaluations, TrainingHistory } from "../optimize/mod.ts";
import type { Status } from "../status.ts";
import type { Trajectory, Verdict } from "../verdict/mod.ts";
import type { ResumeState } from "./resume_state.ts";

/** What one phase of training cost and why it ended. */
export interface PhaseReport {
  /** Why it ended. */
  readonly status: Status;
  /** Accepted steps. */
  readonly steps: number;
  /** Time on the wall. */
  readonly seconds: number;
  /** What was computed. */
  readonly evaluations: Readonly<Evaluations>;
  /** A sentence, where the flow's first step failed and a smaller one was taken. */
  readonly recovery?: string;
}

/** Says that a training began where another one had ended. */
export interface WarmStart {
  /** The content hash of the other one. */
  readonly from: string;
  /** How far its specification was from this one's; see `run.train`. */
  readonly distance: number;
  /** The entries in which they differ: "data.samples". */
  readonly differences: readonly string[];
}

/** What `train` returns: plain data, serializable as it is. */
export interface TrainingResult {
  /** Why the last phase ended. */
  readonly status: Status;
  /** A sentence on the status, with the step where that says more. */
  readonly sentence: string;
  /** Loss at the best point seen, with penalties. */
  readonly loss: number;
  /** The best point seen, in any phase. */
  readonly parameters: Float64Array;
  /**
   * ‖∇L‖∞ at the best point, with penalties, over the parameters that are not
   * frozen.
   */
  readonly gradientNorm: number;
  /** Loss and ‖∇L‖∞ there without penalties. */
  readonly unpenalized: {
    /** L without penalties. */
    readonly loss: number;
    /** ‖∇L‖∞ without penalties, over the parameters that are not frozen. */
    readonly gradientNorm: number;
  };
  /** θ at the start. */
  readonly initialParameters: Float64Array;
  /** θ at the end of the first phase: the last point, not the best. */
  readonly flowParameters: Float64Array;
  /** L there. */
  readonly flowLoss: number;
  /** Points along the way. */
  readonly trajectory: Trajectory;
  /** Index into the trajectory of the first point of the refinement. */
  readonly refineStart: number;
  /** The flow phase, where there was one. */
  readonly flow?: PhaseReport;
  /** The discrete optimizer, where there was one. */
  readonly discrete?: PhaseReport;
  /** What `discrete.history` asked for: the way of the discrete optimizer. */
  readonly history?: TrainingHistory;
  /** The refinement, where there was one. */
  readonly refine?: PhaseReport;
  /** Accepted steps of all phases. */
  readonly steps: number;
  /** Time on the wall of all phases. */
  readonly seconds: number;
  /** How to go on from here: the option `resumeFrom` takes the whole result. */
  readonly resume: ResumeState;
  /**
   * What the best point is: see `certify`. Absent while the training runs, where
   * it was aborted, and where it met what is not finite.
   */
  readonly verdict?: Verdict;
  /** The objective, where it can be written down; jobs on the result use it. */
  readonly objective?: ObjectiveSpecification;
  /** The run that it began at the end of, if it was started warm. */
  readonly warmStart?: WarmStart;
}
