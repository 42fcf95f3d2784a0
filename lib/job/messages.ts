import type { JobProgress, JobSpecification } from "./kinds.ts";
import type { StopFlag } from "./stop_flag.ts";

/** What a worker is told. Each run has an id of its own, never used again. */
export type ToWorker =
  /** The lock to hold as long as it lives; see thread.ts. */
  | { readonly type: "hello"; readonly lock: string }
  | {
    readonly type: "run";
    readonly id: number;
    readonly specification: JobSpecification;
    /** Whether anybody listens to its progress. */
    readonly tells: boolean;
    /** Reaches the run in the middle of a step; "stop" only between two. */
    readonly flag: StopFlag | undefined;
  }
  | { readonly type: "stop"; readonly id: number };

/** What a worker tells. */
export type FromWorker =
  /** It has been loaded, and holds its lock. */
  | { readonly type: "ready" }
  | {
    readonly type: "progress";
    readonly id: number;
    readonly progress: JobProgress;
  }
  | { readonly type: "result"; readonly id: number; readonly result: unknown }
  | { readonly type: "error"; readonly id: number; readonly error: unknown }
  /** The end of a run that was told to stop. */
  | { readonly type: "stopped"; readonly id: number };
