import { assert, assertEquals, assertLess } from "@std/assert";
import { teacherStudent } from "../../lib/data/mod.ts";
import { fromBytes, toBytes } from "../../lib/job/bytes.ts";
import { wasCut } from "../../lib/job/cut.ts";
import { sha256 } from "../../lib/job/hash.ts";
import {
  closeWorkers,
  configureMemo,
  jobKey,
  type JobSpecification,
  type JobStorage,
  type ResultSource,
  runJob,
} from "../../lib/job/mod.ts";
import { initialize, network, parseNetwork } from "../../lib/network/mod.ts";
import { customObjective, empiricalLoss } from "../../lib/objective/mod.ts";
import type { TrainingResult } from "../../lib/train/mod.ts";

const net = network(parseNetwork("2 → 3 tanh → 1"));
const data = teacherStudent({ teacher: net, samples: 60, seed: 1 });
const objective = empiricalLoss(net, data);
const parameters = initialize(net, { seed: 2 });
const job: JobSpecification = {
  kind: "train",
  objective,
  parameters,
  options: { flow: { until: 5 }, refine: { maxIterations: 20 } },
};
const spectrum: JobSpecification = {
  kind: "hessianSpectrum",
  objective,
  parameters,
};

/** A storage in memory that tells when something was written. */
class Box implements JobStorage {
  readonly entries = new Map<string, Uint8Array<ArrayBuffer>>();
  #wake = () => {};

  get(key: string): Promise<Uint8Array | undefined> {
    return Promise.resolve(this.entries.get(key));
  }

  set(key: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    this.entries.set(key, bytes);
    this.#wake();
    return Promise.resolve();
  }

  delete(key: string): Promise<void> {
    this.entries.delete(key);
    return Promise.resolve();
  }

