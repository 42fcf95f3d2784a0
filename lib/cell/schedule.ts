import { pause } from "../pause.ts";
import type { Cell } from "./cell.ts";
import type { Idle } from "./idle.ts";
import { downstream, reach, upstream } from "./reach.ts";

/** What a schedule needs of its graph. */
export interface ScheduleHost {
  /** See `GraphOptions`. */
  readonly eager?: boolean;
  /** See `GraphOptions`. */
  readonly lazy?: boolean;
  /** Woken when the queue empties. */
  readonly idle: Idle;
  /** Tells that a cell has changed. */
  changed(cell: Cell<unknown>): void;
  /** Runs a cell's body on inputs of these versions. */
  start(cell: Cell<unknown>, versions: readonly number[]): void;
}

/**
 * What must run, and when. A change marks everything downstream stale and aborts
 * it at once; then every cell runs as soon as all of its inputs are fresh and
 * somebody needs it, so a diamond runs once.
 */
export class Schedule {
  readonly #host: ScheduleHost;
  readonly #queue = new Set<Cell<unknown>>();
  #flushing = false;

  constructor(host: ScheduleHost) {
    this.#host = host;
  }

  /** Whether nothing is in line. */
  get isEmpty(): boolean {
    return this.#queue.size === 0;
  }

  /** Takes a cell out of line. */
  forget(cell: Cell<unknown>): void {
    this.#queue.delete(cell);
  }

  /** Takes all out of line. */
  clear(): void {
    this.#queue.clear();
  }

  /** See `Cell.needed`. */
  isNeeded(cell: Cell<unknown>): boolean {
    if (!this.#host.lazy) return true;
    const asking = reach(
      cell,
      ({ state }) => [...state.dependents].filter(asksForInputs),
    );
    for (const { state } of asking) {
      if (state.watchers > 0 || state.demanded) return true;
    }
    return false;
  }

  /** Has a look at a cell and at what it needs. */
  wake(cell: Cell<unknown>): void {
    for (const member of upstream(cell)) this.enqueue(member);
    this.#host.idle.wake();
    this.runReady();
  }

  /** Marks a cell and all that depends on it as stale; aborts their runs. */
  invalidate(cell: Cell<unknown>): void {
    if (cell.state.removed) return;
    for (const member of downstream(cell)) this.#unsettle(member);
  }

  #unsettle(cell: Cell<unknown>): void {
    const { state } = cell;
    supersede(cell);
    state.kept = undefined;
    state.fresh = false;
    state.error = undefined;
    state.blame = undefined;
    state.progress = undefined;
    state.pending = undefined;
    this.#host.changed(cell);
    this.enqueue(cell);
  }

  /** Puts a cell in line to be considered. */
  enqueue(cell: Cell<unknown>): void {
    this.#queue.add(cell);
    if (this.#flushing) return;
    this.#flushing = true;
    if (this.#host.eager) pause().then(() => this.#flush());
    else queueMicrotask(() => this.#flush());
  }

  /** Where a change must not wait: considers all that are in line. */
  runReady(): void {
    if (this.#host.eager) this.#flush();
  }

  #flush(): void {
    // A Set also visits what is added on the way.
    for (const cell of this.#queue) {
      this.#queue.delete(cell);
      this.#consider(cell);
    }
    this.#flushing = false;
    this.#host.idle.wake();
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
      this.#host.changed(cell);
      this.enqueueDependents(cell);
      return;
    }
    if (!cell.inputs.every((input) => input.fresh)) return;
    const versions = cell.inputs.map((input) => input.state.version);
    if (state.from && sameList(state.from, versions)) {
      // The inputs came back as they were: the value still belongs to them.
      state.fresh = true;
      this.#host.changed(cell);
      this.enqueueDependents(cell);
      return;
    }
    if (cell.onDemand && !state.demanded) return;
    state.from = undefined;
    this.#host.start(cell, versions);
  }

  /** Puts all that follow from a cell in line. */
  enqueueDependents(cell: Cell<unknown>): void {
    for (const dependent of cell.state.dependents) this.enqueue(dependent);
  }

  /** Whether something that follows from a cell runs or is in line. */
  isDownstreamActive(cell: Cell<unknown>): boolean {
    for (const member of downstream(cell)) {
      if (member === cell) continue;
      if (member.state.run || this.#queue.has(member)) return true;
    }
    return false;
  }
}

/** Whether a cell wants the values of its inputs, if it is wanted itself. */
function asksForInputs({ state, onDemand }: Cell<unknown>): boolean {
  return !state.removed && !state.disabled && (!onDemand || state.demanded);
}

/** Stops the run under way, whose result nobody wants any more. */
export function supersede({ state }: Cell<unknown>): void {
  state.run?.abort(
    new DOMException("Superseded by newer inputs", "AbortError"),
  );
  state.run = undefined;
}

function sameList(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
