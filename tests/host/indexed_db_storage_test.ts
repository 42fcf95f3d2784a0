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
