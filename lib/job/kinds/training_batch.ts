import {
  flag,
  listOf,
  nested,
  type OptionTable,
  required,
  text,
} from "../../options/mod.ts";
import { norm } from "../../linalg/mod.ts";
import type { Objective } from "../../objective/mod.ts";
import type { Status } from "../../status.ts";
import { type TrainingResult, trainSteps } from "../../train/mod.ts";
import type { Trajectory, VerdictKind } from "../../verdict/mod.ts";
import { mapSteps } from "../../steps.ts";
import type { JobKind } from "../kind.ts";
import {
  keyAtOnce,
  objectiveOf,
  trainingJob,
  type TrainingRecipe,
  trainingRecipe,
} from "../recipe.ts";
import { stoppable } from "../stop_flag.ts";

/** Many small trainings, one after another, of which little is kept. */
export interface TrainingBatchJob {
  /** Names the kind. */
  readonly kind: "trainingBatch";
  /** What is trained; neighbors that share an objective have it built once. */
  readonly recipes: readonly TrainingRecipe[];
  /** Whether trajectories are kept; false by default. */
  readonly trajectories?: boolean;
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

/** See {@linkcode TrainingBatchJob}. */
export const trainingBatch: JobKind<
  TrainingBatchJob,
  readonly (TrainingSummary | TrainingFailure)[]
> = {
  name: "trainingBatch",

  takes: {
    kind: text,
    recipes: required(listOf(nested(trainingRecipe))),
    trajectories: flag,
  } satisfies OptionTable<TrainingBatchJob>,

  *steps({ recipes, trajectories = false }) {
    const done: (TrainingSummary | TrainingFailure)[] = [];
    let objective: Objective | undefined;
    for (const [i, recipe] of recipes.entries()) {
      yield { note: `training ${i + 1}`, done: i / recipes.length };
      try {
        if (recipe.objective !== recipes[i - 1]?.objective) {
          objective = undefined;
        }
        objective ??= stoppable(objectiveOf(recipe.objective));
        const job = trainingJob(recipe, objective);
        const fit = yield* mapSteps(
          trainSteps(objective, job.parameters, job.options),
          ({ phase, step }) => ({
            note: `training ${i + 1}, ${phase} step ${step}`,
            done: i / recipes.length,
          }),
        );
        done.push({ key: keyAtOnce(job), ...summary(fit, trajectories) });
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
