import { counted } from "../../counted.ts";
import { list, required, text } from "../../options/mod.ts";
import {
  anObjectiveSource,
  type JobKind,
  type ObjectiveSource,
} from "../kind.ts";

/** The Hessian at `parameters`. */
export interface HessianJob {
  /** Names the kind. */
  readonly kind: "hessian";
  /** Whose Hessian. */
  readonly objective: ObjectiveSource;
  /** Where (p). */
  readonly parameters: Float64Array;
}

/** A matrix of second derivatives. */
export interface HessianMatrix {
  /** ∇²L (p × p), row-major. */
  readonly hessian: Float64Array;
}

/** See {@linkcode HessianJob}. */
export const hessian: JobKind<HessianJob, HessianMatrix> = {
  name: "hessian",

  takes: {
    kind: text,
    objective: required(anObjectiveSource),
    parameters: required(list),
  },

  *steps({ objective, parameters }) {
    yield {
      note: `Hessian of ${counted(objective.parameterCount, "parameter")}`,
    };
    return { hessian: objective.hessian(parameters) };
  },

  withoutMethod: "a notebook looks at its spectrum: run.hessianSpectrum",
};
