import { estimateRemaining } from "./estimate.ts";
import { upstream } from "./reach.ts";
import type { CellStatus, Progress, Run, ValueSource } from "./run.ts";

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
  /** The body is an async function or generator: it goes on in microtasks. */
  readonly isAsync?: boolean;
  /** For inputs: checks and stores a value that a user set. Throws if unfit. */
  readonly accept?: (value: unknown) => void;
  /** For inputs: forgets what a user set. */
  readonly reset?: () => void;
  /** Runs when somebody asks for it, not whenever its inputs change. */
  readonly onDemand?: boolean;
  /** Where it stands in its source, counted from 1; undefined if unknown. */
  readonly line?: () => number | undefined;
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
  /** See {@linkcode Run.kept}: of the run under way, or one that was stopped. */
  kept: Map<string, unknown> | undefined;
  /** How far that run has come. */
  progress: Progress | undefined;
  /** When that was told, in ms. */
  toldAt: number;
  /** A generator that rests because nobody needs its values. */
  resting: boolean;
  /** How many look at it. */
  watchers: number;
  /** Somebody has asked for a run that has not begun yet. */
  demanded: boolean;
  /** Somebody has switched it off. */
  disabled: boolean;
  /** When the current or last run began, in ms. */
  startedAt: number;
  /** What the last run took. */
  seconds: number | undefined;
  /** What the last run took that came to its end and was not from a cache. */
  usualSeconds: number | undefined;
  /** Where the heavy work of the current or last run is from. */
  source: ValueSource | undefined;
  /** The cell that shows partial values, once somebody asked for it. */
  live: Cell<unknown> | undefined;
  /** For a live cell: the newest value not yet delivered, boxed. */
  pending: { value: unknown } | undefined;
  /** For a live cell: when what was delivered last is on the screen. */
  repainted: Promise<void> | undefined;
  /** Whether the graph has dropped it. */
  removed: boolean;
  /** Whether somebody has asked for its value. */
  isRead: boolean;
}

/** What a cell asks of the graph that it is in. */
export interface Dataflow {
  /** Adds a cell. */
  define<T>(definition: CellDefinition): Cell<T>;
  /** See {@linkcode Cell.live}. */
  live(cell: Cell<unknown>): Cell<unknown>;
  /** See {@linkcode Cell.needed}. */
  isNeeded(cell: Cell<unknown>): boolean;
  /** See {@linkcode Cell.set}. */
  set(cell: Cell<unknown>, value: unknown): void;
  /** See {@linkcode Cell.reset}. */
  reset(cell: Cell<unknown>): void;
  /** See {@linkcode Cell.demand}. */
  demand(cell: Cell<unknown>): void;
  /** See {@linkcode Cell.disable}. */
  disable(cell: Cell<unknown>): void;
  /** See {@linkcode Cell.enable}. */
  enable(cell: Cell<unknown>): void;
  /** See {@linkcode Cell.cancel}. */
  cancel(cell: Cell<unknown>): void;
  /** See {@linkcode Cell.rerun}. */
  rerun(cell: Cell<unknown>): void;
  /** See {@linkcode Cell.resume}. */
  resume(cell: Cell<unknown>): void;
}

/** A value that follows other values: a node of the dataflow. */
export class Cell<T> {
  /** The graph's own bookkeeping. */
  readonly state: CellState;
  readonly #graph: Dataflow;

  /** Cells are made by `Graph.define`. */
  constructor(graph: Dataflow, definition: CellDefinition) {
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
      kept: undefined,
      progress: undefined,
      toldAt: 0,
      resting: false,
      watchers: 0,
      demanded: false,
      disabled: false,
      startedAt: 0,
      seconds: undefined,
      usualSeconds: undefined,
      source: undefined,
      live: undefined,
      pending: undefined,
      repainted: undefined,
      removed: false,
      isRead: false,
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
    const { error, blame, run, fresh, disabled, demanded } = this.state;
    if (disabled) return "disabled";
    if (error) return "failed";
    if (blame) return "blocked";
    if (run) return "running";
    if (fresh) return "done";
    return this.onDemand && !demanded ? "stale" : "waiting";
  }

  /** Whether its body runs, and does not rest because nobody needs its values. */
  get atWork(): boolean {
    return this.status === "running" && !this.state.resting;
  }

  /** Whether it runs only when asked to; see {@linkcode Cell.demand}. */
  get onDemand(): boolean {
    return this.state.definition.onDemand ?? false;
  }

  /** Whether somebody looks at it, or at something that needs it. */
  get needed(): boolean {
    return this.#graph.isNeeded(this as Cell<unknown>);
  }

  /** The line of its source that it begins in, where that is known. */
  get line(): number | undefined {
    return this.state.definition.line?.();
  }

  /**
   * The cell that somebody has to run or to enable before this one gets its
   * value: itself, or the nearest one it follows from.
   */
  get heldBy(): Cell<unknown> | undefined {
    for (const cell of upstream(this as Cell<unknown>)) {
      const { status } = cell;
      if (status === "stale" || status === "disabled") return cell;
    }
    return undefined;
  }

  /** The newest value, which may be stale: see {@linkcode Cell.fresh}. */
  get value(): T | undefined {
    this.state.isRead = true;
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

  /** What remains of the run under way, in seconds, where that can be told. */
  get remaining(): number | undefined {
    const { run, startedAt, progress, toldAt, usualSeconds } = this.state;
    if (!run) return undefined;
    return estimateRemaining({
      elapsed: (performance.now() - startedAt) / 1000,
      done: progress?.done,
      told: (toldAt - startedAt) / 1000,
      usual: usualSeconds,
    });
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

  /**
   * Brings an input back to its first value.
   *
   * @throws {TypeError} If the cell is not an input.
   */
  reset(): void {
    this.#graph.reset(this as Cell<unknown>);
  }

  /**
   * Asks for the value: what is stale because it runs on demand runs once, this
   * cell and those it needs.
   */
  demand(): void {
    this.#graph.demand(this as Cell<unknown>);
  }

  /** Switches it off: it does not run, nor does what depends on it. */
  disable(): void {
    this.#graph.disable(this as Cell<unknown>);
  }

  /** Switches it on again. */
  enable(): void {
    this.#graph.enable(this as Cell<unknown>);
  }

  /** Stops the running body; the cell then shows that it was stopped. */
  cancel(): void {
    this.#graph.cancel(this as Cell<unknown>);
  }

  /** Runs the body again, also where the inputs are as they were. */
  rerun(): void {
    this.#graph.rerun(this as Cell<unknown>);
  }

  /**
   * Whether its run was stopped, and has left what another on the same inputs can
   * go on from.
   */
  get resumable(): boolean {
    const { error, kept } = this.state;
    return error !== undefined && kept !== undefined && kept.size > 0;
  }

  /** Goes on where a run was stopped; from the start where that cannot be. */
  resume(): void {
    this.#graph.resume(this as Cell<unknown>);
  }
}
