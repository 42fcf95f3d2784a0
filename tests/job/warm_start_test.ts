import { assertAlmostEquals, assertEquals, assertLess } from "@std/assert";
import { teacherStudent } from "../../lib/data/mod.ts";
import { toBytes } from "../../lib/job/bytes.ts";
import {
  closeWorkers,
  configureMemo,
  jobKey,
  type ResultSource,
  runJob,
  type TrainJob,
} from "../../lib/job/mod.ts";
import { initialize, network, parseNetwork } from "../../lib/network/mod.ts";
import { customObjective, empiricalLoss } from "../../lib/objective/mod.ts";

const teacher = network(parseNetwork("2 → 2 tanh → 1"));

/** A short training; what is left out is the same for all. */
function training(
  { text = "2 → 3 tanh → 1", samples = 60, seed = 1, λ = 1e-3, until = 5 } = {},
): TrainJob {
  const net = network(parseNetwork(text));
  const data = teacherStudent({ teacher, samples, seed: 1 });
  return {
    kind: "train",
    objective: empiricalLoss(net, data, {
      penalties: λ > 0 ? [{ kind: "weightDecay", λ }] : [],
    }),
    parameters: initialize(net, { seed }),
    options: { flow: { until }, refine: { maxIterations: 20 } },
  };
}

async function warm(job: TrainJob) {
  let source: ResultSource | undefined;
  const result = await runJob(
    { ...job, warmStart: true },
    { onSource: (from) => source = from },
  );
  return { result, source };
}

async function fresh(work: () => Promise<void>): Promise<void> {
  configureMemo({});
  await work();
  configureMemo({});
  closeWorkers();
}

Deno.test("a warm start begins where the other training ended, and says so", () =>
  fresh(async () => {
    const near = training();
    const cold = await runJob(near);
    const { result } = await warm(training({ samples: 90 }));
    assertEquals(result.initialParameters, cold.parameters);
    assertEquals(result.warmStart?.from, await jobKey(near));
    assertEquals(result.warmStart?.differences, [
      "data.inputs",
      "data.samples",
      "data.targets",
    ]);
    assertAlmostEquals(result.warmStart!.distance, 30 / 150 + 2, 1e-12);
    assertLess(result.steps, cold.steps);
  }));

Deno.test("a warm start has a key of its own: the cold run stays cold", () =>
  fresh(async () => {
    await runJob(training());
    const other = training({ λ: 2e-3 });
    await warm(other);
    let source: ResultSource | undefined;
    const cold = await runJob(other, { onSource: (from) => source = from });
    assertEquals(source, "computed");
    assertEquals(cold.warmStart, undefined);
    assertEquals(cold.initialParameters, other.parameters);
  }));

Deno.test("a warm start takes the nearest of the same network, loss and penalties", () =>
  fresh(async () => {
    const jobs = {
      "another network": training({ text: "2 → 4 tanh → 1" }),
      "no penalty": training({ λ: 0 }),
      "another start": training({ seed: 7 }),
      "twice the penalty": training({ λ: 2e-3 }),
      "nearly the penalty": training({ λ: 1.01e-3 }),
      "another end": training({ until: 50 }),
    };
    for (const job of Object.values(jobs)) await runJob(job);
    const { result } = await warm(training());
    assertEquals(
      result.warmStart?.from,
      await jobKey(jobs["nearly the penalty"]),
    );
    assertEquals(result.warmStart?.differences, ["penalties.0.λ"]);
  }));

Deno.test("a warm start without anything near is the cold run", () =>
  fresh(async () => {
    await runJob(training({ text: "2 → 4 tanh → 1" }));
    const job = training();
    const { result } = await warm(job);
    assertEquals(result.warmStart, undefined);
    assertEquals(result.initialParameters, job.parameters);
  }));

Deno.test("the same warm start again is the same run, from the cache", () =>
  fresh(async () => {
    const near = training();
    const cold = await runJob(near);
    const first = await warm(training({ λ: 2e-3 }));
    const again = await warm(training({ λ: 2e-3 }));
    assertEquals([first.source, again.source], ["computed", "from cache"]);
    assertEquals(toBytes(again.result), toBytes(first.result));
    const same = await warm(near);
    assertEquals(same.source, "from cache");
    assertEquals(toBytes(same.result), toBytes(cold));
  }));

Deno.test("nothing starts from a training that a clock stopped", () =>
  fresh(async () => {
    const cut = training();
    await runJob({
      ...cut,
      options: { flow: { maxSeconds: 0 }, refine: false },
    });
    assertEquals((await warm(cut)).result.warmStart, undefined);
  }));

Deno.test("a warm start of an objective with functions is the cold run", () =>
  fresh(async () => {
    const bowl = customObjective({ parameterCount: 1, loss: ([x]) => x * x });
    const { result } = await warm({
      kind: "train",
      objective: bowl,
      parameters: Float64Array.of(1),
    });
    assertEquals(result.initialParameters, Float64Array.of(1));
  }));
