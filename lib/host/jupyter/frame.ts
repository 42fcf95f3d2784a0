import type { Cell } from "../../cell/mod.ts";
import { escapeHtml, failingLine, layoutOf } from "../../notebook/mod.ts";
import { formatLeft } from "../cells.ts";
import { outputFont } from "../style/output_style.ts";
import type { MimeBundle } from "./kernel.ts";
import type { Picture } from "./picture.ts";

/** What a frame says beyond what the cell knows. */
export interface FrameOptions {
  /** Why the value could not be drawn. */
  readonly drawError: Error | undefined;
  /** Names the output in a page. */
  readonly pageKey: string;
  /** Goes up with every change of the output. */
  readonly version: number;
  /** Whether somebody would hear a button that stops the run. */
  readonly connected: boolean;
}

const frame = "position: relative; padding-top: 3px; " +
  "font-variant-numeric: tabular-nums";
/** Above the picture, so that nothing moves when a run begins or ends. */
const corner = `${outputFont}; position: absolute; top: 3px; right: 0; ` +
  "padding: 0 4px; background: var(--jp-layout-color0, white)";
const box = `${outputFont}; border-left: 3px solid #efb118; ` +
  "padding: 2px 10px; margin: 4px 0";
const button = "border: 0; background: none; color: inherit; " +
  "font: inherit; padding: 0 4px; cursor: pointer";

/**
 * What Jupyter shows for a cell: the picture of its value, faded where it is
 * stale, and what runs, is waited for, or failed.
 */
export function frameCell(
  cell: Cell<unknown>,
  picture: Picture | undefined,
  options: FrameOptions,
): MimeBundle {
  const words = stateWords(cell, options);
  const done = cell.status === "done" && !options.drawError;
  if (done && picture?.html === "") {
    const { others } = picture;
    return Object.keys(others).length > 0
      ? others
      : { "text/html": "", "text/plain": titleOf(cell) };
  }
  const parts = [progressLine(cell)];
  if (cell.status === "failed" || options.drawError) {
    parts.push(errorBox(cell, options));
  } else if (cell.status === "running" && picture) {
    parts.push(
      `<div role="status" style="${corner}">${escapeHtml(words)}${
        stopButton(cell, options)
      }</div>`,
    );
  } else if (done && picture && cell.source) {
    parts.push(
      `<div style="${outputFont}; float: right; margin-left: 1em; opacity: 0.6">${
        sourceWords(cell)
      }</div>`,
    );
  } else if (!picture || cell.status === "blocked" || cell.heldBy) {
    // Prose would begin with all of its words.
    const { kind } = (cell.view ?? {}) as { kind?: string };
    const text = [kind === "prose" ? "" : nameFor(cell), words]
      .filter((part) => part !== "").join(" · ");
    parts.push(
      `<div role="status" style="${outputFont}">${escapeHtml(text)}${
        stopButton(cell, options)
      }</div>`,
    );
  }
  if (picture) {
    const fade = cell.fresh ? "" : ` style="opacity: 0.4"`;
    parts.push(`<div${fade}>${picture.html}</div>`);
  }
  return {
    "text/plain": done ? titleOf(cell) : `${titleOf(cell)}: ${words}`,
    ...(done ? picture?.others : undefined),
    "text/html": `<div style="${frame}" data-thalweg-output="${
      escapeHtml(options.pageKey)
    }" data-version="${options.version}">${parts.join("")}</div>`,
  };
}

