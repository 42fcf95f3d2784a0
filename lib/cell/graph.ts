import {
  callable,
  checkOptions,
  flag,
  oneOf,
  type OptionTable,
} from "../options/mod.ts";
import { pause } from "../pause.ts";
import { Cell, type CellDefinition, type Dataflow } from "./cell.ts";
import { isGenerator } from "./generators.ts";
import { downstream, findPath, reach, upstream } from "./reach.ts";
import type { Run } from "./run.ts";

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

/** A generator or a stream of partial values waits this long for dependents. */
const patience = 1000;

/**
 * The dataflow: which cell depends on which, and what must run.
 *
 * A change marks everything downstream stale and aborts it at once; then every
 * cell runs as soon as all of its inputs are fresh and somebody needs it, so a
 * diamond runs once. Each run has its own abort signal, and what a superseded
 * run returns is dropped: a body that ignores its signal can hold up nobody.
 */
export class Graph implements Dataflow {
  readonly #options: GraphOptions;
  readonly #cells = new Set<Cell<unknown>>();
  readonly #named = new Map<string, Cell<unknown>>();
  readonly #observers = new Set<
    (cell: Cell<unknown>, change: Change) => void
  >();
  readonly #queue = new Set<Cell<unknown>>();
  #flushing = false;
  /** Called whenever a run ends or the queue empties. */
  readonly #idlers = new Set<() => void>();

  /**
   * An empty graph.
   *
   * @throws {TypeError} If an option is unknown or of another type.
   */
  constructor(options: GraphOptions = {}) {
    checkOptions("make a graph", options, graphOptions);
    this.#options = options;
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
    this.#enqueue(cell);
    this.#runReady();
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
    this.#invalidate(cell);
    this.#wake(cell);
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
    state.run?.abort(superseded());
    state.run = undefined;
    this.#cells.delete(cell);
    this.#queue.delete(cell);
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
    cell.state.from = undefined;
    this.#invalidate(cell);
    cell.state.demanded = cell.onDemand;
    this.#wake(cell);
  }

  // --- who wants what ------------------------------------------------------

  /**
   * Says that somebody looks at a cell; returns a function that takes it back.
   * In a lazy graph this is what makes cells run.
   */
  watch(cell: Cell<unknown>): () => void {
    cell.state.watchers++;
    if (cell.state.watchers === 1) this.#wake(cell);
    let watching = true;
    return () => {
      if (watching) cell.state.watchers--;
      watching = false;
    };
  }

  /** See {@linkcode Cell.needed}. */
  isNeeded(cell: Cell<unknown>): boolean {
    if (!this.#options.lazy) return true;
    const asking = reach(
      cell,
      ({ state }) => [...state.dependents].filter(asksForInputs),
    );
    for (const { state } of asking) {
      if (state.watchers > 0 || state.demanded) return true;
    }
    return false;
  }

  /** See {@linkcode Cell.demand}. */
  demand(cell: Cell<unknown>): void {
    for (const member of upstream(cell)) {
      if (member.status === "stale") member.state.demanded = true;
    }
    this.#wake(cell);
  }

  /** See {@linkcode Cell.disable}. */
  disable(cell: Cell<unknown>): void {
    cell.state.disabled = true;
    this.#invalidate(cell);
    this.#runReady();
  }

  /** See {@linkcode Cell.enable}. */
  enable(cell: Cell<unknown>): void {
    if (!cell.state.disabled) return;
    cell.state.disabled = false;
    this.#invalidate(cell);
    this.#wake(cell);
  }

  /** Has a look at a cell and at what it needs. */
  #wake(cell: Cell<unknown>): void {
    for (const member of upstream(cell)) this.#enqueue(member);
    this.#wakeIdlers();
    this.#runReady();
  }

  /** See {@linkcode Cell.cancel}. */
  cancel(cell: Cell<unknown>): void {
    const { run } = cell.state;
    if (!run) return;
    const reason = new DOMException("Stopped", "AbortError");
    run.abort(reason);
    this.#fail(cell, run, reason);
  }

  /** Stops every running cell, as an interrupt does. */
  cancelAll(): void {
    for (const cell of this.#cells) this.cancel(cell);
  }

  /** Removes all cells and stops what runs. */
  clear(): void {
    for (const cell of this.#cells) {
      cell.state.run?.abort(superseded());
      cell.state.run = undefined;
      cell.state.removed = true;
      this.#tell(cell, "removed");
    }
    this.#cells.clear();
    this.#named.clear();
    this.#queue.clear();
    this.#wakeIdlers();
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
      await this.#change(left);
    }
    return { settled: true, running: [] };
  }

