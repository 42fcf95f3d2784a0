import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import {
  closeWorkers,
  configureWorkers,
  type LossAndGradient,
  runJob,
} from "../../lib/job/mod.ts";
import { network, parseNetwork } from "../../lib/network/mod.ts";
import { empiricalLoss } from "../../lib/objective/mod.ts";

const objective = empiricalLoss(network(parseNetwork("1 → 1")), {
  samples: 1,
  inputCount: 1,
  outputCount: 1,
  inputs: Float64Array.of(1),
  targets: Float64Array.of(2),
});

/** (1·x + 0 − 2)² at x = 1, 2, 3 and so on. */
const gradientAt = (x: number): Promise<LossAndGradient> =>
  runJob(
    { kind: "gradient", objective, parameters: Float64Array.of(x, 0) },
    { memo: false },
  );

const program = new URL("../../lib/job/worker.ts", import.meta.url);
const healthy = () => new Worker(program, { type: "module" });

/** A worker that is ready, and then does as `onRun` says with a run's `id`. */
function faulty(onRun: string): () => Worker {
  const source = `
    const send = (message) => postMessage(message);
    onmessage = ({ data: { type, lock, id } }) => {
      if (type === "hello") {
        navigator.locks.request(lock, () => {
          send({ type: "ready" });
          return new Promise(() => {});
        });
      } else if (type === "run") { ${onRun} }
    };`;
  return () =>
    new Worker(`data:text/javascript,${encodeURIComponent(source)}`, {
      type: "module",
    });
}

const faults: readonly (readonly [string, () => Worker, string])[] = [
  ["closes itself", faulty("close();"), "it has closed"],
  [
    "closes itself later",
    faulty(
      'send({ type: "progress", id, progress: { note: "" } }); setTimeout(close, 50);',
    ),
    "it has closed",
  ],
  ["throws", faulty('throw new Error("ouch");'), "ouch"],
  ["rejects", faulty('Promise.reject(new Error("ouch"));'), "ouch"],
  ["posts null", faulty("send(null);"), "it sent null"],
  ["posts a number", faulty("send(5);"), "it sent 5"],
  ["posts an empty object", faulty("send({});"), "it sent an object"],
  ["answers nobody", faulty('send({ type: "result" });'), "it sent an object"],
  [
    "makes empty progress",
    faulty('send({ type: "progress", id, progress: null });'),
    "it sent an object",
  ],
  [
    "posts what cannot be cloned",
    faulty('send({ type: "result", id, result: () => {} });'),
    "could not be cloned",
  ],
  [
    "cannot be made",
    () => {
      throw new Error("no room");
    },
    "no room",
  ],
  [
    "is no program",
    () => new Worker("data:text/javascript,(", { type: "module" }),
    "",
  ],
];

for (const [fault, create, words] of faults) {
  Deno.test(`a worker that ${fault} costs its job an error, the next one nothing`, async () => {
    let made = 0;
    configureWorkers({
      create: () => made++ === 0 ? create() : healthy(),
      size: 1,
      idle: Infinity,
    });
    try {
      const jobs = [1, 3, 4].map(gradientAt);
      for (const job of jobs) job.catch(() => {}); // awaited one by one
      const error = await assertRejects(
        () => jobs[0],
        Error,
        "Cannot run the job: its worker has failed",
      );
      assertStringIncludes(error.message, words);
      // Those that waited behind it, and one that comes later.
      assertEquals((await jobs[1]).loss, 1);
      assertEquals((await jobs[2]).loss, 4);
      assertEquals((await gradientAt(5)).loss, 9);
      assertEquals(made, 2);
    } finally {
      closeWorkers();
      configureWorkers({});
    }
  });
}

Deno.test("a listener that throws ends its job with what it threw, and no other", async () => {
  configureWorkers({ size: 1, idle: Infinity });
  try {
    await assertRejects(
      () =>
        runJob({
          kind: "train",
          objective,
          parameters: Float64Array.of(0, 0),
        }, {
          memo: false,
          onProgress: () => {
            throw new RangeError("no more of this");
          },
        }),
      RangeError,
      "no more of this",
    );
    assertEquals((await gradientAt(3)).loss, 1);
  } finally {
    closeWorkers();
    configureWorkers({});
  }
});

/** Runs a script of its own, with these flags, and gives what it printed. */
async function run(
  flags: readonly string[],
  source: string,
): Promise<{ out: string; error: string; code: number }> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(
      `${folder}/script.ts`,
      `import { empiricalLoss, network, parseNetwork, runJob, trainMany } from ${
        JSON.stringify(new URL("../../engine.ts", import.meta.url).href)
      };
      const objective = empiricalLoss(network(parseNetwork("1 → 2 tanh → 1")), {
        samples: 2, inputCount: 1, outputCount: 1,
        inputs: Float64Array.of(1, 2), targets: Float64Array.of(2, 1),
      });
      const parameters = Float64Array.of(1, 0, 2, 1, 1, -1, 0);
      const gradient = () => runJob({ kind: "gradient", objective, parameters });
      ${source}`,
    );
    const { stdout, stderr, code } = await new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        `--config=${new URL("../../deno.json", import.meta.url).pathname}`,
        ...flags,
        `${folder}/script.ts`,
      ],
      stdin: "null",
    }).output();
    const text = new TextDecoder();
    return { out: text.decode(stdout), error: text.decode(stderr), code };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("a job that fills its worker's heap fails in words, and the process goes on", async () => {
  const { out, error, code } = await run(
    ["-A", "--v8-flags=--max-old-space-size=40"],
    `const long = runJob({
      kind: "gradientDescent", objective, parameters,
      options: { iterations: 1e9, points: 1e8, learningRate: 1e-9 },
    }, { memo: false });
    console.log((await gradient()).loss);
    console.log(await long.catch((error) => error.message));
    console.log((await gradient()).loss);`,
  );
  assertEquals(code, 0, error);
  const [before, words, after] = out.trim().split("\n");
  assertEquals(after, before);
  assert(Number(before) > 0);
  assertStringIncludes(words, "Cannot run the job: its worker has failed");
  assertStringIncludes(words, "memory");
});

Deno.test("without the permission to read, jobs run in place with the same numbers", async () => {
  const source = `
    console.log((await gradient()).loss);
    for await (const { loss } of trainMany(objective, [1, 2], { flow: { maxSteps: 5 }, refine: false })) console.log(loss);`;
  const without = await run([], source);
  assertEquals(without.code, 0, without.error);
  assertEquals(without.out, (await run(["-A"], source)).out);
});
