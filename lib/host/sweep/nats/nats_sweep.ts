import type { NatsConnection } from "@nats-io/transport-node";
import { decodeJson, encodeJson } from "../../../file/mod.ts";
import {
  type BatchResult,
  readSweep,
  type SharedSweep,
  type SweepFile,
  sweepFile,
} from "../../../sweep/mod.ts";
import type { NatsSweep } from "./nats_place.ts";

/** Which sweep of a server. */
export interface NatsSweepName {
  /** What it is called there: letters, digits, "-" and "_". */
  readonly name: string;
}

/** Options of a sweep that is put on a server. */
export interface NatsSweepOptions extends NatsSweepName {
  /** How long a batch may go without being renewed, in ms. Default: 60 000. */
  readonly staleAfter?: number;
}

/** The consumer that all workers of a sweep share. */
const workers = "workers";

const description = "sweep";

/**
 * Puts a sweep on a server, with one message for each batch; where it is there
 * already, only what is missing.
 *
 * @param results What was run to size the batches; it counts from the start.
 * @throws {TypeError} If another sweep has that name, or another engine made it.
 */
export async function publishSweep(
  connection: NatsConnection,
  sweep: SharedSweep,
  options: NatsSweepOptions,
  results: readonly BatchResult[] = [],
): Promise<SharedSweep> {
  const { AckPolicy, jetstream, jetstreamManager } = await import(
    "@nats-io/jetstream"
  );
  const { name, staleAfter = 60_000 } = checkName(options);
  const manager = await jetstreamManager(connection);
  await manager.streams.add({
    name: `sweep_${name}`,
    subjects: [subjectOf(name)],
    retention: "workqueue",
    // a batch is published once, however often that is tried
    duplicate_window: 24 * 3600 * 1e9,
  });
  await manager.consumers.add(`sweep_${name}`, {
    durable_name: workers,
    ack_policy: AckPolicy.Explicit,
    ack_wait: staleAfter * 1e6,
    max_ack_pending: -1,
  });
  const { entries } = await openStores(connection, options);
  let kept = await entries.get(description);
  if (kept === null) {
    await entries.create(description, encodeJson(sweepFile(sweep)));
    kept = await entries.get(description);
    for (const result of results) {
      await entries.put(`result.${result.from}`, encodeJson(result));
    }
  }
  const there = readSweep(decodeJson(kept!.value) as SweepFile);
  if (
    JSON.stringify(there.plan.description) !==
      JSON.stringify(sweep.plan.description)
  ) {
    throw new TypeError(
      `Cannot serve the sweep: the server has another one named "${name}", expected another name`,
    );
  }
  const queue = jetstream(connection);
  for (const batch of there.batches) {
    if (await entries.get(`result.${batch.from}`) !== null) continue;
    await queue.publish(subjectOf(name), JSON.stringify(batch), {
      msgID: `${name} ${batch.from}`,
    });
  }
  return there;
}

/**
 * The sweep of that name on a server, to take part in.
 *
 * @throws {TypeError} If there is none, or another engine made it.
 */
export async function joinSweep(
  connection: NatsConnection,
  options: NatsSweepName,
): Promise<{ readonly sweep: SharedSweep; readonly nats: NatsSweep }> {
  const { jetstream } = await import("@nats-io/jetstream");
  const { name } = checkName(options);
  const { entries, objects } = await openStores(connection, options);
  const kept = await entries.get(description);
  if (kept === null) {
    throw new TypeError(
      `Cannot work on the sweep: the server has none named "${name}", expected one that "sweep serve" made`,
    );
  }
  const sweep = readSweep(decodeJson(kept.value) as SweepFile);
  const queue = await jetstream(connection).consumers.get(
    `sweep_${name}`,
    workers,
  );
  const { config } = await queue.info(true);
  const staleAfter = config.ack_wait! / 1e6;
  return { sweep, nats: { connection, queue, entries, objects, staleAfter } };
}

async function openStores(
  connection: NatsConnection,
  { name }: NatsSweepName,
) {
  const { Kvm } = await import("@nats-io/kv");
  const { Objm } = await import("@nats-io/obj");
  return {
    entries: await new Kvm(connection).create(`sweep_${name}`),
    objects: await new Objm(connection).create(`sweep_${name}`),
  };
}

function subjectOf(name: string): string {
  return `sweep.${name}.batch`;
}

function checkName<Options extends NatsSweepName>(
  options: Options,
): Options {
  if (/^[\w-]+$/.test(options.name)) return options;
  throw new RangeError(
    `Cannot name the sweep "${options.name}" on a server: expected letters, digits, "-" and "_" (or --name)`,
  );
}
