import {
  type ParameterSurface,
  parameterSurfaceSteps,
} from "../../landscape/mod.ts";
import { list, required, text } from "../../options/mod.ts";
import {
  anObjectiveSource,
  type JobKind,
  type ObjectiveSource,
} from "../kind.ts";

/** The loss over the values of two parameters, all others as in `parameters`. */
export interface ParameterSurfaceJob {
  /** Tells it from other jobs. */
  readonly kind: "parameterSurface";
  /** The loss, or what to build it from. */
  readonly objective: ObjectiveSource;
  /** θ. */
  readonly parameters: Float64Array;
  /** Which parameters run across and upward. */
  readonly indices: readonly [number, number];
  /** Values of both. */
  readonly values: Float64Array;
}

/** See {@linkcode ParameterSurfaceJob}. */
export const parameterSurface: JobKind<ParameterSurfaceJob, ParameterSurface> =
  {
    name: "parameterSurface",

    takes: {
      kind: text,
      objective: required(anObjectiveSource),
      parameters: required(list),
      indices: required(list),
      values: required(list),
    },

    *steps({ objective, parameters, indices, values }) {
      const steps = parameterSurfaceSteps(
        objective,
        parameters,
        indices,
        values,
      );
      for (;;) {
        const next = steps.next();
        if (next.done) return next.value;
        yield { note: "surface", done: next.value.done };
      }
    },

    withoutMethod: "lossSurface shows it; on its own it is called by run.job",
  };
