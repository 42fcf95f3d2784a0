import type { JobKind, JobShape, ReadyJob, Steps } from "./kind.ts";
import * as list from "./kinds/list.ts";

export type * from "./kind.ts";
export type * from "./kinds/list.ts";

/** Any job: plain data, unless an objective holds the user's functions. */
export type JobSpecification = {
  [Name in keyof typeof list]: typeof list[Name] extends
    JobKind<infer Job, infer _Result, infer _Methods> ? Job : never;
}[keyof typeof list];

/** What a job returns. */
export type JobResult<S extends JobSpecification> = {
  [Name in keyof typeof list]: typeof list[Name] extends
    JobKind<infer _Job, infer Result, infer _Methods> ? Result : never;
}[S["kind"]];

/** What the kinds add to a notebook's `run`. */
export type JobMethods = {
  [Name in keyof typeof list]: typeof list[Name] extends
    JobKind<infer _Job, infer _Result, infer Methods>
    ? (methods: Methods) => void
    : never;
}[keyof typeof list] extends (methods: infer All) => void ? All : never;

/** The kinds of job by name. */
export const jobKinds: Readonly<
  Record<string, JobKind<JobShape, unknown, object>>
> = list as unknown as Record<string, JobKind<JobShape, unknown, object>>;

/**
 * The steps of a job whose objectives have been built.
 *
 * @throws {TypeError} If there is no such kind.
 */
export function jobSteps<S extends JobSpecification>(
  job: ReadyJob<S>,
): Steps<JobResult<S>> {
  const kind = Object.hasOwn(jobKinds, job.kind)
    ? jobKinds[job.kind]
    : undefined;
  if (kind === undefined) {
    throw new TypeError(
      `Cannot run the job: kind "${job.kind}", expected one of ${
        Object.keys(jobKinds).join(", ")
      }`,
    );
  }
  return kind.steps(job) as Steps<JobResult<S>>;
}

/**
 * What the kinds add to a notebook's `run`.
 *
 * @param submit Runs a job for the notebook's cell.
 */
export function jobMethods(
  submit: <S extends JobSpecification>(job: S) => Promise<JobResult<S>>,
): JobMethods {
  const methods = Object.values(jobKinds).map(({ name, methods }) =>
    methods?.((job) => submit({ ...job, kind: name } as JobSpecification))
  );
  return Object.assign({}, ...methods);
}
