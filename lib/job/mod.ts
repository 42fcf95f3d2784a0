/**
 * Heavy work as data: kinds of jobs, their content hash, what is kept of their
 * results, and the workers that run them. Storage is handed in.
 *
 * @module
 */
export { engineVersion } from "./engine_version.ts";
export { jobKey } from "./hash.ts";
export type * from "./kind.ts";
export {
  type JobMethods,
  jobMethods,
  type JobResult,
  type JobSpecification,
} from "./kinds.ts";
export type * from "./kinds/list.ts";
export { configureMemo, type JobStorage, type MemoOptions } from "./memo.ts";
export { objectiveFromSpecification } from "./objectives/known.ts";
export {
  closeWorkers,
  configureWorkers,
  poolSize,
  warmWorkers,
  type WorkerOptions,
} from "./pool.ts";
export {
  cancelJobs,
  type ResultSource,
  runJob,
  type RunJobOptions,
  runJobOptions,
} from "./run_job.ts";
export { canResume, resumedJob, type StoppedJob } from "./resume.ts";
export {
  type NetworkSource,
  objectiveOf,
  type TeacherRecipe,
  teacherRecipe,
  trainingJob,
  type TrainingRecipe,
  trainingRecipe,
} from "./recipe.ts";
export { batchTrainings } from "./batch_trainings.ts";
export { standardLog } from "./standard_log.ts";
export {
  type AtlasSoFar,
  exploreAtlas,
  type ExploreAtlasOptions,
  exploreAtlasOptions,
} from "./explore_atlas.ts";
export {
  trainMany,
  type TrainManyOptions,
  trainManyOptions,
} from "./train_many.ts";
export { type AtTime, pointOf } from "./training_point.ts";
