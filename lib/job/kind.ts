import type { Objective, ObjectiveSpecification } from "../objective/mod.ts";
import {
  anObjective,
  callable,
  holding,
  type Option,
  type OptionTable,
  text,
} from "../options/mod.ts";

/** What a job tells while it is under way. */
export interface JobProgress<Partial = unknown> {
  /** Share done, 0 … 1; absent when unknown. */
  readonly done?: number;
  /** A few words on what is happening. */
  readonly note: string;
  /** The result so far. */
  readonly partial?: Partial;
}

/** A step of a job; `partial` is only evaluated when somebody looks. */
export interface JobStep<Result> {
  /** Share done, 0 … 1; absent when unknown. */
  readonly done?: number;
  /** A few words on what is happening. */
  readonly note: string;
  /** Makes the result so far. */
  readonly partial?: () => Result;
}

/** The work of a job: its steps, then its result. */
export type Steps<Result> = Generator<JobStep<Result>, Result>;

/** An objective, or the plain data that a worker builds it from. */
export type ObjectiveSource = Objective | ObjectiveSpecification;

/** What options take as one; which specification fits is for its kind to say. */
export const anObjectiveSource: Option = {
  expected: "an objective or its specification",
  isType: (value) =>
    anObjective.isType(value) ||
    holding("a specification", { kind: text }).isType(value) &&
      !Object.values(value as object).some(callable.isType),
};

/** What is common to all jobs: a kind, and what the job works on. */
export interface JobShape {
  /** Names the kind. */
  readonly kind: string;
  /** What it works on, where that is one objective. */
  readonly objective?: ObjectiveSource;
  /** What it works on, where there are several. */
  readonly objectives?: readonly ObjectiveSource[];
}

/** A job whose objectives have been built. */
export type ReadyJob<Job extends JobShape> = {
  readonly [Key in keyof Job]: Key extends "objective" ? Objective
    : Key extends "objectives" ? readonly Objective[]
    : Job[Key];
};

/** Hands in a job of one kind: runs it as {@linkcode runJob} does. */
export type Submit<Job extends JobShape, Result> = (
  job: Omit<Job, "kind">,
) => Promise<Result>;

/**
 * A kind of heavy work: a pure function of plain data and objectives, written
 * as a generator so that it can be stopped between steps, and how a notebook
 * calls it. `kinds/list.ts` lists all there are.
 */
export interface JobKind<
  Job extends JobShape,
  Result,
  Methods extends object = Record<never, never>,
> {
  /** The job's `kind`; also the name of the constant that holds this. */
  readonly name: Job["kind"];
  /** What a specification holds. */
  readonly takes: OptionTable<Job>;
  /**
   * Whether storage is asked before the work begins: for work that is long, and
   * of which there are many. Other work begins while storage is asked.
   */
  readonly waitsForStorage?: boolean;
  /** Does the work. */
  steps(job: ReadyJob<Job>): Steps<Result>;
  /** The job that goes on from a result so far, where there is one. */
  resume?(job: Job, partial: Result): Job;
  /** What it adds to a notebook's `run`. */
  methods?(submit: Submit<Job, Result>): Methods;
  /** What those take beside what they look at, by name. */
  readonly methodsTake?: Readonly<Record<string, OptionTable>>;
  /** Why it adds nothing: the sentence that stands in for methods. */
  readonly withoutMethod?: string;
}
