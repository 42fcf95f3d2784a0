import { locks } from "./locks.ts";
import type { FromWorker, ToWorker } from "./messages.ts";

/** A worker as the pool sees it, whatever the platform makes it of. */
export interface Thread {
  /** @throws {DOMException} If the message holds what cannot be cloned. */
  post(message: ToWorker): void;
  /** Ends it at once; nothing comes from it any more. */
  end(): void;
  /**
   * Seconds of a processor it has used, where the platform tells: one that was
   * ended for want of memory uses none, and says nothing either.
   */
  readonly processorSeconds?: () => Promise<number>;
}

/** What happens to a {@linkcode Thread}. */
export interface ThreadEvents {
  /** It sent something of the form that is agreed on. */
  onMessage(message: FromWorker): void;
  /**
   * It is gone, or of no use; nothing comes after that. `started` tells whether
   * it had ever been ready for work.
   */
  onFailure(reason: string, started: boolean): void;
}

/** Web Locks as far as they serve here; Deno's default types lack them. */
interface Locks {
  request(
    name: string,
    options: { readonly signal: AbortSignal },
    granted: () => void,
  ): Promise<unknown>;
}

/** A worker that is not ready after so long, in ms, never will be. */
const startLimit = 30_000;
/** Where an event says why a worker is gone, it comes within so long, in ms. */
const wordsLimit = 100;

/**
 * Opens a worker: of `create`, or of lib/job/worker.ts, in Deno with a heap
 * limit of its own, since a worker that exceeds that of the process ends the
 * process.
 *
 * No event tells that a worker has closed itself. So it holds a Web Lock as long
 * as it lives, and the lock comes free when it is gone.
 *
 * @throws What making the worker throws.
 */
export function openThread(
  create: (() => Worker) | undefined,
  { onMessage, onFailure }: ThreadEvents,
): Thread {
  let state: "starting" | "ready" | "ended" = "starting";
  const ended = new AbortController();
  const lock = `thalweg worker ${crypto.randomUUID()}`;
  const worker = create
    ? fromWebWorker(create(), take, fail)
    : fromNodeWorker(take, fail) ?? fromWebWorker(
      new Worker(program(), { type: "module" }),
      take,
      fail,
    );
  const timer = setTimeout(
    () => fail(`it was not ready within ${startLimit / 1000} s`),
    startLimit,
  );

  function end(): void {
    state = "ended";
    clearTimeout(timer);
    ended.abort();
    worker.terminate();
  }

  function fail(reason: string): void {
    if (state === "ended") return;
    const started = state === "ready";
    end();
    onFailure(reason, started);
  }

  function take(data: unknown): void {
    if (state === "ended") return;
    if (!isMessage(data)) return fail(`it sent ${inWords(data)}, no answer`);
    state = "ready";
    clearTimeout(timer);
    if (data.type !== "ready") return onMessage(data);
    // It has the lock: asked for earlier, this one might come first. A page
    // opened from disk has none, and hears of a failure by its event.
    locks?.request(
      lock,
      { signal: ended.signal },
      () => setTimeout(() => fail("it has closed"), wordsLimit),
    ).catch(() => {});
  }

  worker.post({ type: "hello", lock });
  const { post, processorSeconds } = worker;
  return { post, end, ...(processorSeconds && { processorSeconds }) };
}

/** A worker with its events turned into two functions. */
interface Opened extends Pick<Thread, "post" | "processorSeconds"> {
  terminate(): void;
}

function program(): URL {
  return new URL("./worker.ts", import.meta.url);
}

function fromWebWorker(
  worker: Worker,
  take: (data: unknown) => void,
  fail: (reason: string) => void,
): Opened {
  worker.onmessage = ({ data }) => take(data);
  worker.onmessageerror = () => fail("it sent what cannot be read");
  worker.onerror = (event) => {
    event.preventDefault();
    fail(event.message || "it could not be loaded");
  };
  return {
    post: (message) => worker.postMessage(message),
    terminate: () => worker.terminate(),
  };
}

/** What is used of a worker of node:worker_threads. */
interface NodeWorker {
  on(event: string, listener: (value: unknown) => void): void;
  postMessage(message: ToWorker): void;
  terminate(): void;
  cpuUsage?(): Promise<{ readonly user: number; readonly system: number }>;
}

/** The modules of Node that are used, which Deno has, too. */
interface NodeProcess {
  getBuiltinModule(name: "node:worker_threads"): {
    readonly Worker: new (
      program: URL,
      options: { resourceLimits: { maxOldGenerationSizeMb: number } },
    ) => NodeWorker;
  };
  getBuiltinModule(name: "node:v8"): {
    getHeapStatistics(): { readonly "heap_size_limit": number };
  };
}

/**
 * A worker of Deno's node:worker_threads, the only ones with a heap limit; there
 * are none in a page, nor for a library that came over the network.
 */
function fromNodeWorker(
  take: (data: unknown) => void,
  fail: (reason: string) => void,
): Opened | undefined {
  const { process } = globalThis as { readonly process?: NodeProcess };
  if (!process?.getBuiltinModule || program().protocol !== "file:") return;
  const { Worker: NodeWorker } = process.getBuiltinModule(
    "node:worker_threads",
  );
  const heap = process.getBuiltinModule("node:v8").getHeapStatistics();
  const worker = new NodeWorker(program(), {
    // below that of the process, which is the worker's without one of its own
    resourceLimits: {
      maxOldGenerationSizeMb: Math.floor(0.9 * heap.heap_size_limit / 2 ** 20),
    },
  });
  worker.on("message", take);
  worker.on("messageerror", () => fail("it sent what cannot be read"));
  worker.on(
    "error",
    (error) => fail(error instanceof Error ? error.message : inWords(error)),
  );
  worker.on("exit", () => fail("it has closed"));
  return {
    post: (message) => worker.postMessage(message),
    terminate: () => worker.terminate(),
    ...(worker.cpuUsage && {
      processorSeconds: async () => {
        const { user, system } = await worker.cpuUsage!();
        return (user + system) / 1e6;
      },
    }),
  };
}

const types: ReadonlySet<unknown> = new Set<FromWorker["type"]>(
  ["ready", "progress", "result", "error", "stopped"],
);

function isMessage(data: unknown): data is FromWorker {
  if (typeof data !== "object" || data === null) return false;
  const { type, id, progress } = data as Readonly<Record<string, unknown>>;
  if (type === "ready") return true;
  return types.has(type) && typeof id === "number" &&
    (type !== "progress" || typeof progress === "object" && progress !== null);
}

function inWords(value: unknown): string {
  return typeof value === "object" && value !== null
    ? "an object"
    : JSON.stringify(value) ?? String(value);
}
