/**
 * Dataflow: cells that follow other cells, what must run when one changes, and
 * the runs themselves. Knows nothing of notebooks or pages.
 *
 * @module
 */
export type { CellStatus, Progress, Run, ValueSource } from "./run.ts";
export {
  Cell,
  type CellDefinition,
  type CellState,
  type Dataflow,
} from "./cell.ts";
export {
  type Change,
  Graph,
  type GraphOptions,
  type Settlement,
} from "./graph.ts";
export { isAsync } from "./generators.ts";
export { upstream } from "./reach.ts";