  async written(count: number): Promise<void> {
    while (this.entries.size < count) {
      await new Promise<void>((resolve) => this.#wake = resolve);
    }
  }
}

async function run(
  job: JobSpecification,
  memo = true,
): Promise<{ result: unknown; source: ResultSource }> {
  let source: ResultSource | undefined;
  const result = await runJob(job, {
    memo,
    onSource: (from) => source = from,
  });
  return { result, source: source! };
}

/** What does not depend on the clock. */
function timeless(result: unknown): unknown {
  return fromBytes(
    toBytes(
      JSON.parse(JSON.stringify(
        result,
        (key, value) => key === "seconds" ? undefined : value,
      )),
    )!,
  );
}

for (const [kind, specification] of Object.entries({ job, spectrum })) {
  Deno.test(`${kind} from the cache is what was computed, bit for bit`, async () => {
    const storage = new Box();
    configureMemo({ storage });
    const first = await run(specification);
    const second = await run(specification);
    await storage.written(1);
    configureMemo({ storage });
    const third = await run(specification);
    assertEquals(
      [first.source, second.source, third.source],
      ["computed", "from cache", "from cache"],
    );
    assertEquals(toBytes(second.result), toBytes(first.result));
    assertEquals(toBytes(third.result), toBytes(first.result));
    const anew = await run(specification, false);
    assertEquals(anew.source, "computed");
    assertEquals(timeless(anew.result), timeless(first.result));
    closeWorkers();
  });
}

Deno.test("a job kept for the session leaves nothing in storage", async () => {
  const box = new Box();
  configureMemo({ storage: box });
  const small = { kind: "gradient", objective, parameters } as const;
  const sources: ResultSource[] = [];
  const onSource = (source: ResultSource) => sources.push(source);
  const first = await runJob(small, { memo: "session", onSource });
  assertEquals(await runJob(small, { memo: "session", onSource }), first);
  assertEquals(sources, ["computed", "from cache"]);
  await runJob(spectrum);
  await box.written(1);
  assertEquals([...box.entries.keys()], [await jobKey(spectrum)]);
});

Deno.test("a cached history lists what was logged in the order of the log", async () => {
  configureMemo({ storage: new Box() });
  const job = {
    kind: "gradientDescent",
    objective,
    parameters,
    options: { iterations: 3 },
  } as const;
  const names = async () => Object.keys((await runJob(job)).history.values);
  const first = await names();
  assertEquals(first[0], "loss");
  assertEquals(await names(), first);
});

Deno.test("a cached result is a copy that its reader may spoil", async () => {
  configureMemo({});
  const first = (await run(job)).result as TrainingResult;
  const { loss, parameters } = first;
  const before = parameters.slice();
  parameters.fill(0);
  const second = (await run(job)).result as TrainingResult;
  assertEquals(second.parameters, before);
  assertEquals(second.loss, loss);
  assert(second.trajectory !== first.trajectory);
  closeWorkers();
});

Deno.test("a job is what it was when it was asked for", async () => {
  configureMemo({});
  const start = parameters.slice();
  const under = runJob({ ...job, parameters: start });
  start.fill(0);
  assertEquals((await under as TrainingResult).initialParameters, parameters);
  assertEquals((await run(job)).source, "from cache");
  closeWorkers();
});

Deno.test("a cached result takes less than 5 ms", async () => {
  configureMemo({});
  await run(job);
  const times: number[] = [];
  for (let k = 0; k < 10; k++) {
    const began = performance.now();
    await run(job);
    times.push(performance.now() - began);
  }
  assertLess(Math.min(...times), 5);
  closeWorkers();
});

Deno.test("a result that a clock stopped is not kept, in whole or in part", async () => {
  const storage = new Box();
  configureMemo({ storage });
  for (
    const options of [
      { flow: { maxSeconds: 0 }, refine: false },
      { flow: { maxSeconds: 0 }, refine: { maxIterations: 500 } },
      { flow: false, refine: { maxSeconds: 0 } },
    ] as const
  ) {
    const stopped = { ...job, options } as JobSpecification;
    const { result } = await run(stopped);
    assert(wasCut(result));
    assertEquals((await run(stopped)).source, "computed");
  }
  assertEquals(storage.entries.size, 0);
  closeWorkers();
});

Deno.test("an aborted job leaves nothing in the cache", async () => {
  configureMemo({});
  const controller = new AbortController();
  const aborted = runJob(job, { signal: controller.signal });
  controller.abort();
  await aborted.catch(() => {});
  assertEquals((await run(job)).source, "computed");
  closeWorkers();
});

Deno.test("a job with functions of the user is not kept", async () => {
  const storage = new Box();
  configureMemo({ storage });
  const bowl = customObjective({ parameterCount: 1, loss: ([x]) => x * x });
  for (let k = 0; k < 2; k++) {
    const { source } = await run({
      kind: "train",
      objective: bowl,
      parameters: Float64Array.of(1),
    });
    assertEquals(source, "computed");
  }
  assertEquals(storage.entries.size, 0);
});

Deno.test("poisoned entries are dropped and computed again", async () => {
  const storage = new Box();
  configureMemo({ storage });
  const { result } = await run(spectrum);
  await storage.written(1);
  const key = (await jobKey(spectrum))!;
  const good = storage.entries.get(key)!;
  const spoiled: Uint8Array<ArrayBuffer>[] = [
    new Uint8Array(0),
    new TextEncoder().encode("<html>"),
    good.slice(0, good.length - 1),
    new Uint8Array([...good, 0]),
    new Uint8Array(good.length),
    toBytes({ ...fromBytes(good) as object, key: key.replace(/^./, "x") })!,
    toBytes({ ...fromBytes(good) as object, engineVersion: "0.0.0" })!,
    toBytes({ ...fromBytes(good) as object, payload: toBytes([1])! })!,
    toBytes({ ...fromBytes(good) as object, payload: "words" })!,
    toBytes(null)!,
  ];
  // Forged ones, with a checksum that is right.
  for (
    const forged of [
      null,
      5,
      "words",
      [],
      {},
      { rest: 5, ofJob: true },
      { rest: null, ofJob: false },
      { rest: {}, ofJob: 1 },
    ]
  ) {
    const payload = toBytes(forged)!;
    const checksum = await sha256(payload);
    spoiled.push(
      toBytes({ ...fromBytes(good) as object, payload, checksum })!,
    );
  }
  // Bytes that cannot be read, with a right checksum.
  const payload = new TextEncoder().encode("<html>");
  spoiled.push(
    toBytes({
      ...fromBytes(good) as object,
      payload,
      checksum: await sha256(payload),
    })!,
  );
  for (let i = 0; i < good.length; i += 97) {
    const bytes = good.slice();
    bytes[i] ^= 1 << (i % 8);
    spoiled.push(bytes);
  }
  for (const bytes of spoiled) {
    configureMemo({ storage });
    storage.entries.clear();
    storage.entries.set(key, bytes);
    const again = await run(spectrum);
    assertEquals(again.source, "computed");
    assertEquals(toBytes(again.result), toBytes(result));
    await storage.written(1);
  }
  closeWorkers();
});

Deno.test("a storage that fails, or hangs, is as good as none", async () => {
  const fail = () => Promise.reject(new Error("broken"));
  configureMemo({ storage: { get: fail, set: fail, delete: fail } });
  assertEquals((await run(spectrum)).source, "computed");
  assertEquals((await run(spectrum)).source, "from cache");
  const hang = () => new Promise<never>(() => {});
  configureMemo({ storage: { get: hang, set: hang, delete: hang } });
  assertEquals((await run(spectrum)).source, "computed");
  configureMemo({});
  closeWorkers();
});

/** One that answers after so many ms. */
class LateBox extends Box {
  delay = 0;