/** In a few words, why there is no final value; "" when there is. */
function stateWords(cell: Cell<unknown>, options: FrameOptions): string {
  const { status, progress } = cell;
  switch (status) {
    case "running": {
      const seconds = (performance.now() - cell.startedAt) / 1000;
      const note = progress?.note || "running";
      const { remaining } = cell;
      const left = remaining !== undefined && remaining >= 0.95
        ? `, ${formatLeft(remaining)} left`
        : "";
      return `${note} · ${seconds.toFixed(seconds < 10 ? 1 : 0)} s${left}`;
    }
    case "stale":
      return "runs on demand";
    case "disabled":
      return "disabled";
    case "waiting": {
      const awaited = cell.inputs.find((input) => !input.fresh);
      return awaited ? `waits for “${nameFor(awaited)}”` : "waits";
    }
    case "blocked":
      return `waits for “${nameFor(cell.blame!)}”, which ${
        isAbort(cell.blame!.error) ? "was stopped" : "failed"
      }`;
    case "failed":
      return cell.error!.message;
    case "done":
      return options.drawError?.message ?? "";
  }
}

/** A thin line at the top: how far the run has come, or that there is one. */
function progressLine(cell: Cell<unknown>): string {
  if (cell.status !== "running") return "";
  const done = cell.progress?.done;
  const share = done === undefined
    ? "width: 100%; opacity: 0.4"
    : `width: ${(100 * Math.min(Math.max(done, 0), 1)).toFixed(1)}%`;
  return `<div style="position: absolute; top: 0; left: 0; height: 2px; background: #4269d0; ${share}"></div>`;
}

/** What somebody who is there can do about the state. */
function stopButton(cell: Cell<unknown>, options: FrameOptions): string {
  if (!options.connected) return "";
  const key = escapeHtml(options.pageKey);
  if (cell.status === "running") {
    return `<button type="button" title="Stop" aria-label="Stop" style="${button}" data-thalweg-stop="${key}">×</button>`;
  }
  const { heldBy } = cell;
  if (!heldBy) return "";
  const act = heldBy.status === "disabled" ? "Enable" : "Run";
  return ` <button type="button" data-thalweg-run="${key}">${act}</button>`;
}

/** Goes on with what was stopped, where it can, or begins once more. */
function againButtons(cell: Cell<unknown>, options: FrameOptions): string {
  if (!options.connected) return "";
  const key = escapeHtml(options.pageKey);
  const resume = cell.resumable
    ? ` <button type="button" data-thalweg-resume="${key}">Resume</button>`
    : "";
  return `${resume} <button type="button" data-thalweg-again="${key}">Run again</button>`;
}

function errorBox(cell: Cell<unknown>, options: FrameOptions): string {
  const error = cell.error ?? options.drawError!;
  const line = failingLine(cell);
  const title = escapeHtml(cell.title) +
    (line === undefined ? "" : ` (line ${line} of the code)`);
  if (isAbort(error)) {
    const seconds = cell.seconds === undefined
      ? ""
      : ` after ${cell.seconds.toFixed(1)} s`;
    return `<div style="${box}"><b>${title}</b><br>Stopped${seconds}; run the cell again, or change an input${
      againButtons(cell, options)
    }</div>`;
  }
  const stack = error.stack
    ? `<details><summary>Where</summary><pre style="font-size: 11px; overflow: auto">${
      escapeHtml(error.stack)
    }</pre></details>`
    : "";
  return `<div role="alert" style="${box}"><b>${title}</b><br>${
    escapeHtml(error.message)
  }${stack}</div>`;
}

function isAbort(error: Error | undefined): boolean {
  return error?.name === "AbortError";
}

/** Whether the heavy work was done now. */
function sourceWords({ source, seconds = 0 }: Cell<unknown>): string {
  return source === "computed"
    ? `computed in ${seconds.toFixed(seconds < 9.95 ? 2 : 0)} s`
    : "from cache";
}

/** The words of a cell; a layout has those of its parts. */
function titleOf(cell: Cell<unknown>): string {
  const { parts = [] } = layoutOf(cell) ?? {};
  return cell.title || parts.map(titleOf).filter((title) => title !== "")
    .join(", ");
}

function nameFor(cell: Cell<unknown>): string {
  const title = titleOf(cell) || "another cell";
  return title.length > 80 ? `${title.slice(0, 79)}…` : title;
}
