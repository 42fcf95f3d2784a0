import {
  callable,
  checkOptions,
  flag,
  oneOf,
  type OptionTable,
} from "../options/mod.ts";
import { Cell, type CellDefinition, type Dataflow } from "./cell.ts";
import { Idle } from "./idle.ts";
import { findPath, upstream } from "./reach.ts";
import type { Run } from "./run.ts";
import { Runs } from "./runs.ts";
import { Schedule, supersede } from "./schedule.ts";

/** What became of a cell, as told to observers. */
export type Change = "defined" | "changed" | "removed";

/** Answer of {@linkcode Graph.settled}. */
export interface Settlement {
  /** Nothing runs and nothing is queued. */
  readonly settled: boolean;
  /** Titles of the cells still at work when the limit passed. */
  readonly running: readonly string[];
}

/** Options of a {@linkcode Graph}. */
export interface GraphOptions {
  /** Adds to what every body is handed. Default: nothing. */
  readonly extendRun?: (run: Run) => Run;
  /**
   * What a second definition of an identity means: in a kernel it replaces the
   * first, in a page or file it is a mistake. Default: "refuse".
   */
  readonly duplicates?: "refuse" | "redefine";
  /**
   * Runs what is ready before a definition or a change returns, and the rest in
   * tasks of its own instead of microtasks. A kernel needs that: V8's inspector
   * loses the result of a Jupyter cell ("Promise was collected") when memory is
   * collected between the end of the cell and its last microtask. Default:
   * false.
   */
  readonly eager?: boolean;
  /**
   * Runs only what somebody looks at ({@linkcode Graph.watch}), and what that
   * needs. Default: false, everything runs.
   */
  readonly lazy?: boolean;
  /**
   * Resolves when what has changed is on the screen: a generator is asked for
   * one value between two repaints, and of partial values the newest is handed
   * on. Default: a turn of the event loop.
   */
  readonly repaint?: () => Promise<void>;
}

/** What a {@linkcode Graph} takes. */
export const graphOptions: OptionTable<GraphOptions> = {
  extendRun: callable,
  duplicates: oneOf("refuse", "redefine"),
  eager: flag,
  lazy: flag,
  repaint: callable,
};

/**
 * The dataflow: which cell depends on which, and what is asked of them. What
 * must run, and when, is its schedule's; the runs themselves are apart as well.
 */
export class Graph implements Dataflow {
  readonly #options: GraphOptions;
  readonly #cells = new Set<Cell<unknown>>();
  readonly #named = new Map<string, Cell<unknown>>();
  readonly #observers = new Set<
    (cell: Cell<unknown>, change: Change) => void
  >();
  readonly #idle: Idle;
  readonly #schedule: Schedule;
  readonly #runs: Runs;

