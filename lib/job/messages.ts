import type { JobProgress, JobSpecification } from "./kinds.ts";

/** What a worker is told. Each run has an id of its own, never used again. */
export type ToWorker =
  | {
    readonly type: "run";
    readonly id: number;
    readonly specification: JobSpecification;
  }
  | { readonly type: "stop"; readonly id: number };

/** What a worker tells. */
export type FromWorker =
  | {
    readonly type: "progress";
    readonly id: number;
    readonly progress: JobProgress;
  }
  | { readonly type: "result"; readonly id: number; readonly result: unknown }
  | { readonly type: "error"; readonly id: number; readonly error: unknown };
