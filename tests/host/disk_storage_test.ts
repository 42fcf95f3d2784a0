import { assert, assertEquals, assertRejects } from "@std/assert";
import { toBytes } from "../../lib/job/bytes.ts";
import { cacheFolder } from "../../lib/host/storage/cache_folder.ts";
import { diskStorage } from "../../lib/host/storage/disk_storage.ts";
import { closeWorkers, configureMemo, runJob } from "../../lib/job/mod.ts";
import { network, parseNetwork } from "../../lib/network/mod.ts";
import { empiricalLoss } from "../../lib/objective/mod.ts";
import { filesBelow, spawnWriter, verify } from "./disk_writer.ts";

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
    await removeWhole(folder);
  }
}

/** What was still being written may come while the folder is emptied. */
async function removeWhole(folder: string, tries = 10): Promise<void> {
  await Deno.remove(folder, { recursive: true }).catch((error) => {
    if (tries === 0) throw error;
    return removeWhole(folder, tries - 1);
  });
}

/** The file of an entry, from the folder on. */
function path(i: number): string {
  return `${key(i).slice(0, 2)}/${key(i)}`;
}

/** All files but the ledger. */
async function names(folder: string): Promise<string[]> {
  return (await filesBelow(folder)).filter((name) => name !== "ledger");
}

/** The length of an entry that takes so many blocks of a disk. */
const blocks = (n: number) => 4096 * n - 96;

Deno.test("diskStorage gives back what was set, until it is deleted", () =>
  withFolder(async (folder) => {
    const storage = diskStorage({ folder: `${folder}/new/one` });
    assertEquals(await storage.get(key(1)), undefined);
    await storage.delete(key(1));
    await storage.set(key(1), Uint8Array.of(1, 2));
    await storage.set(key(1), Uint8Array.of(3));
    assertEquals(await storage.get(key(1)), Uint8Array.of(3));
    assertEquals(await names(`${folder}/new/one`), [path(1)]);
    await storage.delete(key(1));
    assertEquals(await storage.get(key(1)), undefined);
  }));

Deno.test("diskStorage removes what was used least recently", () =>
  withFolder(async (folder) => {
    const storage = diskStorage({ folder, maxBytes: 4096 * 10 });
    for (let i = 0; i < 10; i++) {
      await storage.set(key(i), new Uint8Array(blocks(1)));
    }
    await storage.get(key(0));
    for (let i = 10; i < 14; i++) {
      await storage.set(key(i), new Uint8Array(blocks(1)));
    }
    const kept = await names(folder);
    assert(kept.length <= 11, `${kept.length} entries`);
    assert(kept.includes(path(0)), "the one used again");
    assert(!kept.includes(path(1)), "the oldest");
    for (const i of [10, 11, 12, 13]) assert(kept.includes(path(i)));
  }));

/** A clock that shows another time than it is, by so many ms. */
async function withClock(shift: number, work: () => Promise<void>) {
  const now = Date.now;
  Date.now = () => now() + shift;
  try {
    await work();
  } finally {
    Date.now = now;
  }
}

const year = 365 * 24 * 3600e3;
for (
  const [what, shifts] of [
    ["set back", [0, -1 * year]],
    ["set forward", [0, 1 * year]],
    ["set forward and back again", [0, 20 * year, 0]],
    ["set back and forward again", [0, -20 * year, 0]],
  ] as const
) {
  Deno.test(`diskStorage removes what was used least recently by a clock ${what}`, () =>
    withFolder(async (folder) => {
      let i = 0;
      for (const shift of shifts) {
        await withClock(shift, async () => {
          // Another session, which knows only what is on the disk.
          const storage = diskStorage({ folder, maxBytes: 4096 * 16 });
          for (let n = 0; n < 40; n++) {
            await storage.set(key(i++), new Uint8Array(blocks(1)));
            if (i > 1) assert(await storage.get(key(i - 2)), `entry ${i - 2}`);
          }
        });
      }
      const kept = await names(folder);
      const newest = Array.from({ length: 14 }, (_, n) => path(i - 1 - n));
      assert(newest.every((name) => kept.includes(name)), kept.join(" "));
      assert(kept.length <= 18);
    }));
}

Deno.test("diskStorage counts files, and bytes as a disk does", () =>
  withFolder(async (folder) => {
    const few = diskStorage({ folder: `${folder}/few`, maxFiles: 8 });
    const small = diskStorage({
      folder: `${folder}/small`,
      maxBytes: 4096 * 8,
    });
    for (let i = 0; i < 30; i++) {
      await few.set(key(i), new Uint8Array(1));
      await small.set(key(i), new Uint8Array(1));
    }
    for (const kept of ["few", "small"]) {
      const { length } = await names(`${folder}/${kept}`);
      assert(length >= 7 && length <= 9, `${kept}: ${length}`);
    }
  }));

