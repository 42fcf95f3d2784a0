import type { Graph } from "./graph.ts";

/**
 * Where a cell stands.
 *
 * - `waiting`: an input is not ready; a value held is stale.
 * - `running`: its body runs; a generator may have shown values already.
 * - `done`: the value belongs to the current inputs.
 * - `failed`: its own body threw, or the user stopped it.
 * - `blocked`: an input failed; `blame` is the cell where it began.
 */
export type CellStatus = "waiting" | "running" | "done" | "failed" | "blocked";

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
  /** Shows a value that is not final yet: it goes to {@linkcode Cell.live}. */
  show(value: unknown): void;
  /** Tells where a part of the value is from; see {@linkcode Cell.source}. */
  source(source: ValueSource): void;
}

/** Whether heavy work was done now or kept from an earlier run. */
export type ValueSource = "computed" | "from cache";

/** What a cell is made of. Notebook tags make these. */
export interface CellDefinition {
  /** Two definitions of one identity are one cell; undefined: anonymous. */
  readonly identity: string | undefined;
  /** The words of the cell with its holes filled, for people. */
  readonly title: () => string;
  /** The cells it depends on. */
  readonly inputs: readonly Cell<unknown>[];
  /** The body: a value, a promise, or a (async) generator of values. */
  readonly compute: (values: readonly unknown[], run: Run) => unknown;
  /** For inputs: checks and stores a value that a user set. Throws if unfit. */
  readonly accept?: (value: unknown) => void;
  /** What a host needs to show the cell; the graph does not look at it. */
  readonly view?: unknown;
}

/** What the graph keeps of a cell. Others read it through {@linkcode Cell}. */
export interface CellState {
  /** What it is made of now. */
  definition: CellDefinition;
  /** The cells that it is an input of. */
  readonly dependents: Set<Cell<unknown>>;
  /** Counts changes of the value, so that equal values rerun nobody. */
  version: number;
  /** The newest value. */
  value: unknown;
  /** Whether there has been one. */
  hasValue: boolean;
  /** The value belongs to the current inputs. */
  fresh: boolean;
  /** The versions of the inputs that the value was computed from. */
  from: readonly number[] | undefined;
  /** What its body threw. */
  error: Error | undefined;
  /** The cell whose failure blocks it. */
  blame: Cell<unknown> | undefined;
  /** Stops the run under way; each run has its own. */
  run: AbortController | undefined;
  /** How far that run has come. */
  progress: Progress | undefined;
  /** When the current or last run began, in ms. */
  startedAt: number;
  /** What the last run took. */
  seconds: number | undefined;
  /** Where the heavy work of the current or last run is from. */
  source: ValueSource | undefined;
  /** The cell that shows partial values, once somebody asked for it. */
  live: Cell<unknown> | undefined;
  /** For a live cell: the newest value not yet delivered, boxed. */
  pending: { value: unknown } | undefined;
  /** Whether the graph has dropped it. */
  removed: boolean;
}

/** A value that follows other values: a node of the dataflow. */
export class Cell<T> {
  /** The graph's own bookkeeping. */
  readonly state: CellState;
  readonly #graph: Graph;

  /** Cells are made by {@linkcode Graph.define}. */
  constructor(graph: Graph, definition: CellDefinition) {
    this.#graph = graph;
    this.state = {
      definition,
      dependents: new Set(),
      version: 0,
      value: undefined,
      hasValue: false,
      fresh: false,
      from: undefined,
      error: undefined,
      blame: undefined,
      run: undefined,
      progress: undefined,
      startedAt: 0,
      seconds: undefined,
      source: undefined,
      live: undefined,
      pending: undefined,
      removed: false,
    };
  }

  /** What the cell is known by; undefined for an anonymous one. */
  get identity(): string | undefined {
    return this.state.definition.identity;
  }

  /** The words of the cell, holes filled: "Train width 5". */
  get title(): string {
    return this.state.definition.title();
  }

  /** The cells it depends on. */
  get inputs(): readonly Cell<unknown>[] {
    return this.state.definition.inputs;
  }

  /** Where the cell stands. */
  get status(): CellStatus {
    const { error, blame, run, fresh } = this.state;
    if (error) return "failed";
    if (blame) return "blocked";
    if (run) return "running";
    return fresh ? "done" : "waiting";
  }

  /** The newest value, which may be stale: see {@linkcode Cell.fresh}. */
  get value(): T | undefined {
    return this.state.value as T | undefined;
  }

  /** Whether the value belongs to the current inputs. */
  get fresh(): boolean {
    return this.state.fresh;
  }

  /** The error of its own body. */
  get error(): Error | undefined {
    return this.state.error;
  }

  /** The cell whose failure keeps this one from running. */
  get blame(): Cell<unknown> | undefined {
    return this.state.blame;
  }

  /** How far a running body has come. */
  get progress(): Progress | undefined {
    return this.state.progress;
  }

  /** When the current or last run began, in ms as of performance.now(). */
  get startedAt(): number {
    return this.state.startedAt;
  }

  /** What the last finished run took. */
  get seconds(): number | undefined {
    return this.state.seconds;
  }

  /**
   * Where the heavy work of the current or last run is from: "from cache" when
   * none of it was done now, undefined when there was none.
   */
  get source(): ValueSource | undefined {
    return this.state.source;
  }

  /** What the tag that made the cell left for hosts. */
  get view(): unknown {
    return this.state.definition.view;
  }

  /** Whether {@linkcode Cell.set} may be called. */
  get settable(): boolean {
    return this.state.definition.accept !== undefined;
  }

  /**
   * The same value as it grows: what a run shows while it is under way
   * ({@linkcode Run.show}), then its final value.
   */
  get live(): Cell<T> {
    return this.#graph.live(this) as Cell<T>;
  }

  /** An anonymous cell that follows f(value). */
  at<R>(f: (value: T) => R): Cell<Awaited<R>> {
    return this.#graph.define({
      identity: undefined,
      title: () => this.title,
      inputs: [this as Cell<unknown>],
      compute: ([value]) => f(value as T),
    });
  }

  /**
   * Sets the value of an input; what depends on it reruns.
   *
   * @throws {TypeError} If the cell is not an input.
   * @throws {RangeError} If the value does not fit the input.
   */
  set(value: T): void {
    this.#graph.set(this as Cell<unknown>, value);
  }

  /** Stops the running body; the cell then shows that it was stopped. */
  cancel(): void {
    this.#graph.cancel(this as Cell<unknown>);
  }

  /** Runs the body again. */
  rerun(): void {
    this.#graph.rerun(this as Cell<unknown>);
  }
}
