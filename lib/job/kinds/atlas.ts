import {
  type Atlas,
  type AtlasOptions,
  atlasOptions,
  atlasSteps,
} from "../../landscape/mod.ts";
import { list, nested, required, text } from "../../options/mod.ts";
import {
  anObjectiveSource,
  type JobKind,
  type ObjectiveSource,
} from "../kind.ts";
import { mapSteps } from "../../steps.ts";

/** The critical points that searches from some starts find. */
export interface AtlasJob {
  /** Names the kind. */
  readonly kind: "atlas";
  /** Whose landscape. */
  readonly objective: ObjectiveSource;
  /** Where searches begin (p each). */
  readonly starts: readonly Float64Array[];
  /** As for {@linkcode atlas}. */
  readonly options?: AtlasOptions;
}

/** See {@linkcode AtlasJob}. */
export const atlas: JobKind<AtlasJob, Atlas> = {
  name: "atlas",

  takes: {
    kind: text,
    objective: required(anObjectiveSource),
    starts: required(list),
    options: nested(atlasOptions),
  },

  *steps({ objective, starts, options }) {
    return yield* mapSteps(atlasSteps(objective, starts, options), (step) => ({
      note: step.note,
      done: step.done,
      partial: () => step.atlas,
    }));
  },

  withoutMethod: "run.atlas spreads many of them over the pool",
};
