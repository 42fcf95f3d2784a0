/**
 * The tags that people write in notebooks: cells, inputs, prose, layout,
 * interactive figures, and `run`, by which cells do heavy work.
 *
 * @module
 */
export { cell, type CellView, onDemand } from "./cell_tag.ts";
export { describe, shortText } from "./describe.ts";
export { isRecords } from "./is_records.ts";
export { inspect } from "./inspect.ts";
export { button } from "./inputs/button.ts";
export {
  choice,
  choices,
  type ChoiceSettings,
  type MenuOptions,
} from "./inputs/choice.ts";
export { file, type FileSettings, type FileValue } from "./inputs/file.ts";
export type {
  ControlSettings,
  InputView,
  SliderSettings,
  TableColumn,
} from "./inputs/input.ts";
export { seed } from "./inputs/seed.ts";
export { table, type TableRow, type TableRows } from "./inputs/table.ts";
export { number } from "./inputs/number.ts";
export { point } from "./inputs/point.ts";
export { range, type RangeSettings } from "./inputs/range.ts";
export { scrubber, type ScrubberSettings } from "./inputs/scrubber.ts";
export { text } from "./inputs/text.ts";
export { toggle } from "./inputs/toggle.ts";
export {
  column,
  grid,
  type Layout,
  layoutOf,
  type LayoutView,
  type Part,
  placedCells,
  row,
  usedCells,
} from "./layout.ts";
export { track, trackAll } from "./progress.ts";
export {
  type HistoryScrubber,
  historyScrubber,
  type HistoryScrubberOptions,
} from "./interactive/history_scrubber.ts";
export {
  type LossSurface,
  lossSurface,
  type LossSurfaceOptions,
} from "./interactive/loss_surface.ts";
export {
  type MlpHistory,
  mlpHistory,
  type MlpHistoryOptions,
} from "./interactive/mlp_history.ts";
export { provenBadge } from "./interactive/proven_badge.ts";
export { mlp, type NetworkHole } from "./mlp_tag.ts";
export {
  isUnopened,
  notebookGraph,
  type NotebookHost,
  openNotebook,
} from "./notebook.ts";
export { answer, md } from "./prose/md_tag.ts";
export { escapeHtml } from "./prose/escape.ts";
export {
  isProse,
  type Prose,
  type ProseView,
  type ValueTexts,
} from "./prose/prose.ts";
export { html } from "./prose/html_tag.ts";
export { soundPlayer, type SoundPlayerOptions } from "./prose/sound_player.ts";
export { tex } from "./prose/tex_tag.ts";
export { failingLine } from "./source.ts";
export type { NotebookRun } from "./run.ts";
export type { Lift, Lifted, Settled, Value, Values } from "./types.ts";
