import {
  countFrom,
  flag,
  listOf,
  nested,
  type OptionTable,
  record,
  required,
  text,
  without,
} from "../../options/mod.ts";
import { norm } from "../../linalg/mod.ts";
import type { Objective } from "../../objective/mod.ts";
import type { Status } from "../../status.ts";
import { type TrainingResult, trainSteps } from "../../train/mod.ts";
import type { Trajectory, VerdictKind } from "../../verdict/mod.ts";
import { mapSteps } from "../../steps.ts";
import { isEqual, toBytes } from "../bytes.ts";
import type { JobKind } from "../kind.ts";
import {
  objectiveOf,
  trainingJob,
  trainingKeys,
  type TrainingRecipe,
  trainingRecipe,
} from "../recipe.ts";
import { stoppable } from "../stop_flag.ts";
import type { TrainJob } from "./train.ts";

/** Many small trainings, one after another, of which little is kept. */
export interface TrainingBatchJob {
  /** Names the kind. */
  readonly kind: "trainingBatch";
  /** What is minimized, each once. */
  readonly sources: readonly TrainingRecipe["objective"][];
  /** The trainings; neighbors of one source have it built once. */
  readonly recipes: readonly BatchedRecipe[];
  /** Whether trajectories are kept; false by default. */
  readonly trajectories?: boolean;
}

/** A training of a batch. */
export interface BatchedRecipe extends Omit<TrainingRecipe, "objective"> {
  /** Which of the sources is minimized, from 0 on. */
  readonly source: number;
}

/** What is kept of a training. */
export interface TrainingSummary {
  /** The content hash of its job: what `jobKey` gives. */
  readonly key: string;
  /** How it ended. */
  readonly status: Status;
  /** Loss at the best point. */
  readonly loss: number;
  /** ‖∇L‖∞ there. */
  readonly gradientNorm: number;
  /** ‖θ‖₂ there. */
  readonly parameterNorm: number;
  /** What the point is. */
  readonly verdict?: VerdictKind;
  /** Accepted steps. */
  readonly steps: number;
  /** Time on the wall. */
  readonly seconds: number;
  /** θ there. */
  readonly parameters: Float64Array;
  /** Points on the way, where that was asked for. */
  readonly trajectory?: Trajectory;
}

/** What is kept of a training that could not be done. */
export interface TrainingFailure {
  /** Why, in words. */
  readonly error: string;
}

const batchedRecipe: OptionTable<BatchedRecipe> = {
  ...without(trainingRecipe, "objective"),
  source: required(countFrom(0)),
};

/** What is minimized, with what is the same for all trainings of it. */
interface Built {
  /** Its source, as bytes. */
  readonly bytes: Uint8Array;
  readonly objective: Objective;
  keyOf(job: TrainJob): string;
}

/**
 * The newest one: batches of a sweep follow one another on the same objective,
 * and code that is warm is so for its closures.
 */
let newest: Built | undefined;

function build(source: TrainingRecipe["objective"]): Built {
  const bytes = toBytes(source)!;
  if (newest && isEqual(newest.bytes, bytes)) return newest;
  const objective = stoppable(objectiveOf(source));
  const keyOf = trainingKeys(objective.specification!);
  return newest = { bytes, objective, keyOf };
}

/** See {@linkcode TrainingBatchJob}. */
export const trainingBatch: JobKind<
  TrainingBatchJob,
  readonly (TrainingSummary | TrainingFailure)[]
> = {
  name: "trainingBatch",

  takes: {
    kind: text,
    sources: required(listOf(record)),
    recipes: required(listOf(nested(batchedRecipe))),
    trajectories: flag,
  } satisfies OptionTable<TrainingBatchJob>,

  waitsForStorage: true,

  *steps({ sources, recipes, trajectories = false }) {
    const done: (TrainingSummary | TrainingFailure)[] = [];
    let built: Built | undefined;
    let builtOf: number | undefined;
    for (const [i, { source, ...recipe }] of recipes.entries()) {
      yield { note: `training ${i + 1}`, done: i / recipes.length };
      try {
        if (built === undefined || builtOf !== source) {
          built = build(sources[source]);
          builtOf = source;
        }
        const { objective, keyOf } = built;
        const job = trainingJob(recipe, objective);
        const fit = yield* mapSteps(
          trainSteps(objective, job.parameters, job.options),
          ({ phase, step }) => ({
            note: `training ${i + 1}, ${phase} step ${step}`,
            done: i / recipes.length,
          }),
        );
        done.push({ key: keyOf(job), ...summary(fit, trajectories) });
      } catch (error) {
        if (isStop(error)) throw error;
        done.push({
          error: error instanceof Error ? error.message : `${error}`,
        });
      }
    }
    return done;
  },

  withoutMethod: "it is called by sweeps, whose runs it does",
};

function summary(
  fit: TrainingResult,
  trajectories: boolean,
): Omit<TrainingSummary, "key"> {
  const { status, loss, gradientNorm, steps, seconds, parameters } = fit;
  return {
    status,
    loss,
    gradientNorm,
    parameterNorm: norm(parameters),
    ...(fit.verdict && { verdict: fit.verdict.kind }),
    steps,
    seconds,
    parameters,
    ...(trajectories && { trajectory: fit.trajectory }),
  };
}

/** Whether a checkpoint ended the work, and not a fault in it. */
function isStop(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}
