import type { JobStorage } from "../../job/mod.ts";

/** Options of {@linkcode indexedDbStorage}. */
export interface IndexedDbStorageOptions {
  /** The name of the database. Default: "thalweg". */
  readonly name?: string;
  /** How much is kept, in bytes. Default: 256 MB. */
  readonly maxBytes?: number;
}

/** What is known of an entry without reading it. */
interface Use {
  readonly size: number;
  /** When it was read or written last, in ms. */
  readonly used: number;
}

/**
 * Keeps the results of jobs in the browser's database, for all pages of this
 * origin. Each entry is written, and what is too much removed, in one
 * transaction: a page closed in mid-write leaves nothing, and tabs do not
 * disturb each other. Beyond `maxBytes` the entries used least recently go.
 */
export function indexedDbStorage(
  { name = "thalweg", maxBytes = 256e6 }: IndexedDbStorageOptions = {},
): JobStorage {
  let opened: Promise<IDBDatabase> | undefined;

  /** Does `work` in one transaction; resolves when that is complete. */
  async function change<T>(
    work: (entries: IDBObjectStore, uses: IDBObjectStore) => Promise<T>,
  ): Promise<T> {
    const database = await (opened ??= open(name));
    const transaction = database.transaction(["entries", "uses"], "readwrite");
    const done = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
    const [result] = await Promise.all([
      work(
        transaction.objectStore("entries"),
        transaction.objectStore("uses"),
      ),
      done,
    ]);
    return result;
  }

  return {
    get: (key) =>
      change(async (entries, uses) => {
        const bytes = await answer<Uint8Array | undefined>(entries.get(key));
        if (bytes) uses.put({ size: bytes.length, used: now() }, key);
        return bytes;
      }),
    set: (key, bytes) =>
      change(async (entries, uses) => {
        if (bytes.length > maxBytes) return;
        entries.put(bytes, key);
        uses.put({ size: bytes.length, used: now() }, key);
        await evict(entries, uses, maxBytes);
      }),
    delete: (key) =>
      change((entries, uses) => {
        entries.delete(key);
        uses.delete(key);
        return Promise.resolve();
      }),
  };
}

function open(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("entries");
    request.result.createObjectStore("uses");
  };
  return answer(request);
}

async function evict(
  entries: IDBObjectStore,
  uses: IDBObjectStore,
  maxBytes: number,
): Promise<void> {
  const [keys, values] = await Promise.all([
    answer(uses.getAllKeys()),
    answer<Use[]>(uses.getAll()),
  ]);
  const order = Array.from(values.keys())
    .sort((a, b) => values[a].used - values[b].used);
  let total = values.reduce((sum, { size }) => sum + size, 0);
  for (const i of order) {
    if (total <= maxBytes) return;
    entries.delete(keys[i]);
    uses.delete(keys[i]);
    total -= values[i].size;
  }
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** The time on the wall, finer than Date.now. */
function now(): number {
  return performance.timeOrigin + performance.now();
}
