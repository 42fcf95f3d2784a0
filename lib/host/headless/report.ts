import type { Cell, ValueSource } from "../../cell/mod.ts";
import { describe, failingLine } from "../../notebook/mod.ts";
import type { TrainingResult } from "../../train/mod.ts";
import type { HeadlessNotebook } from "./run_notebook.ts";
import { isPicture } from "../cells.ts";

/** What became of a cell, in words. */
export interface ReportedCell {
  /** The words of the cell. */
  readonly title: string;
  /** Where it stands: "done", "failed" or "blocked". */
  readonly status: string;
  /** The line of the notebook where it failed, if it did. */
  readonly line: number | undefined;
  /** Its value in a line, or why there is none. */
  readonly text: string;
  /** What its run took. */
  readonly seconds: number | undefined;
  /** Where its heavy work is from, if it did any. */
  readonly source: ValueSource | undefined;
}

/** What became of a notebook. */
export interface Report {
  /** Computed cells that are no pictures, and all that failed. */
  readonly cells: readonly ReportedCell[];
  /** Whether nothing failed. */
  readonly ok: boolean;
}

/** Says what became of the cells of a notebook that has come to rest. */
export function reportNotebook({ graph, failure }: HeadlessNotebook): Report {
  const cells = graph.cells.filter(isReported).map(reportCell);
  if (failure) {
    cells.push({
      title: "The notebook stops",
      status: "failed",
      line: undefined,
      text: failure.message,
      seconds: undefined,
      source: undefined,
    });
  }
  return { cells, ok: !failure && cells.every(isDone) };
}

/** A line for each cell, as the terminal shows it. */
export function reportLines({ cells }: Report): readonly string[] {
  return cells.map((cell) =>
    `${isDone(cell) ? "" : "✗ "}${cell.title}${
      cell.line === undefined ? "" : ` (line ${cell.line} of the code)`
    }: ${cell.text}${cell.source ? ` (${cell.source})` : ""}`
  );
}

function isDone({ status }: ReportedCell): boolean {
  return status === "done";
}

/** What a tag of the notebook made: an input, prose, or a computed cell. */
export function kindOf(
  cell: Cell<unknown>,
): "input" | "prose" | "cell" | undefined {
  return (cell.view as { kind: "input" | "prose" | "cell" } | undefined)?.kind;
}

function isReported(cell: Cell<unknown>): boolean {
  const kind = kindOf(cell);
  if (kind === undefined) return false;
  if (cell.status !== "done") return true;
  // A cell in the hole of another is a part of that one.
  return kind === "cell" && cell.identity !== undefined && !isPicture(cell);
}

function reportCell(cell: Cell<unknown>): ReportedCell {
  const { title, status, error, blame, heldBy, value, seconds, source } = cell;
  return {
    title,
    status,
    line: error && failingLine(cell),
    text: error?.message ??
      (blame
        ? `waits for "${blame.title}"`
        : heldBy
        ? `waits for "${heldBy.title}", which is ${heldBy.status}`
        : reportValue(value)),
    seconds,
    source,
  };
}

function reportValue(value: unknown): string {
  const fit = value as Partial<TrainingResult> | null | undefined;
  if (fit?.trajectory && fit.gradientNorm !== undefined) {
    return `loss ${fit.loss}, ‖∇L‖∞ ${fit.gradientNorm}, ${fit.steps} steps, ${
      fit.seconds!.toFixed(3)
    } s`;
  }
  return describe(value);
}
