import {
  type ParameterSlices,
  type ParameterSlicesOptions,
  parameterSlicesTurns,
} from "../../landscape/mod.ts";
import type { TrainingResult } from "../../train/mod.ts";
import type { JobKind, ObjectiveSource } from "../kind.ts";
import { type AtTime, pointOf } from "../training_point.ts";

/** One loss slice per parameter through `parameters`. */
export interface ParameterSlicesJob {
  /** Names the kind. */
  readonly kind: "parameterSlices";
  /** Whose loss. */
  readonly objective: ObjectiveSource;
  /** The point that all slices go through (p). */
  readonly parameters: Float64Array;
  /** As for {@linkcode parameterSlices}. */
  readonly options?: ParameterSlicesOptions;
}

/** What the kind adds to `run`. */
export interface ParameterSlicesMethod {
  /**
   * One loss slice per parameter, through the end of a training, or through
   * where it was at a time.
   */
  parameterSlices(
    fit: TrainingResult,
    options?: ParameterSlicesOptions & AtTime,
  ): Promise<ParameterSlices>;
}

/** See {@linkcode ParameterSlicesJob}. */
export const parameterSlices: JobKind<
  ParameterSlicesJob,
  ParameterSlices,
  ParameterSlicesMethod
> = {
  name: "parameterSlices",

  *steps({ objective, parameters, options }) {
    let done = 0;
    const turns = parameterSlicesTurns(objective, parameters, options);
    for (;;) {
      const next = turns.next();
      if (next.done) return next.value;
      if (next.value !== undefined) done = next.value.done;
      yield { note: "slices", done };
    }
  },

  methods: (submit) => ({
    parameterSlices: async (fit, { at, ...options } = {}) =>
      await submit({ ...pointOf(fit, "the slices", at), options }),
  }),
};
