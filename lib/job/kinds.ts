import { checkVariant, nested, suggestion } from "../options/mod.ts";
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
 * Checks that a job is one, in all that it holds.
 *
 * @throws {TypeError} If there is no such kind, or it does not take something.
 * @throws {RangeError} If a value is out of its range.
 */
export function checkJob(job: JobSpecification): void {
  checkVariant("run the job", job, nested(() => kindOf(job).takes));
}

/**
 * The steps of a job whose objectives have been built.
 *
 * @throws {TypeError} If there is no such kind.
 */
export function jobSteps<S extends JobSpecification>(
  job: ReadyJob<S>,
): Steps<JobResult<S>> {
  return kindOf(job).steps(job) as Steps<JobResult<S>>;
}

/** Whether storage is asked for a result before a job begins. */
export function waitsForStorage(job: JobSpecification): boolean {
  return kindOf(job).waitsForStorage ?? false;
}

function kindOf(job: JobShape): JobKind<JobShape, unknown, object> {
  const { kind } = Object(job);
  if (Object.hasOwn(jobKinds, kind)) return jobKinds[kind];
  throw new TypeError(
    `Cannot run the job: kind "${kind}", expected ${
      suggestion(
        String(kind),
        Object.keys(jobKinds),
        `one of ${Object.keys(jobKinds).join(", ")}`,
      )
    }`,
  );
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
