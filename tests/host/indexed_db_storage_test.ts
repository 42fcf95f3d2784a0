import { assertEquals } from "@std/assert";
import "fake-indexeddb/auto";
import { indexedDbStorage } from "../../lib/host/storage/indexed_db_storage.ts";

function key(i: number): string {
  return i.toString(16).padStart(64, "0");
}

let count = 0;

function freshName(): string {
  return `test ${count++}`;
}

Deno.test("indexedDbStorage gives back what was set, until it is deleted", async () => {
  const name = freshName();
  const storage = indexedDbStorage({ name });
  assertEquals(await storage.get(key(1)), undefined);
  await storage.set(key(1), Uint8Array.of(1, 2));
  await storage.set(key(1), Uint8Array.of(3));
  // another tab
  assertEquals(await indexedDbStorage({ name }).get(key(1)), Uint8Array.of(3));
  await storage.delete(key(1));
  assertEquals(await storage.get(key(1)), undefined);
});

Deno.test("indexedDbStorage removes what was used least recently", async () => {
  const storage = indexedDbStorage({ name: freshName(), maxBytes: 300 });
  for (const i of [1, 2, 3]) await storage.set(key(i), new Uint8Array(100));
  await storage.get(key(1));
  await storage.set(key(4), new Uint8Array(100));
  const kept = await Promise.all(
    [1, 2, 3, 4].map(async (i) => (await storage.get(key(i)))?.length),
  );
  assertEquals(kept, [100, undefined, 100, 100]);
});

Deno.test("indexedDbStorage keeps no entry that is too large", async () => {
  const storage = indexedDbStorage({ name: freshName(), maxBytes: 300 });
  await storage.set(key(1), new Uint8Array(100));
  await storage.set(key(2), new Uint8Array(301));
  assertEquals(await storage.get(key(2)), undefined);
  assertEquals((await storage.get(key(1)))?.length, 100);
});

Deno.test("indexedDbStorage stays within its limit when two tabs write at once", async () => {
  const name = freshName();
  const tabs = [0, 1].map(() => indexedDbStorage({ name, maxBytes: 500 }));
  await Promise.all(
    Array.from(
      { length: 20 },
      (_, i) => tabs[i % 2].set(key(i), new Uint8Array(100).fill(i)),
    ),
  );
  const kept = await Promise.all(
    Array.from({ length: 20 }, (_, i) => tabs[0].get(key(i))),
  );
  const entries = kept.flatMap((bytes, i) => bytes ? [{ bytes, i }] : []);
  assertEquals(entries.length, 5);
  for (const { bytes, i } of entries) {
    assertEquals(bytes, new Uint8Array(100).fill(i));
  }
});

Deno.test("indexedDbStorage counts entries, and again what is replaced or deleted", async () => {
  const storage = indexedDbStorage({ name: freshName(), maxEntries: 4 });
  for (let i = 0; i < 3; i++) {
    for (let n = 0; n < 5; n++) await storage.set(key(1), new Uint8Array(n));
    await storage.set(key(2), new Uint8Array(1));
    await storage.delete(key(2));
  }
  for (const i of [3, 4, 5]) await storage.set(key(i), new Uint8Array(1));
  assertEquals((await storage.get(key(1)))?.length, 4);
  await storage.set(key(6), new Uint8Array(1));
  const kept = await Promise.all(
    [1, 3, 4, 5, 6].map(async (i) => (await storage.get(key(i)))?.length),
  );
  assertEquals(kept, [4, undefined, 1, 1, 1]);
});

Deno.test("indexedDbStorage removes what was used least recently, however the clock is set", async () => {
  const year = 365 * 24 * 3600e3;
  const { now } = Date;
  const name = freshName();
  let i = 0;
  try {
    for (const shift of [0, 20, -20, 0]) {
      Date.now = () => now() + shift * year;
      const storage = indexedDbStorage({ name, maxEntries: 5 });
      for (let n = 0; n < 8; n++) {
        await storage.set(key(i++), new Uint8Array(1));
        for (let back = Math.min(i, 5); back >= 1; back--) {
          assertEquals((await storage.get(key(i - back)))?.length, 1);
        }
        assertEquals(
          await storage.get(key(i - 6 < 0 ? 999 : i - 6)),
          undefined,
        );
      }
    }
  } finally {
    Date.now = now;
  }
});

Deno.test("indexedDbStorage makes room where the browser grants no more", async () => {
  const storage = indexedDbStorage({ name: freshName() });
  for (let i = 0; i < 8; i++) await storage.set(key(i), new Uint8Array(10));
  const { put } = IDBObjectStore.prototype;
  let refusals = 0;
  IDBObjectStore.prototype.put = function (value, key) {
    if (value instanceof Uint8Array && refusals++ === 0) {
      throw new DOMException("no room", "QuotaExceededError");
    }
    return put.call(this, value, key);
  };
  try {
    await storage.set(key(8), new Uint8Array(10));
  } finally {
    IDBObjectStore.prototype.put = put;
  }
  const kept = await Promise.all(
    Array.from({ length: 9 }, async (_, i) => !!await storage.get(key(i))),
  );
  assertEquals(kept, [false, false, ...Array(7).fill(true)]);
});
