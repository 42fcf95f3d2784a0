import { assert, assertEquals } from "@std/assert";
import { diskFiles } from "../../lib/host/sweep/disk_files.ts";
import {
  type BatchResult,
  equalBatches,
  folderPlace,
  poolPlace,
  type SharedFiles,
  type SweepPlace,
} from "../../lib/sweep/mod.ts";
import { conforms, plan, resultOf } from "./conformance.ts";
import { memoryFiles } from "./memory_files.ts";

const batches = equalBatches(plan, 5);

conforms("the pool", () => {
  const heard: BatchResult[] = [];
  const place: SweepPlace = {
    ...poolPlace(plan, (result) => heard.push(result)),
    async *results() {
      yield* heard;
    },
  };
  return Promise.resolve({ join: () => Promise.resolve(place) });
});

const inFolder = (files: SharedFiles, renewEvery: number) => () =>
  Promise.resolve(
    folderPlace(files, batches, { worker: "test", renewEvery }),
  );

conforms("a folder", () => {
  const files = memoryFiles();
  return Promise.resolve({
    join: inFolder(files, 1000),
    age: async (meanwhile = () => Promise.resolve()) => {
      for (let step = 0; step < 4; step++) {
        files.clock += 4000;
        await meanwhile();
      }
    },
  });
});

conforms("a folder whose clock is set back", () => {
  const files = memoryFiles();
  return Promise.resolve({
    join: inFolder(files, 1000),
    age: async (meanwhile = () => Promise.resolve()) => {
      files.clock -= 1e9;
      await meanwhile();
    },
  });
});

conforms("a folder on a disk", async () => {
  const folder = await Deno.makeTempDir();
  for (const within of ["claims", "results"]) {
    await Deno.mkdir(`${folder}/${within}`);
  }
  return {
    join: inFolder(diskFiles(folder), 50),
    age: async (meanwhile = () => Promise.resolve()) => {
      for (let step = 0; step < 4; step++) {
        await new Promise((resolve) => setTimeout(resolve, 200));
        await meanwhile();
      }
    },
    close: () => Deno.remove(folder, { recursive: true }),
  };
});

Deno.test("a claim of a worker that is known to be gone is stale at once", async () => {
  const files = memoryFiles();
  const [dead, living] = ["dead", "living"].map((worker) =>
    folderPlace(files, batches, {
      worker,
      isGone: (worker) => Promise.resolve(worker === "dead"),
    })
  );
  const lost = (await dead.claim())!;
  const taken: number[] = [];
  for (;;) {
    const claim = await living.claim();
    if (!claim) break;
    taken.push(claim.batch.from);
  }
  assert(taken.includes(lost.batch.from));
  assertEquals(await dead.renew(lost), false);
});

Deno.test("a folder on a full disk keeps what it has, and goes on when there is room", async () => {
  const files = memoryFiles();
  const troubles: string[] = [];
  const place = folderPlace(files, batches, {
    worker: "test",
    tryAgainAfter: 1,
    onTrouble: (sentence) => {
      troubles.push(sentence);
      if (troubles.length === 3) files.full = false;
    },
  });
  const claim = (await place.claim())!;
  files.full = true;
  await place.finish(
    claim,
    resultOf(claim.batch),
    new AbortController().signal,
  );
  assertEquals(troubles.length, 3);
  assert(
    troubles.every((each) => /^Cannot keep the results .*No space/.test(each)),
  );
  assertEquals((await Array.fromAsync(place.results())).length, 1);
});
