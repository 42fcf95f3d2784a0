export { cell, type CellView } from "./cell_tag.ts";
export { describe, shortText } from "./describe.ts";
export {
  choice,
  choices,
  type ChoiceSettings,
  type MenuOptions,
} from "./inputs/choice.ts";
export { file, type FileSettings, type FileValue } from "./inputs/file.ts";
export type { ControlSettings, InputView } from "./inputs/input.ts";
export { number } from "./inputs/number.ts";
export { range, type RangeSettings } from "./inputs/range.ts";
export { text } from "./inputs/text.ts";
export { toggle } from "./inputs/toggle.ts";
export { mlp, type NetworkHole } from "./mlp_tag.ts";
export { notebookGraph, type NotebookHost, openNotebook } from "./notebook.ts";
export { escapeHtml, md, type Prose, type ProseView } from "./prose.ts";
export type { AtTime, NetworkTrainOptions, NotebookRun } from "./run.ts";
export type { Lift, Lifted, Settled, Value, Values } from "./types.ts";
