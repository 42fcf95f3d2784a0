import type { JobStorage } from "../../job/mod.ts";
import { cacheFolder } from "./cache_folder.ts";
import { lookThrough, pathOf, sizeOnDisk } from "./entries.ts";
import { type Amount, Ledger } from "./ledger.ts";

/** Options of {@linkcode diskStorage}. */
export interface DiskStorageOptions {
  /** Where the files lie. Default: {@linkcode cacheFolder}. */
  readonly folder?: string;
  /** How much is kept, in bytes on disk. Default: 256 MB. */
  readonly maxBytes?: number;
  /** How many entries are kept. Default: 20 000. */
  readonly maxFiles?: number;
}

/**
 * Keeps the results of jobs as files, one each, named by key.
 *
 * A file is written under a name of its own and renamed when it is complete, so
 * that a process killed in mid-write leaves no entry, and any number of
 * processes may share the folder. Beyond the limits, and where the disk is full,
 * the entries used least recently go; before a process looks again, it may
 * write another eighth. What that costs does not depend on how many there are,
 * until some have to go.
 */
export function diskStorage(
  { folder = cacheFolder(), maxBytes = 256e6, maxFiles = 20_000 }:
    DiskStorageOptions = {},
): JobStorage {
  const limits: Amount = { bytes: maxBytes, files: maxFiles };
  const ledger = new Ledger(`${folder}/ledger`);
  /** What may be written before the ledger is looked into again. */
  let room: Amount = { bytes: 0, files: 0 };

  async function get(key: string): Promise<Uint8Array | undefined> {
    const path = pathOf(folder, key);
    try {
      const bytes = await Deno.readFile(path);
      await markUsed(path);
      return bytes;
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return undefined;
      throw error;
    }
  }

  async function set(key: string, bytes: Uint8Array): Promise<void> {
    const path = pathOf(folder, key);
    const size = sizeOnDisk(bytes.length);
    if (size > maxBytes || maxFiles < 1) return;
    try {
      await write(path, bytes);
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      await makeRoom((total) => times(total, 3 / 4));
      await write(path, bytes);
    }
    await ledger.add({ bytes: size, files: 1 }).catch(() => {}); // none yet
    await markUsed(path);
    room = minus(room, { bytes: size, files: 1 });
    if (fits(room)) return;
    const total = await ledger.total();
    if (total !== undefined && fits(minus(limits, total))) {
      room = least(minus(limits, total), times(limits, 1 / 8));
    } else {
      // a little more than must go, so that not every entry leads here
      await makeRoom((total) =>
        fits(minus(limits, total)) ? limits : times(limits, 7 / 8)
      );
    }
  }

  /** When it was used last: not all file systems keep the time of access. */
  async function markUsed(path: string): Promise<void> {
    const now = await ledger.now();
    await Deno.utime(path, now, now).catch(() => {});
  }

  /** Removes the oldest entries until what is left fits the goal. */
  async function makeRoom(goalFor: (total: Amount) => Amount): Promise<void> {
    let { total, oldestFirst } = await lookThrough(folder);
    const goal = goalFor(total);
    for (const { path, bytes } of oldestFirst.slice(0, -1)) {
      if (fits(minus(goal, total))) break;
      await Deno.remove(path).catch(() => {}); // another process was faster
      total = minus(total, { bytes, files: 1 });
    }
    await ledger.replace(total).catch(() => {}); // a full disk
    room = least(minus(limits, total), times(limits, 1 / 8));
  }

  async function remove(key: string): Promise<void> {
    await Deno.remove(pathOf(folder, key)).catch(() => {});
  }

  return { get, set, delete: remove };
}

/** Writes a file whole or not at all. */
async function write(path: string, bytes: Uint8Array): Promise<void> {
  const shard = path.slice(0, path.lastIndexOf("/"));
  await Deno.mkdir(shard, { recursive: true, mode: 0o700 });
  const partial = `${path}.${crypto.randomUUID()}.partial`;
  try {
    await Deno.writeFile(partial, bytes, { mode: 0o600 });
    await Deno.rename(partial, path);
  } catch (error) {
    await Deno.remove(partial).catch(() => {});
    throw error;
  }
}

/** No space left, on the disk (ENOSPC, on Windows 112) or of a user's (EDQUOT). */
function isDiskFull(error: unknown): boolean {
  return error instanceof Error &&
    /\(os error (28|112|122)\)/.test(error.message);
}

function fits({ bytes, files }: Amount): boolean {
  return bytes >= 0 && files >= 0;
}

function minus(a: Amount, b: Amount): Amount {
  return { bytes: a.bytes - b.bytes, files: a.files - b.files };
}

function times({ bytes, files }: Amount, share: number): Amount {
  return { bytes: bytes * share, files: files * share };
}

function least(a: Amount, b: Amount): Amount {
  return {
    bytes: Math.min(a.bytes, b.bytes),
    files: Math.min(a.files, b.files),
  };
}
