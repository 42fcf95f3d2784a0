/**
 * Many runs as data: what they are, where they are handed out, what became of
 * them. Clients and the file system are handed in.
 *
 * @module
 */
export {
  type DataProblem,
  type ObjectiveProblem,
  type SweepDescription,
  sweepDescription,
  type SweepProblem,
  type SweepSeeds,
  type TeacherProblem,
} from "./description.ts";
export { planSweep, type SweepPlan, type SweepRun } from "./plan.ts";
export type {
  BatchResult,
  SweepBatch,
  SweepClaim,
  SweepPlace,
  SweepQueue,
} from "./place.ts";
export { rowsOf, type SweepRow } from "./rows.ts";
export {
  progressSentence,
  SweepCounter,
  type SweepProgress,
} from "./progress.ts";
export { workOn, type WorkOptions } from "./work.ts";
export { type Sweep, sweep, type SweepOptions, sweepOptions } from "./sweep.ts";
export type { SharedFiles } from "./files.ts";
export {
  foundSweep,
  openSweep,
  readSweep,
  type SharedSweep,
  type SweepFile,
  sweepFile,
} from "./shared_sweep.ts";
export {
  type FolderClaim,
  folderPlace,
  type FolderPlaceOptions,
} from "./folder_place.ts";
export {
  equalBatches,
  measureBatches,
  type MeasuredBatches,
} from "./measure.ts";
export { poolPlace } from "./pool_place.ts";
export { type SweepColumn, sweepTable } from "./table.ts";
