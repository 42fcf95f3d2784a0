/**
 * The entry of a worker: runs jobs in slices, so that several can be under way
 * and each can be stopped by a message. See messages.ts.
 *
 * @module
 */
import type { Objective } from "../objective/mod.ts";
import { locks } from "./locks.ts";
import { drain } from "./drain.ts";
import { jobSteps } from "./kinds.ts";
import type { FromWorker, ToWorker } from "./messages.ts";
import { packResult } from "./named_objective.ts";
import { objectiveFromSpecification } from "./objectives/known.ts";
import { checkOf, isRaised, stoppable } from "./stop_flag.ts";
import { readyJob } from "./travel.ts";

const scope = globalThis as unknown as {
  onmessage: (event: MessageEvent<ToWorker>) => void;
  postMessage(message: FromWorker): void;
};

const stops = new Map<number, AbortController>();

scope.onmessage = ({ data }: MessageEvent<ToWorker>): void => {
  if (data.type === "hello") hold(data.lock);
  else if (data.type === "stop") stops.get(data.id)?.abort();
  else start(data);
};

/** Kept in reach for as long as this worker lives, and never resolved. */
const end = new Promise<never>(() => {});
/** No run begins before the pool can tell whether this worker lives. */
let held = Promise.resolve();

/** Shows that this worker lives, by a lock that it never lets go. */
function hold(lock: string): void {
  held = new Promise((resolve) => {
    const ready = () => {
      scope.postMessage({ type: "ready" });
      resolve();
    };
    if (!locks) return ready();
    locks.request(lock, {}, () => {
      ready();
      return end;
    }).catch(ready); // a page opened from disk may have none
  });
}

async function start(
  { id, specification: job, tells, flag }: ToWorker & { readonly type: "run" },
): Promise<void> {
  const stop = new AbortController();
  stops.set(id, stop);
  await held;
  try {
    const ready = readyJob(
      job,
      (source) => stoppable(objectiveFromSpecification(source)),
    );
    const { objective } = ready as { readonly objective?: Objective };
    const toSend = (result: unknown) =>
      packResult(result, objective?.specification);
    const result = await drain(
      jobSteps(ready),
      stop.signal,
      tells
        ? ({ partial, ...state }) => {
          const progress = partial === undefined
            ? state
            : { ...state, partial: toSend(partial) };
          scope.postMessage({ type: "progress", id, progress });
        }
        : undefined,
      flag && checkOf(flag),
    );
    scope.postMessage({ type: "result", id, result: toSend(result) });
  } catch (error) {
    if (stop.signal.aborted || flag && isRaised(flag)) {
      scope.postMessage({ type: "stopped", id });
    } else tell(id, error);
  } finally {
    stops.delete(id);
  }
}

/** An error that holds what cannot be cloned goes as its words. */
function tell(id: number, error: unknown): void {
  try {
    scope.postMessage({ type: "error", id, error });
  } catch {
    scope.postMessage({ type: "error", id, error: new Error(String(error)) });
  }
}
