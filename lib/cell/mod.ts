export {
  Cell,
  type CellDefinition,
  type CellState,
  type CellStatus,
  type Progress,
  type Run,
  type ValueSource,
} from "./cell.ts";
export {
  type Change,
  Graph,
  type GraphOptions,
  type Settlement,
} from "./graph.ts";
export { upstream } from "./reach.ts";
