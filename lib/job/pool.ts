import {
  callable,
  checkArguments,
  checkOptions,
  countFrom,
  numberFrom,
  type OptionTable,
} from "../options/mod.ts";
import type { JobProgress, JobSpecification } from "./kinds.ts";
import type { FromWorker } from "./messages.ts";
import { watchStandstill } from "./standstill.ts";
import { makeStopFlag, raise, type StopFlag } from "./stop_flag.ts";
import { openThread, type Thread } from "./thread.ts";

/** How the pool makes and keeps workers. */
export interface WorkerOptions {
  /** Makes a worker. Default: lib/job/worker.ts as a module worker. */
  readonly create?: () => Worker;
  /** Most workers at a time. Default: one per processor, 8 at most. */
  readonly size?: number;
  /**
   * How long an idle worker is kept, in ms. A worker keeps a Deno process
   * alive, so a script must not hold one for long; a page or a kernel keeps
   * them for good (Infinity). Default: 300.
   */
  readonly idle?: number;
}

/** What {@linkcode configureWorkers} takes. */
export const workerOptions: OptionTable<WorkerOptions> = {
  create: callable,
  size: countFrom(0),
  idle: numberFrom(0),
};

interface Task {
  readonly id: number;
  readonly specification: JobSpecification;
  /** Where memory can be shared: stops the run in the middle of a step. */
  readonly flag: StopFlag | undefined;
  readonly onProgress: ((progress: JobProgress) => void) | undefined;
  readonly resolve: (result: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

interface Member {
  readonly thread: Thread;
  /** What it is wanted for; stopped runs are not in here any more. */
  task: Task | undefined;
  idleTimer: ReturnType<typeof setTimeout> | undefined;
  /** Ends the watch over a run. */
  unwatch: () => void;
  /** Runs that were told to stop and did not answer yet. */
  readonly stopping: Map<number, ReturnType<typeof setTimeout>>;
  /** One of them is in the middle of a long step. */
  stuck: boolean;
}

/** A timer for longer, in ms, ends at once: 25 days are for good. */
const longestTimer = 2 ** 31;

/** A worker that has not stopped after so long, in ms, is stuck. */
const prompt = 50;
/** A worker terminated in the middle of a step runs on, in Chromium so long. */
const lingering = 2000;

let options: WorkerOptions = {};
let nextId = 1;
const members = new Set<Member>();
/** When stuck workers were terminated, in ms, of late. */
let terminated: number[] = [];
const queue: Task[] = [];
/** Why no worker of our own can be had here, once one did not start. */
let missing: string | undefined;

/** Why a job runs in place where there could have been workers. */
export class NoWorkers extends Error {}

/**
 * Sets how workers are made. Workers made before are let go.
 *
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 *
 * @example Usage
 * ```ts
 * import { configureWorkers } from "@thalweg/thalweg";
 *
 * configureWorkers({ size: 2 }); // at most two jobs at a time
 * ```
 */
export function configureWorkers(chosen: WorkerOptions): void {
  checkOptions("make workers", chosen ?? null, workerOptions);
  closeWorkers();
  options = chosen;
  missing = undefined;
}

/** Whether this platform can run jobs in workers. */
export function hasWorkers(): boolean {
  return typeof Worker !== "undefined" && missing === undefined;
}

/**
 * Starts a worker now, so that the first job does not wait for it.
 *
 * @example Usage
 * ```ts
 * import { closeWorkers, warmWorkers } from "@thalweg/thalweg";
 *
 * warmWorkers(1); // the first job will not wait for its worker
 * closeWorkers();
 * ```
 */
export function warmWorkers(count = 1): void {
  checkArguments("warm workers", { count }, { count: numberFrom(0) });
  while (hasWorkers() && members.size < Math.min(count, poolSize())) {
    if (!hire()) return;
  }
}

/**
 * Ends all workers; jobs under way or queued are rejected.
 *
 * @example Usage
 * ```ts
 * import { closeWorkers } from "@thalweg/thalweg";
 *
 * closeWorkers(); // a program ends at once, and does not wait for idle ones
 * ```
 */
export function closeWorkers(): void {
  const reason = new DOMException("The workers were closed", "AbortError");
  for (const task of queue.splice(0)) task.reject(reason);
  for (const member of members) {
    member.task?.reject(reason);
    dismiss(member);
  }
}

/**
 * Runs a job of plain data in the next free worker.
 *
 * @throws {NoWorkers} If none can be started here, as without the permission to
 * read this library's files.
 */
export function runInWorker(
  specification: JobSpecification,
  signal: AbortSignal | undefined,
  onProgress: ((progress: JobProgress) => void) | undefined,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const task: Task = {
      id: nextId++,
      specification,
      flag: makeStopFlag(),
      onProgress,
      resolve,
      reject,
    };
    signal?.addEventListener("abort", () => {
      stop(task);
      reject(signal.reason);
    }, { once: true });
    queue.push(task);
    assign();
  });
}

