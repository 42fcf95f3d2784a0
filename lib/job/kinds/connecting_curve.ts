import {
  type ConnectingCurve,
  type ConnectingCurveOptions,
  connectingCurveOptions,
  connectingCurveSteps,
} from "../../landscape/mod.ts";
import { list, nested, required, text } from "../../options/mod.ts";
import {
  anObjectiveSource,
  type JobKind,
  type ObjectiveSource,
} from "../kind.ts";
import { mapSteps } from "../../steps.ts";

/** A curve of low loss from one point to another. */
export interface ConnectingCurveJob {
  /** Names the kind. */
  readonly kind: "connectingCurve";
  /** Whose loss. */
  readonly objective: ObjectiveSource;
  /** Where the curve begins (p). */
  readonly from: Float64Array;
  /** Where it ends (p). */
  readonly to: Float64Array;
  /** As for {@linkcode connectingCurve}. */
  readonly options?: ConnectingCurveOptions;
}

/** See {@linkcode ConnectingCurveJob}. */
export const connectingCurve: JobKind<ConnectingCurveJob, ConnectingCurve> = {
  name: "connectingCurve",

  takes: {
    kind: text,
    objective: required(anObjectiveSource),
    from: required(list),
    to: required(list),
    options: nested(connectingCurveOptions),
  },

  *steps({ objective, from, to, options }) {
    return yield* mapSteps(
      connectingCurveSteps(objective, from, to, options),
      (step) => ({
        note: "connecting curve",
        done: step.done,
        partial: () => step.curve,
      }),
    );
  },

  withoutMethod: "it joins points of any origin: called by run.job",
};
