import {
  type Barrier,
  type BarrierOptions,
  barrierOptions,
  barrierSteps,
} from "../../landscape/mod.ts";
import { list, nested, required, text } from "../../options/mod.ts";
import {
  anObjectiveSource,
  type JobKind,
  type ObjectiveSource,
} from "../kind.ts";
import { mapSteps } from "../../steps.ts";

/** The barrier on the line from one point to another. */
export interface BarrierJob {
  /** Names the kind. */
  readonly kind: "barrier";
  /** Whose loss. */
  readonly objective: ObjectiveSource;
  /** Where the line begins (p). */
  readonly from: Float64Array;
  /** Where it ends (p), before its neurons are matched. */
  readonly to: Float64Array;
  /** As for {@linkcode barrier}. */
  readonly options?: BarrierOptions;
}

/** See {@linkcode BarrierJob}. */
export const barrier: JobKind<BarrierJob, Barrier> = {
  name: "barrier",

  takes: {
    kind: text,
    objective: required(anObjectiveSource),
    from: required(list),
    to: required(list),
    options: nested(barrierOptions),
  },

  *steps({ objective, from, to, options }) {
    return yield* mapSteps(
      barrierSteps(objective, from, to, options),
      (step) => ({
        note: "orders and flips of neurons",
        ...(step.done !== undefined && { done: step.done }),
        partial: () => step.barrier,
      }),
    );
  },

  withoutMethod: "it joins points of any origin: called by run.job",
};
