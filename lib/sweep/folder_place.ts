import { decodeJson, encodeJson } from "../file/mod.ts";
import { unlessAborted } from "./delay.ts";
import type { SharedFiles } from "./files.ts";
import type {
  BatchResult,
  SweepBatch,
  SweepClaim,
  SweepPlace,
} from "./place.ts";

/** A claim of a batch in a shared folder. */
export interface FolderClaim extends SweepClaim {
  /** What its file says, different from that of any other claim. */
  readonly text: string;
}

/** How one takes part in a sweep in a folder. */
export interface FolderPlaceOptions {
  /** Whose claims these are, for people to read: host and process. */
  readonly worker: string;
  /** The share of all batches at which to look for one first, 0 … 1. */
  readonly startAt?: number;
  /**
   * Whether a worker of that name is known to be gone: its claims are stale at
   * once, without the wait. Default: nothing is known.
   */
  readonly isGone?: (worker: string) => Promise<boolean>;
  /** How often claims are renewed, in ms. Default: 5000. */
  readonly renewEvery?: number;
  /** Told where results could not be written, which is tried again. */
  readonly onTrouble?: (sentence: string) => void;
  /** How long until that, in ms. Default: 2000. */
  readonly tryAgainAfter?: number;
}

/** A claim that was not renewed so many times is stale. */
const missedRenewals = 12;

/**
 * The batches of a sweep in a folder that many processes share, on one machine
 * or many: a batch is claimed by making its file, which succeeds for one of
 * all, and renewed by writing it again; a stale claim is moved away by whoever
 * sees it. Results are files, written whole or not at all. There is no server,
 * and no clock but that of the folder: a claim's age is the time between its
 * file and one that is written now.
 */
export function folderPlace(
  files: SharedFiles,
  batches: readonly SweepBatch[],
  {
    worker,
    startAt = 0,
    isGone = () => Promise.resolve(false),
    renewEvery = 5000,
    onTrouble = () => {},
    tryAgainAfter = 2000,
  }: FolderPlaceOptions,
): SweepPlace<FolderClaim> {
  const finished = new Set<string>();
  const own = crypto.randomUUID();
  const start = Math.floor(startAt * batches.length) % (batches.length || 1);
  const order = [...batches.slice(start), ...batches.slice(0, start)];
  let next = 0;

  /** Looks which results are there; those stay. */
  async function look(): Promise<void> {
    for (const name of await files.list("results")) {
      if (name.endsWith(".json")) finished.add(name.slice(0, -5));
    }
  }

  async function isStale(path: string): Promise<boolean> {
    const written = await files.modified(path);
    const text = await files.read(path);
    // finished or taken over just now
    if (written === undefined || text === undefined) return false;
    if (await isGone(workerOf(text))) return true;
    const probe = `claims/now-${own}`;
    await files.replace(probe, new Uint8Array());
    const now = await files.modified(probe);
    await files.remove(probe);
    // a clock that was set back leaves claims of the future behind
    return now !== undefined &&
      Math.abs(now - written) > missedRenewals * renewEvery;
  }

  async function take(batch: SweepBatch): Promise<FolderClaim | undefined> {
    const name = nameOf(batch);
    const path = `claims/${name}`;
    const text = JSON.stringify({ worker, claim: crypto.randomUUID() });
    if (!await files.create(path, text)) {
      if (!await isStale(path)) return undefined;
      // of several who see that it is stale, one moves it
      const aside = `claims/stale-${crypto.randomUUID()}`;
      if (!await files.rename(path, aside)) return undefined;
      await files.remove(aside);
      if (!await files.create(path, text)) return undefined;
    }
    // it may have been finished between the look and the claim
    if (await files.modified(resultOf(batch)) === undefined) {
      return { batch, text };
    }
    finished.add(name);
    await files.remove(path);
    return undefined;
  }

  async function isOwn({ batch, text }: FolderClaim): Promise<boolean> {
    const there = await files.read(`claims/${nameOf(batch)}`);
    return there !== undefined && new TextDecoder().decode(there) === text;
  }

  return {
    renewEvery,

    async claim() {
      await look();
      for (let tries = 0; tries < order.length; tries++) {
        const batch = order[next];
        next = (next + 1) % order.length;
        if (finished.has(nameOf(batch))) continue;
        const claim = await take(batch);
        if (claim) return claim;
      }
      return undefined;
    },

    async renew(claim) {
      if (!await isOwn(claim)) return false;
      const bytes = new TextEncoder().encode(claim.text);
      // where the disk is full the claim grows old, which costs a takeover
      await files.replace(`claims/${nameOf(claim.batch)}`, bytes)
        .catch(() => {});
      return true;
    },

    async finish(claim, result, signal) {
      const path = resultOf(claim.batch);
      const bytes = encodeJson(result);
      for (;;) {
        if (await files.modified(path) !== undefined) break; // another was first
        try {
          await files.replace(path, bytes);
          break;
        } catch (error) {
          onTrouble(
            `Cannot keep the results ${path}: ${
              (error as Error).message
            }; trying again`,
          );
          await unlessAborted(tryAgainAfter, signal);
        }
      }
      finished.add(nameOf(claim.batch));
      await this.release(claim);
    },

    async release(claim) {
      if (await isOwn(claim)) {
        await files.remove(`claims/${nameOf(claim.batch)}`);
      }
    },

    async isDone() {
      await look();
      return batches.every((batch) => finished.has(nameOf(batch)));
    },

    async *results() {
      await look();
      for (const batch of batches) {
        if (!finished.has(nameOf(batch))) continue;
        const bytes = await files.read(resultOf(batch));
        if (bytes) yield decodeJson(bytes) as BatchResult;
      }
    },
  };
}

function workerOf(claim: Uint8Array): string {
  try {
    return String(JSON.parse(new TextDecoder().decode(claim)).worker);
  } catch {
    return ""; // being written
  }
}

/** "000120-000240": in the order of runs where names are listed. */
function nameOf({ from, to }: SweepBatch): string {
  return [from, to].map((place) => String(place).padStart(6, "0")).join("-");
}

function resultOf(batch: SweepBatch): string {
  return `results/${nameOf(batch)}.json`;
}
