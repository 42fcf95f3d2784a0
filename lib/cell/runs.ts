import { pause } from "../pause.ts";
import type { Cell } from "./cell.ts";
import { isGenerator } from "./generators.ts";
import type { Idle } from "./idle.ts";
import type { Run } from "./run.ts";
import type { Schedule } from "./schedule.ts";

/** What runs need of their graph. */
export interface RunsHost {
  /** See `GraphOptions`. */
  readonly eager?: boolean;
  /** See `GraphOptions`. */
  readonly extendRun?: (run: Run) => Run;
  /** See `GraphOptions`. */
  readonly repaint?: () => Promise<void>;
  /** Where what a run changes is put in line. */
  readonly schedule: Schedule;
  /** Woken when a run ends. */
  readonly idle: Idle;
  /** Tells that a cell has changed. */
  changed(cell: Cell<unknown>): void;
}

/** A generator or a stream of partial values waits this long for dependents. */
const patience = 1000;

/**
 * The runs of cells' bodies, and what they show on the way. Each has its own
 * abort signal, and what a superseded run returns is dropped: a body that
 * ignores its signal can hold up nobody.
 */
export class Runs {
  readonly #host: RunsHost;

  constructor(host: RunsHost) {
    this.#host = host;
  }

  /** Runs a cell's body on inputs of these versions. */
  start(cell: Cell<unknown>, versions: readonly number[]): void {
    const { state } = cell;
    const controller = new AbortController();
    state.run = controller;
    state.demanded = false;
    state.startedAt = performance.now();
    state.source = undefined;
    const current = () => state.run === controller;
    const bare: Run = {
      signal: controller.signal,
      kept: state.kept ??= new Map(),
      progress: (done, note = "") => {
        if (!current()) return;
        state.progress = { done, note };
        state.toldAt = performance.now();
        this.#host.changed(cell);
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
      state.kept = undefined;
      state.progress = undefined;
      state.from = versions;
      state.seconds = (performance.now() - state.startedAt) / 1000;
      if (state.source !== "from cache") state.usualSeconds = state.seconds;
      this.#host.changed(cell);
      // What it showed on the way gives place to the final value.
      if (state.live) this.#host.schedule.invalidate(state.live);
      this.#host.schedule.enqueueDependents(cell);
      this.#host.idle.wake();
    };
    const fail = (error: unknown) => {
      if (current()) this.fail(cell, controller, error);
    };
    const begin = () => {
      if (!current()) return;
      try {
        const run = this.#host.extendRun?.(bare) ?? bare;
        const values = cell.inputs.map((input) => input.state.value);
        const result = state.definition.compute(values, run);
        if (isGenerator(result)) {
          this.#host.changed(cell);
          this.#drain(cell, controller, result).then(finish, fail);
        } else if (result instanceof Promise) {
          this.#host.changed(cell);
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
    };
    if (this.#host.eager && state.definition.isAsync) {
      // see GraphOptions.eager: its microtasks may not follow a definition's
      this.#host.changed(cell);
      pause().then(begin);
    } else begin();
  }

  #assign(cell: Cell<unknown>, value: unknown): void {
    const { state } = cell;
    if (!state.hasValue || !Object.is(state.value, value)) state.version++;
    state.value = value;
    state.hasValue = true;
    state.fresh = true;
  }

  /** Ends a run, if it is still under way, with what its body threw. */
  fail(cell: Cell<unknown>, controller: AbortController, cause: unknown) {
    const { state } = cell;
    if (state.run !== controller) return;
    state.run = undefined;
    state.progress = undefined;
    state.from = undefined;
    state.fresh = false;
    state.seconds = (performance.now() - state.startedAt) / 1000;
    // What a stream has shown so far no longer stands; but what a run had to
    // show when somebody stopped it stays, marked by the run's own state.
    const stopped = isStop(cause);
    const shown = stopped && state.live?.state.fresh && state.live;
    for (const dependent of state.dependents) {
      if (dependent !== shown) this.#host.schedule.invalidate(dependent);
    }
    if (!stopped) state.kept = undefined;
    state.error = cause instanceof Error
      ? cause
      : new Error(`Cannot run "${cell.title}": it threw ${String(cause)}`);
    this.#host.changed(cell);
    this.#host.schedule.enqueueDependents(cell);
    this.#host.idle.wake();
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
        this.#host.changed(cell);
        for (const dependent of cell.state.dependents) {
          this.#host.schedule.invalidate(dependent);
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
    return (this.#host.repaint ?? pause)();
  }

  async #restWhileUnneeded(
    cell: Cell<unknown>,
    signal: AbortSignal,
  ): Promise<void> {
    while (!signal.aborted && !this.#host.schedule.isNeeded(cell)) {
      if (!cell.state.resting) {
        cell.state.resting = true;
        this.#host.changed(cell);
      }
      this.#host.idle.wake();
      await this.#host.idle.next(Infinity);
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
    if (!pending || !parent.state.run) return this.#host.idle.wake();
    this.#assign(live, pending.value);
    live.state.from = undefined;
    this.#host.changed(live);
    for (const dependent of live.state.dependents) {
      this.#host.schedule.invalidate(dependent);
    }
    live.state.repainted = this.#repaint();
  }

  async #downstreamIdle(cell: Cell<unknown>): Promise<void> {
    const expired = performance.now() + patience;
    while (this.#host.schedule.isDownstreamActive(cell)) {
      const left = expired - performance.now();
      if (left <= 0) return;
      await this.#host.idle.next(left);
    }
  }
}

/** Whether somebody has stopped a run; its body may say so as well. */
function isStop(cause: unknown): boolean {
  return (cause as Partial<Error> | null)?.name === "AbortError";
}
