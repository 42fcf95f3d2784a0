import { assert, assertEquals, assertGreater } from "@std/assert";
import { teacherStudent } from "../../lib/data/mod.ts";
import { closeWorkers, configureMemo } from "../../lib/job/mod.ts";
import { initialize } from "../../lib/network/mod.ts";
import { cell, mlp, openNotebook, range } from "../../lib/notebook/mod.ts";
import { empiricalLoss } from "../../lib/objective/mod.ts";
import { train, type TrainingResult } from "../../lib/train/mod.ts";

const net = mlp`2 → 3 tanh → 1`;
const data = teacherStudent({ teacher: net, samples: 40, seed: 1 });
const options = {
  discrete: { batchSize: 16, steps: 30_000, seed: 5 },
  refine: false,
} as const;

Deno.test("a training that was stopped is resumed to the θ of one that was not", async () => {
  configureMemo({});
  const graph = openNotebook({
    duplicates: "refuse",
    readBytes: () => Promise.reject(new Error("no files")),
  });
  const seed = range`Seed ${{ min: 0, max: 9, value: 1 }}`;
  const fit = cell`Train from seed ${seed} ${(seed, run) =>
    run.train(net, data, { seed, ...options })}`;
  const seen: TrainingResult[] = [];
  cell`Curve ${fit.live} ${(fit) => {
    if (fit.status === "completed" || fit.steps > 0) seen.push(fit);
  }}`;
  const stopAfter = async (count: number) => {
    const before = seen.length;
    while (seen.length < before + count) await graph.settled(1);
    fit.cancel();
    assertEquals(fit.error?.name, "AbortError");
    return seen.at(-1)!.steps;
  };
  const whole = (seed: number) =>
    train(empiricalLoss(net, data), initialize(net, { seed }), options);

  const stood = await stopAfter(2);
  assertGreater(whole(1).steps, stood);
  assert(fit.resumable);
  fit.resume();
  const known = seen.length;
  await graph.settled();
  assertGreater(seen[known].steps, stood - 1);
  assertEquals(fit.value!.parameters, whole(1).parameters);
  assertEquals(fit.value!.trajectory, whole(1).trajectory);
  assertEquals(fit.value!.steps, 30_000);

  fit.rerun();
  await stopAfter(2);
  seed.set(2);
  await graph.settled();
  assertEquals(fit.value!.parameters, whole(2).parameters);
  closeWorkers();
});
