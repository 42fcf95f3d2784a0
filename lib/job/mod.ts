export { engineVersion } from "./engine_version.ts";
export { jobKey } from "./hash.ts";
export type {
  CertifyJob,
  GradientDescentJob,
  GradientJob,
  HessianSpectrumJob,
  JobProgress,
  JobResult,
  JobSpecification,
  LossAndGradient,
  ObjectiveSource,
  ParameterSlicesJob,
  ParameterSurfaceJob,
  PlaneJob,
  PlaneWithPath,
  SharpnessJob,
  TrainJob,
} from "./kinds.ts";
export { configureMemo, type JobStorage, type MemoOptions } from "./memo.ts";
export {
  closeWorkers,
  configureWorkers,
  warmWorkers,
  type WorkerOptions,
} from "./pool.ts";
export {
  cancelJobs,
  type ResultSource,
  runJob,
  type RunJobOptions,
} from "./run_job.ts";
export { standardLog } from "./standard_log.ts";
export { trainMany, type TrainManyOptions } from "./train_many.ts";
