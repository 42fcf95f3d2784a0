/**
 * Where a cell stands.
 *
 * - `waiting`: an input is not ready, or nobody needs it; a value held is stale.
 * - `running`: its body runs; a generator may have shown values already.
 * - `done`: the value belongs to the current inputs.
 * - `failed`: its own body threw, or the user stopped it.
 * - `blocked`: an input failed; `blame` is the cell where it began.
 * - `stale`: it runs on demand, and nobody has asked since its inputs changed.
 * - `disabled`: it does not run, nor does what depends on it.
 */
export type CellStatus =
  | "waiting"
  | "running"
  | "done"
  | "failed"
  | "blocked"
  | "stale"
  | "disabled";

/** How far a running body has come. */
export interface Progress {
  /** Share done, 0 … 1; undefined when unknown. */
  readonly done: number | undefined;
  /** A few words on what is happening. */
  readonly note: string;
}

/** What the body of a cell is handed, next to the values of its inputs. */
export interface Run {
  /** Aborts when the run is no longer wanted. */
  readonly signal: AbortSignal;
  /** Reports how far the run has come. */
  progress(done: number | undefined, note?: string): void;
  /** Shows a value that is not final yet: it goes to `Cell.live`. */
  show(value: unknown): void;
  /** Tells where a part of the value is from; see `Cell.source`. */
  source(source: ValueSource): void;
  /**
   * What the run needs to go on, should it be stopped: what is put in here, the
   * run that {@linkcode Cell.resume} begins finds. Empty for any other run.
   */
  readonly kept: Map<string, unknown>;
}

/** Whether heavy work was done now or kept from an earlier run. */
export type ValueSource = "computed" | "from cache";
