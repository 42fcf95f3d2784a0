import { assert, assertEquals, assertRejects } from "@std/assert";
import { toBytes } from "../../lib/job/bytes.ts";
import {
  cacheFolder,
  diskStorage,
} from "../../lib/host/storage/disk_storage.ts";
import { closeWorkers, configureMemo, runJob } from "../../lib/job/mod.ts";
import { network, parseNetwork } from "../../lib/network/mod.ts";
import { empiricalLoss } from "../../lib/objective/mod.ts";
import { spawnWriter, verify } from "./disk_writer.ts";

function key(i: number): string {
  return i.toString(16).padStart(64, "0");
}

async function withFolder(
  work: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function names(folder: string): Promise<string[]> {
  return (await Array.fromAsync(Deno.readDir(folder), ({ name }) => name))
    .sort();
}

Deno.test("diskStorage gives back what was set, until it is deleted", () =>
  withFolder(async (folder) => {
    const storage = diskStorage({ folder: `${folder}/new/one` });
    assertEquals(await storage.get(key(1)), undefined);
    await storage.delete(key(1));
    await storage.set(key(1), Uint8Array.of(1, 2));
    await storage.set(key(1), Uint8Array.of(3));
    assertEquals(await storage.get(key(1)), Uint8Array.of(3));
    assertEquals(await names(`${folder}/new/one`), [key(1)]);
    await storage.delete(key(1));
    assertEquals(await storage.get(key(1)), undefined);
  }));

Deno.test("diskStorage removes what was used least recently", () =>
  withFolder(async (folder) => {
    const storage = diskStorage({ folder, maxBytes: 1000 });
    const past = (seconds: number) => new Date(Date.now() - 1000 * seconds);
    for (let i = 0; i < 10; i++) {
      await storage.set(key(i), new Uint8Array(100));
      await Deno.utime(`${folder}/${key(i)}`, past(20 - i), past(20 - i));
    }
    await storage.get(key(0));
    for (let i = 10; i < 14; i++) {
      await storage.set(key(i), new Uint8Array(100));
    }
    const kept = await names(folder);
    assert(kept.length <= 11, `${kept.length} entries`);
    assert(kept.includes(key(0)), "the one used again");
    assert(!kept.includes(key(1)), "the oldest");
    for (const i of [10, 11, 12, 13]) assert(kept.includes(key(i)));
  }));

Deno.test("diskStorage keeps no entry that is too large, and no stranger's file from the limit", () =>
  withFolder(async (folder) => {
    const storage = diskStorage({ folder, maxBytes: 100 });
    const stranger = `${folder}/notes.txt`;
    await Deno.writeTextFile(stranger, "x".repeat(1000));
    await storage.set(key(1), new Uint8Array(101));
    assertEquals(await storage.get(key(1)), undefined);
    await storage.set(key(2), new Uint8Array(90));
    await storage.set(key(3), new Uint8Array(90));
    assertEquals(await names(folder), [key(3), "notes.txt"]);
  }));

Deno.test("diskStorage clears away what a dead writer left, not a living one's", () =>
  withFolder(async (folder) => {
    const dead = `${folder}/${key(1)}.dead.partial`;
    const alive = `${folder}/${key(1)}.alive.partial`;
    await Deno.writeFile(dead, new Uint8Array(5));
    await Deno.writeFile(alive, new Uint8Array(5));
    const old = new Date(Date.now() - 3600e3);
    await Deno.utime(dead, old, old);
    await diskStorage({ folder }).set(key(2), new Uint8Array(1));
    assertEquals(await names(folder), [
      `${key(1)}.alive.partial`,
      key(2),
    ]);
  }));

Deno.test("diskStorage takes nothing but a key for a file name", () =>
  withFolder(async (folder) => {
    const storage = diskStorage({ folder });
    for (const bad of ["", "../x", key(1) + "0", key(1).replace("1", "A")]) {
      await assertRejects(() => storage.get(bad), RangeError);
      await assertRejects(
        () => storage.set(bad, new Uint8Array(1)),
        RangeError,
      );
    }
  }));

Deno.test("cacheFolder follows the environment, then the system's custom", () => {
  if (Deno.build.os !== "linux") return;
  const names = ["THALWEG_CACHE", "XDG_CACHE_HOME"];
  const before = names.map((name) => Deno.env.get(name));
  Deno.env.set("THALWEG_CACHE", "/here");
  Deno.env.set("XDG_CACHE_HOME", "/somewhere");
  assertEquals(cacheFolder(), "/here");
  Deno.env.delete("THALWEG_CACHE");
  assertEquals(cacheFolder(), "/somewhere/thalweg");
  Deno.env.delete("XDG_CACHE_HOME");
  assertEquals(cacheFolder(), `${Deno.env.get("HOME")}/.cache/thalweg`);
  names.forEach((name, i) => before[i] && Deno.env.set(name, before[i]));
});

Deno.test("runJob finds on disk what another session left", () =>
  withFolder(async (folder) => {
    const net = network(parseNetwork("1 → 1"));
    const objective = empiricalLoss(net, {
      samples: 1,
      inputCount: 1,
      outputCount: 1,
      inputs: Float64Array.of(1),
      targets: Float64Array.of(2),
    });
    const sources: string[] = [];
    const run = () =>
      runJob({
        kind: "hessianSpectrum",
        objective,
        parameters: Float64Array.of(1, 1),
      }, { onSource: (source) => sources.push(source) });
    configureMemo({ storage: diskStorage({ folder }) });
    const first = await run();
    while (!(await names(folder)).some((name) => /^[0-9a-f]{64}$/.test(name))) {
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    configureMemo({ storage: diskStorage({ folder }) });
    assertEquals(toBytes(await run()), toBytes(first));
    assertEquals(sources, ["computed", "from cache"]);
    configureMemo({});
    closeWorkers();
  }));

Deno.test("diskStorage holds only whole entries after writers were killed", () =>
  withFolder(async (folder) => {
    let entries = 0;
    for (let k = 0; k < 5; k++) {
      const writer = await spawnWriter(folder, 4);
      await new Promise((resolve) => setTimeout(resolve, 7 * k));
      writer.kill("SIGKILL");
      await writer.status;
      entries += await verify(folder);
    }
    assert(entries > 0);
  }));

Deno.test("diskStorage serves two processes at once, within its limit", () =>
  withFolder(async (folder) => {
    const maxBytes = 1e6;
    const writers = await Promise.all([
      spawnWriter(folder, 40, { maxBytes }),
      spawnWriter(folder, 40, { maxBytes }),
    ]);
    for (let k = 0; k < 5; k++) {
      await new Promise((resolve) => setTimeout(resolve, 60));
      assert(await verify(folder) > 0);
    }
    for (const writer of writers) writer.kill("SIGKILL");
    await Promise.all(writers.map(({ status }) => status));
    assert(await verify(folder) > 0);
    let total = 0;
    for (const name of await names(folder)) {
      total += (await Deno.stat(`${folder}/${name}`)).size;
    }
    // an eighth for each, an entry for each, and what each was writing
    assert(total < 1.25 * maxBytes + 4 * 160_000, `${total} bytes`);
  }));
