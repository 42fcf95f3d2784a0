import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  closeWorkers,
  configureMemo,
  jobKey,
  objectiveOf,
  trainingJob,
} from "../../lib/job/mod.ts";
import { train } from "../../lib/train/mod.ts";
import {
  planSweep,
  progressSentence,
  sweep,
  type SweepDescription,
  type SweepProgress,
  sweepTable,
} from "../../lib/sweep/mod.ts";

const description: SweepDescription = {
  problems: [2, 3].map((width) => ({
    student: `2 → ${width} tanh → 1`,
    teacher: "2 → 2 tanh → 1",
    samples: 30,
    strict: true,
  })),
  seeds: { count: 12 },
  vary: { "flow.maxSteps": [5, 10] },
  options: { refine: { maxIterations: 20 } },
};

Deno.test("a run of a sweep is the run alone, bit for bit, with its key", async () => {
  configureMemo({});
  const plan = planSweep(description);
  const rows = await sweep(description).gather();
  assertEquals(rows.map(({ index }) => index), [...Array(48).keys()]);
  for (const { recipe, index, parameters } of plan.runs(0, plan.count)) {
    const job = trainingJob(recipe, objectiveOf(recipe.objective));
    const alone = train(
      objectiveOf(recipe.objective),
      job.parameters,
      job.options,
    );
    const row = rows[index];
    assertEquals(row.run, parameters);
    assertEquals(row.parameters, alone.parameters);
    assertEquals([row.loss, row.status, row.verdict, row.steps], [
      alone.loss,
      alone.status,
      alone.verdict?.kind,
      alone.steps,
    ]);
    assertEquals(row.key, await jobKey(job));
    assertEquals(row.key, await jobKey(plan.job(index)));
  }
  for (const index of [-1, 48, 0.5]) {
    assertThrows(() => plan.job(index), RangeError, "from 0 to 47");
  }
  closeWorkers();
});

Deno.test("a sweep opened again takes its results from the cache", async () => {
  configureMemo({});
  const first = await sweep(description).gather();
  const again = await sweep(description).gather();
  // times of the clock would differ if anything had run again
  assertEquals(again, first);
  closeWorkers();
});

Deno.test("a run that fails is a row with its message", async () => {
  const rows = await sweep({
    problems: [{
      student: "2 → 2 tanh → 1",
      teacher: "2 → 2 tanh → 1",
      samples: 5,
    }],
    seeds: [1, 2, 3],
    scheme: "orthogonal",
    // of three samples in a batch of five there are none
    vary: { "discrete.batchSize": [2, 50] },
    options: { discrete: { method: "gradientDescent", steps: 3 } },
  }).gather();
  assertEquals(rows.length, 6);
  for (const { run, error, loss } of rows) {
    const fails = run["discrete.batchSize"] === 50;
    assertEquals(error !== undefined, fails, error);
    assertEquals(loss === undefined, fails);
    if (fails) assert(/^Cannot /.test(error!), error);
  }
});

Deno.test("a sweep stops when nobody takes its rows, and when told to", async () => {
  const many: SweepDescription = { ...description, seeds: { count: 20_000 } };
  let seen = 0;
  for await (const _ of sweep(many, { memo: false })) {
    if (++seen === 3) break;
  }
  assertEquals(seen, 3);
  const stop = new AbortController();
  setTimeout(() => stop.abort(new Error("enough")), 100);
  await assertRejects(
    () => sweep(many, { memo: false, signal: stop.signal }).gather(),
    Error,
    "enough",
  );
  closeWorkers();
});

Deno.test("progress counts to the end, in words", async () => {
  const said: SweepProgress[] = [];
  await sweep(description, { memo: false, onProgress: (now) => said.push(now) })
    .gather();
  assertEquals(said.at(-1)!.done, 48);
  assertEquals(progressSentence(said.at(-1)!), "48 of 48 runs");
  const running = {
    count: 4200,
    done: 1200,
    failed: 2,
    firstFailure: "Cannot x",
    perSecond: 300.4,
    secondsLeft: 10,
  };
  assertEquals(
    progressSentence(running),
    "1200 of 4200 runs, 300 a second, 10 s left; 2 failed: Cannot x",
  );
  const { secondsLeft: _, ...told } = running;
  assertEquals(
    progressSentence({ ...told, failed: 0 }),
    "1200 of 4200 runs, 300 a second",
  );
  closeWorkers();
});

Deno.test("rows are a table in the order of runs, failures with their message", () => {
  const plan = planSweep(description);
  const rows = plan.runs(0, 4).map(({ index, parameters }) => ({
    index,
    run: parameters,
    ...(index === 2
      ? { error: "Cannot y" }
      : { loss: index / 8, status: "converged" as const }),
  }));
  const columns = new Map(
    sweepTable(plan, rows.toReversed()).map((
      { name, values },
    ) => [name, values]),
  );
  assertEquals(columns.get("index"), Float64Array.of(0, 1, 2, 3));
  assertEquals(columns.get("seed"), Float64Array.of(1, 2, 3, 4));
  assertEquals(columns.get("loss"), Float64Array.of(0, 1 / 8, NaN, 3 / 8));
  assertEquals(columns.get("error"), ["", "", "Cannot y", ""]);
  assertEquals(columns.get("flow.maxSteps"), Float64Array.of(5, 5, 5, 5));
});