/** Most workers at a time. */
export function poolSize(): number {
  return options.size ?? Math.min(navigator.hardwareConcurrency || 2, 8);
}

function assign(): void {
  while (queue.length > 0) {
    const free = [...members].filter((member) => !member.task);
    let member = free.find(({ stuck }) => !stuck);
    if (!member && (members.size < poolSize() || free.length > 0)) {
      const full = members.size >= poolSize();
      member = full && !terminate(free[0]) ? free[0] : hire();
      if (!member) continue; // what could not be had took a task along
    }
    if (!member) return;
    clearTimeout(member.idleTimer);
    const task = queue.shift()!;
    member.task = task;
    const { id, specification, flag } = task;
    const tells = task.onProgress !== undefined;
    try {
      member.thread.post({ type: "run", id, specification, tells, flag });
      watch(member);
    } catch (error) {
      // The specification holds something that cannot be cloned.
      release(member);
      task.reject(error);
    }
  }
}

/**
 * The worker is free from here on: its old run ends at its next pause, and a
 * new one may start before that.
 */
function stop(task: Task): void {
  const queued = queue.indexOf(task);
  if (queued >= 0) queue.splice(queued, 1);
  for (const member of members) {
    if (member.task !== task) continue;
    if (task.flag) raise(task.flag);
    member.thread.post({ type: "stop", id: task.id });
    member.stopping.set(task.id, setTimeout(() => noteStuck(member), prompt));
    release(member);
    assign();
  }
}

/** What was handed to a worker that turns out to be stuck goes to another. */
function noteStuck(member: Member): void {
  member.stuck = true;
  const { task } = member;
  if (!task || !terminate(member)) return;
  queue.unshift(task);
  assign();
}

/**
 * The last resort where nothing else reaches a worker. Not at every press of a
 * key: those that linger would leave no processor for the others.
 */
function terminate(member: Member): boolean {
  const now = performance.now();
  terminated = terminated.filter((time) => now - time < lingering);
  if (terminated.length >= poolSize()) return false;
  terminated.push(now);
  dismiss(member);
  return true;
}

function noteStopped({ stopping }: Member, id: number): void {
  clearTimeout(stopping.get(id));
  stopping.delete(id);
}

function release(member: Member): void {
  member.task = undefined;
  member.unwatch();
  const { idle = 300 } = options;
  if (idle < longestTimer) {
    member.idleTimer = setTimeout(() => dismiss(member), idle);
  }
}

function watch(member: Member): void {
  const { processorSeconds } = member.thread;
  if (!processorSeconds) return;
  member.unwatch = watchStandstill(processorSeconds, () => {
    member.thread.end();
    lose(member, "it stands still, as after running out of memory", true);
  });
}

/** A new member, if this platform lets us have one. */
function hire(): Member | undefined {
  const { create } = options;
  try {
    const thread = openThread(create, {
      onMessage: (message) => take(member, message),
      onFailure: (reason, started) => lose(member, reason, started),
    });
    const member: Member = {
      thread,
      task: undefined,
      idleTimer: undefined,
      unwatch: () => {},
      stopping: new Map(),
      stuck: false,
    };
    members.add(member);
    return member;
  } catch (error) {
    giveUp(queue.shift(), (error as Error).message, false);
  }
}

function take(member: Member, message: FromWorker): void {
  if (message.type === "ready") return;
  const { task } = member;
  if (message.type !== "progress") noteStopped(member, message.id);
  if (member.stopping.size === 0) member.stuck = false;
  if (!task || task.id !== message.id) return; // from a run that was stopped
  if (message.type === "progress") return report(task, message.progress);
  if (message.type === "stopped") return;
  release(member);
  if (message.type === "result") task.resolve(message.result);
  else task.reject(message.error);
  assign();
}

/** What the listener throws ends its job, and nothing else. */
function report(task: Task, progress: JobProgress): void {
  try {
    task.onProgress?.(progress);
  } catch (error) {
    stop(task);
    task.reject(error);
  }
}

/**
 * A worker is gone: its job fails, or is begun anew by another worker where an
 * earlier run, which had been stopped, still kept this one busy.
 */
function lose(member: Member, reason: string, started: boolean): void {
  const { task, stopping } = member;
  const begun = stopping.size === 0;
  dismiss(member);
  if (task && !begun) queue.unshift(task);
  else giveUp(task, reason, started);
  assign();
}

/**
 * Without workers of our own all jobs run in place from here on; those of a
 * user's making have failed once more, no more than that.
 */
function giveUp(task: Task | undefined, reason: string, started: boolean) {
  if (started || options.create) {
    task?.reject(
      new Error(`Cannot run the job: its worker has failed (${reason})`),
    );
    return;
  }
  missing = reason;
  for (const waiting of [...task ? [task] : [], ...queue.splice(0)]) {
    waiting.reject(new NoWorkers(reason));
  }
}

function dismiss(member: Member): void {
  clearTimeout(member.idleTimer);
  member.unwatch();
  for (const id of member.stopping.keys()) noteStopped(member, id);
  members.delete(member);
  member.thread.end();
}
