/** Many seeds over the workers: how much two are faster than one. */
import {
  configureWorkers,
  empiricalLoss,
  mlp,
  teacherStudent,
  trainMany,
} from "@thalweg/thalweg";
import { sink } from "./problems.ts";

const student = mlp`2 → 5 sigmoid → 1`;
const data = teacherStudent({
  teacher: mlp`2 → 4 sigmoid → 1`,
  samples: 10_000,
  seed: 1,
});
const objective = empiricalLoss(student, data);
// The work that a seed asks for must not depend on how it goes.
const fixed = { flow: { maxSteps: 60 }, refine: false, memo: false } as const;
const seeds = Array.from({ length: 8 }, (_, i) => i);

async function trainAll(): Promise<void> {
  for await (const { loss } of trainMany(objective, seeds, fixed)) sink(loss);
}

for (const size of [1, 2]) {
  configureWorkers({ size, idle: Infinity });
  await trainAll(); // workers start, and V8 gets to its final code
  Deno.bench(`${size} worker${size > 1 ? "s" : ""}`, {
    group: "8 seeds, 2 → 5 sigmoid → 1, N = 10000",
    baseline: size === 1,
    n: 5,
    warmup: 1,
  }, async (bench) => {
    configureWorkers({ size, idle: Infinity });
    await trainAll();
    bench.start();
    await trainAll();
    bench.end();
  });
}