  /**
   * An empty graph.
   *
   * @throws {TypeError} If an option is unknown or of another type.
   */
  constructor(options: GraphOptions = {}) {
    checkOptions("make a graph", options, graphOptions);
    this.#options = options;
    this.#idle = new Idle(options.eager ?? false);
    const host = {
      ...options,
      idle: this.#idle,
      changed: (cell: Cell<unknown>) => this.#tell(cell, "changed"),
    };
    this.#schedule = new Schedule({
      ...host,
      start: (cell, versions) => this.#runs.start(cell, versions),
    });
    this.#runs = new Runs({ ...host, schedule: this.#schedule });
  }

  /** All cells, in the order of definition. */
  get cells(): readonly Cell<unknown>[] {
    return [...this.#cells];
  }

  /** The cell of an identity. */
  find(identity: string): Cell<unknown> | undefined {
    return this.#named.get(identity);
  }

  /** Calls `observer` on every change; returns a function that ends it. */
  observe(
    observer: (cell: Cell<unknown>, change: Change) => void,
  ): () => void {
    this.#observers.add(observer);
    return () => this.#observers.delete(observer);
  }

  /**
   * Adds a cell, or redefines the one of the same identity.
   *
   * @throws {Error} On a second definition where duplicates are refused, and
   * on a definition that would make the cell depend on itself.
   */
  define<T>(definition: CellDefinition): Cell<T> {
    const { identity } = definition;
    const known = identity === undefined
      ? undefined
      : this.#named.get(identity);
    if (known) return this.#redefine(known, definition) as Cell<T>;
    const cell = new Cell<unknown>(this, definition);
    this.#cells.add(cell);
    if (identity !== undefined) this.#named.set(identity, cell);
    for (const input of cell.inputs) input.state.dependents.add(cell);
    this.#schedule.enqueue(cell);
    this.#schedule.runReady();
    this.#tell(cell, "defined");
    return cell as Cell<T>;
  }

  #redefine(cell: Cell<unknown>, definition: CellDefinition): Cell<unknown> {
    if (this.#options.duplicates !== "redefine") {
      throw new Error(
        `Cannot define ${quote(definition)}: ${
          quote(cell.state.definition)
        } has the same identity "${definition.identity}", expected other words or a leading name as in "fit = …"`,
      );
    }
    const cycle = findPath(definition.inputs, cell);
    if (cycle) {
      const names = [cell, ...cycle].map((member) => member.title);
      throw new Error(
        `Cannot define ${quote(definition)}: it would depend on itself (${
          names.reverse().join(" → ")
        })`,
      );
    }
    const before = cell.inputs;
    cell.state.definition = definition;
    for (const input of before) {
      if (!definition.inputs.includes(input)) {
        input.state.dependents.delete(cell);
        this.#collect(input);
      }
    }
    for (const input of definition.inputs) input.state.dependents.add(cell);
    cell.state.demanded = cell.state.disabled = false;
    cell.state.from = undefined;
    this.#schedule.invalidate(cell);
    this.#schedule.wake(cell);
    this.#tell(cell, "defined");
    return cell;
  }

  /** Removes an anonymous cell that nobody needs any more. */
  #collect(cell: Cell<unknown>): void {
    const { state } = cell;
    if (cell.identity !== undefined || state.dependents.size > 0) return;
    if (isLive(cell)) return; // belongs to its parent
    this.#remove(cell);
  }

  #remove(cell: Cell<unknown>): void {
    const { state } = cell;
    state.removed = true;
    supersede(cell);
    this.#cells.delete(cell);
    this.#schedule.forget(cell);
    this.#tell(cell, "removed");
    for (const input of cell.inputs) {
      input.state.dependents.delete(cell);
      this.#collect(input);
    }
  }

  /** See {@linkcode Cell.live}. */
  live(parent: Cell<unknown>): Cell<unknown> {
    return parent.state.live ??= this.define({
      identity: undefined,
      title: () => parent.title,
      inputs: [parent],
      // Runs when the parent is done; partial values come by #showLive.
      compute: ([value]) => value,
    });
  }

  /** See {@linkcode Cell.set}. */
  set(cell: Cell<unknown>, value: unknown): void {
    const { accept } = cell.state.definition;
    if (!accept) throw notAnInput("set", cell);
    accept(value);
    this.rerun(cell);
  }

  /** See {@linkcode Cell.reset}. */
  reset(cell: Cell<unknown>): void {
    const { reset } = cell.state.definition;
    if (!reset) throw notAnInput("reset", cell);
    reset();
    this.rerun(cell);
  }

  /** See {@linkcode Cell.rerun}. */
  rerun(cell: Cell<unknown>): void {
    this.#again(cell, undefined);
  }

  /** See {@linkcode Cell.resume}. */
  resume(cell: Cell<unknown>): void {
    // a copy: of a run that was stopped the last words may be still to come
    this.#again(cell, cell.resumable ? new Map(cell.state.kept) : undefined);
  }

  #again(cell: Cell<unknown>, kept: Map<string, unknown> | undefined): void {
    cell.state.from = undefined;
    this.#schedule.invalidate(cell);
    cell.state.kept = kept;
    cell.state.demanded = cell.onDemand;
    this.#schedule.wake(cell);
  }

  // --- who wants what ------------------------------------------------------

  /**
   * Says that somebody looks at a cell; returns a function that takes it back.
   * In a lazy graph this is what makes cells run.
   */
  watch(cell: Cell<unknown>): () => void {
    cell.state.watchers++;
    if (cell.state.watchers === 1) this.#schedule.wake(cell);
    let watching = true;
    return () => {
      if (watching) cell.state.watchers--;
      watching = false;
    };
  }

  /** See {@linkcode Cell.needed}. */
  isNeeded(cell: Cell<unknown>): boolean {
    return this.#schedule.isNeeded(cell);
  }

  /** See {@linkcode Cell.demand}. */
  demand(cell: Cell<unknown>): void {
    for (const member of upstream(cell)) {
      if (member.status === "stale") member.state.demanded = true;
    }
    this.#schedule.wake(cell);
  }

  /** See {@linkcode Cell.disable}. */
  disable(cell: Cell<unknown>): void {
    cell.state.disabled = true;
    this.#schedule.invalidate(cell);
    this.#schedule.runReady();
  }

  /** See {@linkcode Cell.enable}. */
  enable(cell: Cell<unknown>): void {
    if (!cell.state.disabled) return;
    cell.state.disabled = false;
    this.#schedule.invalidate(cell);
    this.#schedule.wake(cell);
  }

  /** See {@linkcode Cell.cancel}. */
  cancel(cell: Cell<unknown>): void {
    const { run } = cell.state;
    if (!run) return;
    const reason = new DOMException("Stopped", "AbortError");
    run.abort(reason);
    this.#runs.fail(cell, run, reason);
  }

  /** Stops every running cell, as an interrupt does. */
  cancelAll(): void {
    for (const cell of this.#cells) this.cancel(cell);
  }

  /** Removes all cells and stops what runs. */
  clear(): void {
    for (const cell of this.#cells) {
      supersede(cell);
      cell.state.removed = true;
      this.#tell(cell, "removed");
    }
    this.#cells.clear();
    this.#named.clear();
    this.#schedule.clear();
    this.#idle.wake();
  }

  /**
   * Waits until nothing runs and nothing is queued, `limit` ms at most.
   * Failed and blocked cells count as settled.
   */
  async settled(limit = Infinity): Promise<Settlement> {
    const expired = performance.now() + limit;
    while (this.#busy()) {
      const left = expired - performance.now();
      if (left <= 0) {
        const running = this.cells
          .filter(({ state }) => state.run && !state.resting);
        return { settled: false, running: running.map((cell) => cell.title) };
      }
      await this.#idle.next(left);
    }
    return { settled: true, running: [] };
  }

  #busy(): boolean {
    if (!this.#schedule.isEmpty) return true;
    for (const { state } of this.#cells) {
      if ((state.run && !state.resting) || state.pending) return true;
    }
    return false;
  }

  #tell(cell: Cell<unknown>, change: Change): void {
    for (const observer of this.#observers) observer(cell, change);
  }
}

/** A cell in a message: `"Train" (line 12)`. */
function quote({ title, line }: CellDefinition): string {
  const place = line?.();
  return `"${title()}"${place === undefined ? "" : ` (line ${place})`}`;
}

function notAnInput(act: string, { title }: Cell<unknown>): TypeError {
  return new TypeError(
    `Cannot ${act} "${title}": it is computed, expected an input`,
  );
}

function isLive(cell: Cell<unknown>): boolean {
  return cell.inputs.length === 1 && cell.inputs[0]!.state.live === cell;
}
