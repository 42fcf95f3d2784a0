/** Tables of text files: what is in them, and what was understood. */
export {
  type Column,
  type ColumnFacts,
  type DateColumn,
  type NumberColumn,
  type Table,
  tableColumn,
  type TextColumn,
} from "./table.ts";
export {
  readTable,
  type ReadTableOptions,
  readTableOptions,
} from "./read_table.ts";
export { type Usable, usableInputs } from "./features.ts";
export type { Task } from "./target.ts";
export { type Bin, type ColumnSummary, summarizeTable } from "./summary.ts";
export {
  type TableDatasets,
  tableToDataset,
  type TableToDatasetOptions,
  tableToDatasetOptions,
} from "./to_dataset.ts";
