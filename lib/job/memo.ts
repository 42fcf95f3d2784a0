import { fromBytes, toBytes } from "./bytes.ts";
import {
  checkOptions,
  numberFrom,
  type OptionTable,
  record,
} from "../options/mod.ts";
import { wasCut } from "./cut.ts";
import { engineVersion } from "./engine_version.ts";
import { type KeyedJob, sha256 } from "./hash.ts";
import {
  isPackedResult,
  type PackedResult,
  packResult,
  unpackResult,
} from "./named_objective.ts";
import { forgetTrainings } from "./warm_start.ts";

/**
 * Keeps the results of jobs from one session to the next: a folder, a database.
 *
 * It need not be reliable. An entry may be gone at any time; what comes back
 * damaged is noticed, deleted and computed again; what it throws is as good as
 * no entry.
 */
export interface JobStorage {
  /** The bytes of an entry, if it is there. */
  get(key: string): Promise<Uint8Array | undefined>;
  /** Makes or replaces an entry, whole or not at all. */
  set(key: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Removes an entry, if it is there. */
  delete(key: string): Promise<void>;
}

/** Where results of jobs are kept. */
export interface MemoOptions {
  /** Keeps results beyond this session. Default: none. */
  readonly storage?: JobStorage;
  /** How much is kept in memory, in bytes. Default: 64 MB. */
  readonly memoryBytes?: number;
}

/** What {@linkcode configureMemo} takes. */
export const memoOptions: OptionTable<MemoOptions> = {
  storage: record,
  memoryBytes: numberFrom(0),
};

const defaultMemoryBytes = 64e6;

let options: MemoOptions = {};
/** Results as bytes, the one used least recently first. */
const memory = new Map<string, Uint8Array<ArrayBuffer>>();
let memoryBytes = 0;

/**
 * Sets where results of jobs are kept, and forgets those in memory.
 *
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 *
 * @example Usage
 * ```ts
 * import { configureMemo } from "@thalweg/thalweg";
 *
 * configureMemo({ memoryBytes: 1e6 }); // keep less of what jobs came to
 * ```
 */
export function configureMemo(chosen: MemoOptions): void {
  checkOptions("keep results", chosen ?? null, memoOptions);
  options = chosen;
  memory.clear();
  memoryBytes = 0;
  forgetTrainings();
}

/** The result of a job that ran before, as a copy, if memory has it. */
export function recall({ key, job }: KeyedJob): unknown | undefined {
  const payload = memory.get(key);
  if (payload === undefined) return undefined;
  keepInMemory(key, payload);
  return unpackResult(fromBytes(payload) as PackedResult, job.objective);
}

/** The same, if storage has it. */
export async function recallStored(
  { key, job }: KeyedJob,
): Promise<unknown | undefined> {
  const payload = await read(key);
  if (payload === undefined) return undefined;
  keepInMemory(key, payload);
  return unpackResult(fromBytes(payload) as PackedResult, job.objective);
}

/**
 * Keeps the result of a job, unless a clock or a user stopped it: such a result
 * is an accident of its time. Memory has it at once, storage a little later if
 * it is to be `stored`.
 */
export function remember(
  { key, job }: KeyedJob,
  result: unknown,
  stored: boolean,
): void {
  if (wasCut(result)) return;
  const payload = toBytes(packResult(result, job.objective), "as written");
  if (payload === undefined) return;
  keepInMemory(key, payload);
  if (stored) write(key, payload).catch(() => {}); // a storage that fails keeps nothing
}

function keepInMemory(key: string, payload: Uint8Array<ArrayBuffer>): void {
  const { memoryBytes: limit = defaultMemoryBytes } = options;
  memoryBytes += payload.length - (memory.get(key)?.length ?? 0);
  memory.delete(key);
  memory.set(key, payload); // the newest is last
  for (const [oldest, { length }] of memory) {
    if (memoryBytes <= limit) return;
    memory.delete(oldest);
    memoryBytes -= length;
  }
}

/** What storage holds: the payload with all that shows whether it is right. */
interface Entry {
  readonly key: string;
  readonly engineVersion: string;
  readonly checksum: string;
  readonly payload: Uint8Array<ArrayBuffer>;
}

async function write(
  key: string,
  payload: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const { storage } = options;
  if (!storage) return;
  const checksum = await sha256(payload);
  const entry: Entry = { key, engineVersion, checksum, payload };
  await storage.set(key, toBytes(entry)!);
}

async function read(key: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const { storage } = options;
  if (!storage) return undefined;
  try {
    const bytes = await storage.get(key);
    if (bytes === undefined) return undefined;
    const payload = await open(key, bytes);
    if (payload === undefined) await storage.delete(key);
    return payload;
  } catch {
    return undefined; // as JobStorage says: as good as no entry
  }
}

/** The payload of an entry, if it is what was written under this key. */
async function open(
  key: string,
  bytes: Uint8Array,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    const entry = fromBytes(bytes) as Partial<Entry> | undefined;
    if (entry?.key !== key || entry.engineVersion !== engineVersion) return;
    const { payload } = entry;
    if (!(payload instanceof Uint8Array)) return;
    if (await sha256(payload) !== entry.checksum) return;
    return isPackedResult(fromBytes(payload)) ? payload : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
