import { isSame } from "./bytes.ts";
import { jobKinds, type JobResult, type JobSpecification } from "./kinds.ts";
import { plainJob } from "./travel.ts";

/** A job that may be stopped, and its newest result so far. */
export interface StoppedJob<S extends JobSpecification = JobSpecification> {
  /** As it was asked for. */
  readonly job: S;
  /** What there was of its result. */
  readonly partial: JobResult<S>;
}

/**
 * Whether a job can go on from a result so far: its kind can, and the job can be
 * told from any other, which one that holds functions cannot.
 */
export function canResume(job: JobSpecification): boolean {
  return jobKinds[job.kind].resume !== undefined &&
    plainJob(job) !== undefined;
}

/**
 * The job that goes on where a stopped one of the same content stood; nothing
 * where that was another one.
 */
export function resumedJob<S extends JobSpecification>(
  job: S,
  stopped: StoppedJob,
): S | undefined {
  const asked = plainJob(job);
  if (!asked || !isSame(asked, plainJob(stopped.job))) return undefined;
  return jobKinds[job.kind].resume!(stopped.job, stopped.partial) as S;
}
