import type { Consumer, JsMsg } from "@nats-io/jetstream";
import type { KV } from "@nats-io/kv";
import type { ObjectStore } from "@nats-io/obj";
import type { NatsConnection } from "@nats-io/transport-node";
import { decodeJson, encodeJson } from "../../../file/mod.ts";
import type {
  BatchResult,
  SweepBatch,
  SweepClaim,
  SweepPlace,
} from "../../../sweep/mod.ts";

/** A claim of a batch that a server handed out. */
export interface NatsClaim extends SweepClaim {
  /** The message that is to be acknowledged. */
  readonly message: JsMsg;
  /** What the claim's entry says, different from that of any other. */
  readonly id: string;
}

/** What a sweep has on a server: a queue, entries, and room for large ones. */
export interface NatsSweep {
  readonly connection: NatsConnection;
  readonly queue: Consumer;
  readonly entries: KV;
  readonly objects: ObjectStore;
  /** How long a batch may go without being renewed, in ms. */
  readonly staleAfter: number;
  /** Told where the server does not answer, which is tried again. */
  readonly onTrouble?: (sentence: string) => void;
}

/** A message of a server holds 1 MB by default; results beyond this go aside. */
const mostBytes = 500_000;
/** How long a claim waits for a message, in ms; the least is a second. */
const patience = 1000;
/** How long until a server that did not answer is asked again, in ms. */
const tryAgainAfter = 500;

/**
 * The batches of a sweep as messages of a work queue, each handed out until it
 * is acknowledged; results are entries of which a second one is refused, so what
 * is delivered twice counts once.
 */
export function natsPlace(
  { queue, entries, objects, staleAfter, onTrouble = () => {} }: NatsSweep,
  batches: readonly SweepBatch[],
): SweepPlace<NatsClaim> {
  const finished = new Set<string>();
  /** Whether no batch waited on the server when it was last asked. */
  let isEmpty = false;

  async function look(): Promise<void> {
    for await (const key of await entries.keys("result.>")) finished.add(key);
  }

  /** What the server answers, or what stands in while it does not. */
  async function orElse<T>(ask: () => Promise<T>, instead: T): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      onTrouble(
        `Cannot reach the sweep's server: ${
          (error as Error).message
        }; trying again`,
      );
      await new Promise((resolve) => setTimeout(resolve, tryAgainAfter));
      return instead;
    }
  }

  /** Whether the result is kept now, this one or an earlier one. */
  async function keep(batch: SweepBatch, result: BatchResult): Promise<true> {
    const bytes = encodeJson(result);
    const value = bytes.length <= mostBytes
      ? bytes
      : encodeJson({ object: await putAside(objects, batch, bytes) });
    try {
      await entries.create(resultOf(batch), value);
    } catch (error) {
      // another was first, or the answer was lost after it was kept
      if (await entries.get(resultOf(batch)) === null) throw error;
    }
    return true;
  }

  async function isDone(): Promise<boolean> {
    if (finished.size < batches.length) await look();
    return batches.every((batch) => finished.has(resultOf(batch)));
  }

  return {
    renewEvery: staleAfter / 4,

    claim: (over) =>
      orElse(async () => {
        // the last batch is not waited for in vain
        if (isEmpty && await isDone()) return undefined;
        const message = await next(queue, over);
        isEmpty = message === undefined || message.info.pending === 0;
        if (message === undefined) return undefined;
        const batch = message.json<SweepBatch>();
        if (await entries.get(resultOf(batch)) !== null) {
          message.ack(); // finished by one whose acknowledgement was lost
          return undefined;
        }
        const id = crypto.randomUUID();
        await entries.put(claimOf(batch), id);
        return { batch, message, id };
      }, undefined),

    renew: ({ batch, message, id }) =>
      orElse(async () => {
        const entry = await entries.get(claimOf(batch));
        if (entry?.string() !== id) return false;
        message.working();
        return true;
      }, true),

    async finish({ batch, message }, result, signal) {
      while (!await orElse(() => keep(batch, result), false)) {
        signal.throwIfAborted();
      }
      finished.add(resultOf(batch));
      message.ack();
    },

    release({ message }) {
      message.nak();
      return Promise.resolve();
    },

    isDone: () => orElse(isDone, false),

    async *results() {
      for await (const key of await entries.keys("result.>")) {
        const entry = await entries.get(key);
        if (entry === null) continue;
        const content = decodeJson(entry.value) as
          | BatchResult
          | { readonly object: string };
        yield "object" in content
          ? decodeJson((await objects.getBlob(content.object))!) as BatchResult
          : content;
      }
    },
  };
}

/** The next message, if one comes soon, and before `over` aborts. */
async function next(
  queue: Consumer,
  over: AbortSignal | undefined,
): Promise<JsMsg | undefined> {
  const messages = await queue.fetch({ max_messages: 1, expires: patience });
  const stop = () => messages.stop();
  over?.addEventListener("abort", stop, { once: true });
  if (over?.aborted) stop();
  try {
    for await (const message of messages) return message;
  } finally {
    over?.removeEventListener("abort", stop);
  }
}

async function putAside(
  objects: ObjectStore,
  batch: SweepBatch,
  bytes: Uint8Array,
): Promise<string> {
  const name = `${batch.from}-${crypto.randomUUID()}`;
  await objects.putBlob({ name }, bytes);
  return name;
}

function resultOf({ from }: SweepBatch): string {
  return `result.${from}`;
}

function claimOf({ from }: SweepBatch): string {
  return `claim.${from}`;
}