  override async get(key: string): Promise<Uint8Array | undefined> {
    await new Promise((resolve) => setTimeout(resolve, this.delay));
    return await super.get(key);
  }
}

Deno.test("what storage tells late stops the work all the same", async () => {
  const storage = new LateBox();
  configureMemo({ storage });
  const long: JobSpecification = {
    kind: "gradientDescent",
    objective,
    parameters,
    options: { iterations: 500_000, learningRate: 1e-9 },
  };
  const first = await run(long);
  await storage.written(1);
  storage.delay = 1100;
  configureMemo({ storage });
  const second = await run(long);
  assertEquals([first.source, second.source], ["computed", "from cache"]);
  assertEquals(toBytes(second.result), toBytes(first.result));
  closeWorkers();
});

Deno.test("a batch of trainings is not begun before storage has answered", async () => {
  const storage = new LateBox();
  configureMemo({ storage });
  const { specification } = objective;
  const batch: JobSpecification = {
    kind: "trainingBatch",
    sources: [specification!],
    recipes: [1, 2].map((seed) => ({ source: 0, seed })),
  };
  await run(batch);
  await storage.written(1);
  storage.delay = 200;
  configureMemo({ storage });
  let told = 0;
  const onProgress = () => told++;
  let source: ResultSource | undefined;
  await runJob(batch, { onProgress, onSource: (from) => source = from });
  assertEquals([told, source], [0, "from cache"]);
  closeWorkers();
});

Deno.test("memory lets go of what was used least recently", async () => {
  const jobs = [1, 2, 3].map((seed) =>
    ({
      ...spectrum,
      parameters: initialize(net, { seed }),
    }) as JobSpecification
  );
  configureMemo({});
  const { result } = await run(jobs[0]);
  const size = toBytes(result)!.length;
  configureMemo({ memoryBytes: 2.5 * size });
  await run(jobs[0]);
  await run(jobs[1]);
  assertEquals((await run(jobs[0])).source, "from cache");
  await run(jobs[2]); // in the place of the second
  assertEquals((await run(jobs[0])).source, "from cache");
  assertEquals((await run(jobs[1])).source, "computed");
  configureMemo({});
  closeWorkers();
});
