import {
  type DescentResult,
  type GradientDescentOptions,
  gradientDescentOptions,
  gradientDescentSteps,
} from "../../optimize/mod.ts";
import { list, nested, required, text } from "../../options/mod.ts";
import {
  anObjectiveSource,
  type JobKind,
  type ObjectiveSource,
} from "../kind.ts";
import { standardLog } from "../standard_log.ts";

/**
 * Plain gradient descent from `parameters`. The history keeps what `log` says;
 * without one the loss, the accuracy and the gradient norm of each layer. A log
 * cannot travel: with one the job runs in place.
 */
export interface GradientDescentJob {
  /** Tells it from other jobs. */
  readonly kind: "gradientDescent";
  /** The loss, or what to build it from. */
  readonly objective: ObjectiveSource;
  /** θ to start from. */
  readonly parameters: Float64Array;
  /** Learning rate, number of iterations, length of the history. */
  readonly options?: GradientDescentOptions;
}

/** See {@linkcode GradientDescentJob}. */
export const gradientDescent: JobKind<GradientDescentJob, DescentResult> = {
  name: "gradientDescent",

  takes: {
    kind: text,
    objective: required(anObjectiveSource),
    parameters: required(list),
    options: nested(gradientDescentOptions),
  },

  *steps({ objective, parameters, options = {} }) {
    const { iterations = 1000 } = options;
    const steps = gradientDescentSteps(objective, parameters, {
      log: standardLog(objective),
      ...options,
    });
    for (;;) {
      const next = steps.next();
      if (next.done) return next.value;
      const { iteration, snapshot } = next.value;
      yield {
        note: `iteration ${iteration}`,
        done: iteration / iterations,
        partial: snapshot,
      };
    }
  },

  withoutMethod:
    "it starts anywhere, with a log of the user's: run.job says both",
};