Deno.test("diskStorage begins as fast beside 2000 entries as beside none", () =>
  withFolder(async (folder) => {
    const full = `${folder}/full`;
    for (let s = 0; s < 256; s++) {
      const shard = `${full}/${s.toString(16).padStart(2, "0")}`;
      await Deno.mkdir(shard, { recursive: true });
      for (let n = 0; n < 8; n++) {
        const name = s.toString(16).padStart(2, "0") + key(n).slice(2);
        Deno.writeFileSync(`${shard}/${name}`, new Uint8Array(1));
      }
    }
    await Deno.writeTextFile(`${full}/ledger`, `=${256 * 8 * 4096} 2048\n`);

    /** What a session looks at: it must not be the entries. */
    async function visits(folder: string): Promise<number> {
      const { readDir, stat } = Deno;
      let count = 0;
      Deno.readDir = (path) => (count++, readDir(path));
      Deno.stat = (path) => (count++, stat(path));
      try {
        const storage = diskStorage({ folder });
        await storage.set(key(1 << 20), new Uint8Array(1));
        await storage.get(key(1 << 20));
        await storage.get(key(5));
        return count;
      } finally {
        Object.assign(Deno, { readDir, stat });
      }
    }
    const beside = await visits(full);
    const alone = await visits(`${folder}/empty`);
    assert(beside <= alone + 1, `${beside} beside ${alone}`);
  }));

Deno.test("diskStorage looks through a folder whose ledger is gone, or says nonsense", () =>
  withFolder(async (folder) => {
    for (const [round, text] of ["", "x y\n", "=-5 2\n", "=1e9"].entries()) {
      for (let n = 0; n < 6; n++) {
        const storage = diskStorage({ folder, maxFiles: 8 });
        await storage.set(key(10 * round + n), new Uint8Array(1));
        await Deno.writeTextFile(`${folder}/ledger`, text);
      }
      const { length } = await names(folder);
      assert(length <= 9, `${length} files`);
    }
  }));

Deno.test("diskStorage makes room where the disk is full, and keeps the new entry", () =>
  withFolder(async (folder) => {
    const room = 4096 * 20;
    const { writeFile } = Deno;
    Deno.writeFile = async (path, bytes, options) => {
      let used = 0;
      for (const name of await names(folder)) {
        used += (await Deno.stat(`${folder}/${name}`)).size;
      }
      if (used + (bytes as Uint8Array).length > room) {
        throw new Error("No space left on device (os error 28)");
      }
      await writeFile(path, bytes, options);
    };
    try {
      const storage = diskStorage({ folder });
      for (let i = 0; i < 60; i++) {
        await storage.set(key(i), new Uint8Array(4096));
        assert(await storage.get(key(i)), `entry ${i}`);
      }
      assert((await names(folder)).length >= 14);
    } finally {
      Deno.writeFile = writeFile;
    }
  }));

Deno.test("diskStorage clears away entries of the earlier layout", () =>
  withFolder(async (folder) => {
    await Deno.writeFile(`${folder}/${key(7)}`, new Uint8Array(9));
    await diskStorage({ folder }).set(key(1), new Uint8Array(1));
    assertEquals(await names(folder), [path(1)]);
  }));

Deno.test("diskStorage keeps no entry that is too large, and no stranger's file from the limit", () =>
  withFolder(async (folder) => {
    const storage = diskStorage({ folder, maxBytes: 4096 });
    const stranger = `${folder}/notes.txt`;
    await Deno.writeTextFile(stranger, "x".repeat(10_000));
    await storage.set(key(1), new Uint8Array(4097));
    assertEquals(await storage.get(key(1)), undefined);
    await storage.set(key(2), new Uint8Array(4000));
    await storage.set(key(3), new Uint8Array(4000));
    assertEquals(await names(folder), [path(3), "notes.txt"]);
  }));

Deno.test("diskStorage clears away what a dead writer left, not a living one's", () =>
  withFolder(async (folder) => {
    const shard = `${folder}/${path(1).slice(0, 2)}`;
    await Deno.mkdir(shard);
    const dead = `${shard}/${key(1)}.dead.partial`;
    const future = `${shard}/${key(1)}.future.partial`;
    const alive = `${shard}/${key(1)}.alive.partial`;
    for (const partial of [dead, future, alive]) {
      await Deno.writeFile(partial, new Uint8Array(5));
    }
    const old = new Date(Date.now() - 3600e3);
    await Deno.utime(dead, old, old);
    const coming = new Date(Date.now() + 3600e3);
    await Deno.utime(future, coming, coming);
    await diskStorage({ folder }).set(key(2), new Uint8Array(1));
    assertEquals(await names(folder), [`${path(1)}.alive.partial`, path(2)]);
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
  const home = `${Deno.env.get("HOME")}/.cache/thalweg`;
  Deno.env.set("XDG_CACHE_HOME", "somewhere"); // must be absolute
  assertEquals(cacheFolder(), home);
  Deno.env.delete("XDG_CACHE_HOME");
  assertEquals(cacheFolder(), home);
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
    while (!(await names(folder)).some((name) => /[0-9a-f]{64}$/.test(name))) {
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
