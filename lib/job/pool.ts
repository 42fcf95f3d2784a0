import type { JobProgress, JobSpecification } from "./kinds.ts";
import type { FromWorker, ToWorker } from "./messages.ts";
import { makeStopFlag, raise, type StopFlag } from "./stop_flag.ts";

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

interface Task {
  readonly id: number;
  readonly specification: JobSpecification;
  /** Where memory can be shared: stops the run in the middle of a step. */
  readonly flag: StopFlag | undefined;
  readonly onProgress: (progress: JobProgress) => void;
  readonly resolve: (result: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

interface Member {
  readonly worker: Worker;
  /** What it is wanted for; stopped runs are not in here any more. */
  task: Task | undefined;
  idleTimer: ReturnType<typeof setTimeout> | undefined;
  /** Runs that were told to stop and did not answer yet. */
  readonly stopping: Map<number, ReturnType<typeof setTimeout>>;
  /** One of them is in the middle of a long step. */
  stuck: boolean;
}

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

/** Sets how workers are made. Workers made before are let go. */
export function configureWorkers(chosen: WorkerOptions): void {
  closeWorkers();
  options = chosen;
}

/** Whether this platform can run jobs in workers. */
export function hasWorkers(): boolean {
  return typeof Worker !== "undefined";
}

/** Starts a worker now, so that the first job does not wait for it. */
export function warmWorkers(count = 1): void {
  for (let i = members.size; i < Math.min(count, poolSize()); i++) hire();
}

/** Ends all workers; jobs under way or queued are rejected. */
export function closeWorkers(): void {
  const reason = new DOMException("The workers were closed", "AbortError");
  for (const task of queue.splice(0)) task.reject(reason);
  for (const member of members) {
    member.task?.reject(reason);
    dismiss(member);
  }
}

/** Runs a job of plain data in the next free worker. */
export function runInWorker(
  specification: JobSpecification,
  signal: AbortSignal | undefined,
  onProgress: (progress: JobProgress) => void,
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
    if (!member && members.size < poolSize()) member = hire();
    if (!member && free.length > 0) {
      member = terminate(free[0]) ? hire() : free[0];
    }
    if (!member) return;
    clearTimeout(member.idleTimer);
    const task = queue.shift()!;
    member.task = task;
    const { id, specification, flag } = task;
    try {
      post(member, { type: "run", id, specification, flag });
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
    post(member, { type: "stop", id: task.id });
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
  const { idle = 300 } = options;
  if (idle < Infinity) {
    member.idleTimer = setTimeout(() => dismiss(member), idle);
  }
}

function post(member: Member, message: ToWorker): void {
  member.worker.postMessage(message);
}

function hire(): Member {
  const worker = options.create?.() ??
    new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  const member: Member = {
    worker,
    task: undefined,
    idleTimer: undefined,
    stopping: new Map(),
    stuck: false,
  };
  members.add(member);
  worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
    const { task } = member;
    if (data.type !== "progress") noteStopped(member, data.id);
    if (member.stopping.size === 0) member.stuck = false;
    if (!task || task.id !== data.id) return; // from a run that was stopped
    if (data.type === "progress") return task.onProgress(data.progress);
    if (data.type === "stopped") return;
    release(member);
    if (data.type === "result") task.resolve(data.result);
    else task.reject(data.error);
    assign();
  };
  worker.onerror = (event) => {
    event.preventDefault();
    const { task } = member;
    dismiss(member);
    task?.reject(
      new Error(`Cannot run the job: its worker failed (${event.message})`),
    );
    if (task) assign();
  };
  return member;
}

function dismiss(member: Member): void {
  clearTimeout(member.idleTimer);
  for (const id of member.stopping.keys()) noteStopped(member, id);
  members.delete(member);
  member.worker.terminate();
}
