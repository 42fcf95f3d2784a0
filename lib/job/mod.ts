export type {
  GradientDescentJob,
  HessianSpectrumJob,
  JobProgress,
  JobResult,
  JobSpecification,
  ObjectiveSource,
  ParameterSlicesJob,
  ParameterSurfaceJob,
  PlaneJob,
  PlaneWithPath,
  TrainJob,
} from "./kinds.ts";
export {
  closeWorkers,
  configureWorkers,
  warmWorkers,
  type WorkerOptions,
} from "./pool.ts";
export { cancelJobs, runJob, type RunJobOptions } from "./run_job.ts";
export { standardLog } from "./standard_log.ts";
