import type { JobStorage } from "../../job/mod.ts";

/** Options of {@linkcode indexedDbStorage}. */
export interface IndexedDbStorageOptions {
  /** The name of the database. Default: "thalweg". */
  readonly name?: string;
  /** How much is kept, in bytes. Default: 256 MB. */
  readonly maxBytes?: number;
  /** How many entries are kept. Default: 20 000. */
  readonly maxEntries?: number;
}

/** What is known of an entry without reading it. */
interface Use {
  readonly key: string;
  readonly size: number;
  /** When it was read or written last, in ms, by a clock that never goes back. */
  readonly used: number;
}

/** What all entries are together. */
interface Total {
  readonly bytes: number;
  readonly entries: number;
}

/** The stores of the database, within a transaction. */
interface Stores {
  /** Bytes by key. */
  readonly entries: IDBObjectStore;
  /** A {@linkcode Use} by key, with an index by time. */
  readonly uses: IDBObjectStore;
  /** The {@linkcode Total}, as "all". */
  readonly totals: IDBObjectStore;
}

/**
 * Keeps the results of jobs in the browser's database, for all pages of this
 * origin. Each entry is written, and what is too much removed, in one
 * transaction: a page closed in mid-write leaves nothing, and tabs do not
 * disturb each other. Beyond the limits, and where the browser grants no more
 * room, the entries used least recently go. Nothing here looks at all entries.
 */
export function indexedDbStorage(
  { name = "thalweg", maxBytes = 256e6, maxEntries = 20_000 }:
    IndexedDbStorageOptions = {},
): JobStorage {
  const limits: Total = { bytes: maxBytes, entries: maxEntries };
  let opened: Promise<IDBDatabase> | undefined;

  /** Does `work` in one transaction; resolves when that is complete. */
  async function change<T>(work: (stores: Stores) => Promise<T>): Promise<T> {
    const database = await (opened ??= open(name));
    const names = ["entries", "uses", "totals"];
    const transaction = database.transaction(names, "readwrite");
    const done = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
    const [entries, uses, totals] = names
      .map((name) => transaction.objectStore(name));
    const [result] = await Promise.all([work({ entries, uses, totals }), done]);
    return result;
  }

  function write(key: string, bytes: Uint8Array): Promise<void> {
    return change(async (stores) => {
      const { entries, uses } = stores;
      const before = await answer<Use | undefined>(uses.get(key));
      const used = await now(stores);
      entries.put(bytes, key);
      uses.put({ key, size: bytes.length, used } satisfies Use);
      const { bytes: total, entries: count } = await totalOf(stores);
      await cut(stores, limits, {
        bytes: total + bytes.length - (before?.size ?? 0),
        entries: count + (before ? 0 : 1),
      });
    });
  }

  return {
    get: (key) =>
      change(async (stores) => {
        const bytes = await answer<Uint8Array | undefined>(
          stores.entries.get(key),
        );
        if (bytes) {
          const used = await now(stores);
          stores.uses.put({ key, size: bytes.length, used } satisfies Use);
        }
        return bytes;
      }),
    set: async (key, bytes) => {
      if (bytes.length > maxBytes || maxEntries < 1) return;
      try {
        await write(key, bytes);
      } catch (error) {
        if ((error as DOMException)?.name !== "QuotaExceededError") throw error;
        await change(async (stores) => {
          const total = await totalOf(stores);
          await cut(stores, {
            bytes: total.bytes * 3 / 4,
            entries: total.entries * 3 / 4,
          }, total);
        });
        await write(key, bytes);
      }
    },
    delete: (key) =>
      change(async (stores) => {
        const use = await answer<Use | undefined>(stores.uses.get(key));
        if (use === undefined) return;
        const { bytes, entries } = await totalOf(stores);
        remove(stores, key);
        stores.totals.put(
          {
            bytes: bytes - use.size,
            entries: entries - 1,
          } satisfies Total,
          "all",
        );
      }),
  };
}

function open(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 2);
  request.onupgradeneeded = () => {
    const database = request.result;
    // What an earlier version kept can be computed again.
    for (const store of [...database.objectStoreNames]) {
      database.deleteObjectStore(store);
    }
    database.createObjectStore("entries");
    database.createObjectStore("uses", { keyPath: "key" })
      .createIndex("used", "used");
    database.createObjectStore("totals");
  };
  request.onsuccess = () => {
    // A later version in another tab need not wait for this one.
    request.result.onversionchange = () => request.result.close();
  };
  return answer(request);
}

async function totalOf({ totals }: Stores): Promise<Total> {
  return await answer<Total | undefined>(totals.get("all")) ??
    { bytes: 0, entries: 0 };
}

/** Removes the entries used least recently until the total is within limits. */
async function cut(
  stores: Stores,
  limits: Total,
  { bytes, entries }: Total,
): Promise<void> {
  const oldest = stores.uses.index("used").openCursor();
  for (;;) {
    if (bytes <= limits.bytes && entries <= limits.entries) break;
    const cursor = await answer(oldest);
    if (!cursor) break;
    const { key, size } = cursor.value as Use;
    remove(stores, key);
    bytes -= size;
    entries--;
    cursor.continue();
  }
  stores.totals.put({ bytes, entries } satisfies Total, "all");
}

function remove({ entries, uses }: Stores, key: string): void {
  entries.delete(key);
  uses.delete(key);
}

/** A time after all earlier uses, by the clock if that goes forward. */
async function now({ uses }: Stores): Promise<number> {
  const newest = await answer(uses.index("used").openKeyCursor(null, "prev"));
  return Math.max(Date.now(), (newest?.key as number ?? 0) + 1);
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result), {
      once: true,
    });
    request.addEventListener("error", () => reject(request.error), {
      once: true,
    });
  });
}