  #busy(): boolean {
    if (this.#queue.size > 0) return true;
    for (const { state } of this.#cells) {
      if ((state.run && !state.resting) || state.pending) return true;
    }
    return false;
  }

  // --- what must run -------------------------------------------------------

  /** Marks a cell and all that depends on it as stale; aborts their runs. */
  #invalidate(cell: Cell<unknown>): void {
    if (cell.state.removed) return;
    for (const member of downstream(cell)) this.#unsettle(member);
  }

  #unsettle(cell: Cell<unknown>): void {
    const { state } = cell;
    state.run?.abort(superseded());
    state.run = undefined;
    state.fresh = false;
    state.error = undefined;
    state.blame = undefined;
    state.progress = undefined;
    state.pending = undefined;
    this.#tell(cell, "changed");
    this.#enqueue(cell);
  }

  #enqueue(cell: Cell<unknown>): void {
    this.#queue.add(cell);
    if (this.#flushing) return;
    this.#flushing = true;
    if (this.#options.eager) pause().then(() => this.#flush());
    else queueMicrotask(() => this.#flush());
  }

  #runReady(): void {
    if (this.#options.eager) this.#flush();
  }

  #flush(): void {
    // A Set also visits what is added on the way.
    for (const cell of this.#queue) {
      this.#queue.delete(cell);
      this.#consider(cell);
    }
    this.#flushing = false;
    this.#wakeIdlers();
  }

  /** Starts a stale cell whose inputs are ready; blocks it if one failed. */
  #consider(cell: Cell<unknown>): void {
    const { state } = cell;
    if (state.removed || state.fresh || state.run || state.disabled) return;
    if (state.error || state.blame || !this.isNeeded(cell)) return;
    for (const input of cell.inputs) {
      const { status } = input;
      if (status !== "failed" && status !== "blocked") continue;
      state.blame = input.blame ?? input;
      this.#tell(cell, "changed");
      this.#enqueueDependents(cell);
      return;
    }
    if (!cell.inputs.every((input) => input.fresh)) return;
    const versions = cell.inputs.map((input) => input.state.version);
    if (state.from && sameList(state.from, versions)) {
      // The inputs came back as they were: the value still belongs to them.
      state.fresh = true;
      this.#tell(cell, "changed");
      this.#enqueueDependents(cell);
      return;
    }
    if (cell.onDemand && !state.demanded) return;
    state.from = undefined;
    this.#start(cell, versions);
  }

  #enqueueDependents(cell: Cell<unknown>): void {
    for (const dependent of cell.state.dependents) this.#enqueue(dependent);
  }

  // --- one run -------------------------------------------------------------

  #start(cell: Cell<unknown>, versions: readonly number[]): void {
    const { state } = cell;
    const controller = new AbortController();
    state.run = controller;
    state.demanded = false;
    state.startedAt = performance.now();
    state.source = undefined;
    const current = () => state.run === controller;
    const bare: Run = {
      signal: controller.signal,
      progress: (done, note = "") => {
        if (!current()) return;
        state.progress = { done, note };
        state.toldAt = performance.now();
        this.#tell(cell, "changed");
      },
      show: (value) => {
        if (current()) this.#showLive(cell, value);
      },
      source: (source) => {
        if (current() && state.source !== "computed") state.source = source;
      },
    };
    const finish = () => {
      if (!current()) return;
      state.run = undefined;
      state.progress = undefined;
      state.from = versions;
      state.seconds = (performance.now() - state.startedAt) / 1000;
      if (state.source !== "from cache") state.usualSeconds = state.seconds;
      this.#tell(cell, "changed");
      // What it showed on the way gives place to the final value.
      if (state.live) this.#invalidate(state.live);
      this.#enqueueDependents(cell);
      this.#wakeIdlers();
    };
    const fail = (error: unknown) => {
      if (current()) this.#fail(cell, controller, error);
    };
    try {
      const run = this.#options.extendRun?.(bare) ?? bare;
      const values = cell.inputs.map((input) => input.value);
      const result = state.definition.compute(values, run);
      if (isGenerator(result)) {
        this.#tell(cell, "changed");
        this.#drain(cell, controller, result).then(finish, fail);
      } else if (result instanceof Promise) {
        this.#tell(cell, "changed");
        result.then((value) => {
          if (current()) this.#assign(cell, value);
          finish();
        }).catch(fail);
      } else {
        this.#assign(cell, result);
        finish();
      }
    } catch (error) {
      fail(error);
    }
  }

  #assign(cell: Cell<unknown>, value: unknown): void {
    const { state } = cell;
    if (!state.hasValue || !Object.is(state.value, value)) state.version++;
    state.value = value;
    state.hasValue = true;
    state.fresh = true;
  }

  #fail(cell: Cell<unknown>, controller: AbortController, cause: unknown) {
    const { state } = cell;
    if (state.run !== controller) return;
    state.run = undefined;
    state.progress = undefined;
    state.from = undefined;
    state.fresh = false;
    state.seconds = (performance.now() - state.startedAt) / 1000;
    // What a stream has shown so far no longer stands.
    for (const dependent of state.dependents) this.#invalidate(dependent);
    state.error = cause instanceof Error
      ? cause
      : new Error(`Cannot run "${cell.title}": it threw ${String(cause)}`);
    this.#tell(cell, "changed");
    this.#enqueueDependents(cell);
    this.#wakeIdlers();
  }

  /** Pulls a generator as fast as its dependents and the screen can follow. */
  async #drain(
    cell: Cell<unknown>,
    controller: AbortController,
    generator: Generator<unknown> | AsyncGenerator<unknown>,
  ): Promise<void> {
    const { signal } = controller;
    try {
      for (let first = true;; first = false) {
        if (!first) {
          await this.#repaint();
          await this.#downstreamIdle(cell);
          await this.#restWhileUnneeded(cell, signal);
        }
        if (signal.aborted) return;
        const step = await generator.next();
        if (signal.aborted) return;
        if (step.done) break;
        this.#assign(cell, step.value);
        this.#tell(cell, "changed");
        for (const dependent of cell.state.dependents) {
          this.#invalidate(dependent);
        }
      }
      if (!cell.state.hasValue || !cell.state.fresh) {
        this.#assign(cell, undefined);
      }
    } finally {
      // Lets the generator's own finally blocks run, whatever ended this.
      Promise.resolve(generator.return(undefined)).catch(() => {});
    }
  }

  #repaint(): Promise<void> {
    return (this.#options.repaint ?? pause)();
  }

  async #restWhileUnneeded(
    cell: Cell<unknown>,
    signal: AbortSignal,
  ): Promise<void> {
    while (!signal.aborted && !this.isNeeded(cell)) {
      cell.state.resting = true;
      this.#wakeIdlers();
      await this.#change(Infinity);
    }
    cell.state.resting = false;
  }

  /** Hands a partial value on; what comes too fast gives way to the newest. */
  #showLive(parent: Cell<unknown>, value: unknown): void {
    const live = parent.state.live;
    if (!live) return;
    const delivering = live.state.pending !== undefined;
    live.state.pending = { value };
    if (!delivering) this.#deliver(parent, live);
  }

  async #deliver(parent: Cell<unknown>, live: Cell<unknown>): Promise<void> {
    await live.state.repainted;
    await this.#downstreamIdle(live);
    const { pending } = live.state;
    live.state.pending = undefined;
    // An abort or the end of the run has taken the value back.
    if (!pending || !parent.state.run) return this.#wakeIdlers();
    this.#assign(live, pending.value);
    live.state.from = undefined;
    this.#tell(live, "changed");
    for (const dependent of live.state.dependents) this.#invalidate(dependent);
    live.state.repainted = this.#repaint();
  }

  async #downstreamIdle(cell: Cell<unknown>): Promise<void> {
    const expired = performance.now() + patience;
    while (this.#downstreamActive(cell)) {
      const left = expired - performance.now();
      if (left <= 0) return;
      await this.#change(left);
    }
  }

  #downstreamActive(cell: Cell<unknown>): boolean {
    for (const member of downstream(cell)) {
      if (member === cell) continue;
      if (member.state.run || this.#queue.has(member)) return true;
    }
    return false;
  }

  /** Resolves at the next end of a run, or after `limit` ms. */
  #change(limit: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#idlers.delete(done);
        resolve();
      };
      const timer = limit < Infinity
        ? setTimeout(done, Math.min(limit, 2 ** 31 - 1))
        : undefined;
      this.#idlers.add(done);
    });
  }

  #wakeIdlers(): void {
    for (const wake of [...this.#idlers]) wake();
  }

  #tell(cell: Cell<unknown>, change: Change): void {
    for (const observer of this.#observers) observer(cell, change);
  }
}

/** Whether a cell wants the values of its inputs, if it is wanted itself. */
function asksForInputs({ state, onDemand }: Cell<unknown>): boolean {
  return !state.removed && !state.disabled && (!onDemand || state.demanded);
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

function superseded(): DOMException {
  return new DOMException("Superseded by newer inputs", "AbortError");
}

function isLive(cell: Cell<unknown>): boolean {
  return cell.inputs.length === 1 && cell.inputs[0]!.state.live === cell;
}

function sameList(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
