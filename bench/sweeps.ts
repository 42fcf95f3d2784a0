/**
 * What a sweep costs beside a bare loop over the same trainings, of about 5 ms
 * each, with one worker; what a second worker brings; in each place:
 *
 *     deno run -A bench/sweeps.ts [runs]
 *
 * With "memory" what the process holds after 10 000 and 100 000 results.
 */
import {
  closeWorkers,
  configureMemo,
  configureWorkers,
  objectiveOf,
  trainingJob,
} from "../lib/job/mod.ts";
import {
  equalBatches,
  planSweep,
  sweep,
  type SweepDescription,
  type SweepPlan,
  workOn,
} from "../lib/sweep/mod.ts";
import { diskFiles } from "../lib/host/sweep/disk_files.ts";
import { foundSweep } from "../lib/sweep/mod.ts";
import { connectNats } from "../lib/host/sweep/nats/connect.ts";
import { publishSweep } from "../lib/host/sweep/nats/nats_sweep.ts";
import { openPlace, type Whereabouts } from "../lib/host/sweep/open_place.ts";
import { missingServer, startNats } from "../tests/machine/nats_server.ts";
import { train } from "../lib/train/mod.ts";

function say(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}

const describe = (count: number, from = 1): SweepDescription => ({
  problems: [{
    student: "2 → 2 tanh → 1",
    teacher: "2 → 2 tanh → 1",
    samples: 300,
  }],
  seeds: { from, count },
});

async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function bare(plan: SweepPlan): void {
  const runs = plan.runs(0, plan.count);
  const objective = objectiveOf(runs[0].recipe.objective);
  for (const { recipe } of runs) {
    const job = trainingJob(recipe, objective);
    train(objective, job.parameters, job.options);
  }
}

/** The whole sweep with so many workers, which are warm. */
async function shared(
  count: number,
  workers: number,
  begin: (plan: SweepPlan, name: string) => Promise<Whereabouts>,
): Promise<number> {
  configureWorkers({ size: workers });
  await sweep(describe(50), { memo: false }).gather();
  const plan = planSweep(describe(count));
  const where = await begin(plan, `of-${workers}-${crypto.randomUUID()}`);
  const { place, close } = await openPlace(where, say);
  const time = await timed(() => workOn(plan, place, { memo: false }));
  await close();
  return time;
}

async function overheads(count: number): Promise<void> {
  const plan = planSweep(describe(count));
  bare(planSweep(describe(100)));
  const alone = await timed(() => bare(plan));
  say(`bare loop: ${(alone / count).toFixed(2)} ms a run, ${count} runs`);
  const tell = (name: string, [one, two]: readonly number[]) =>
    say(
      `${name}: ${
        (100 * (one / alone - 1)).toFixed(1)
      } % more with one worker, two are ${
        (one / two).toFixed(2)
      } times as fast`,
    );

  const inPool: number[] = [];
  for (const size of [1, 2]) {
    configureWorkers({ size });
    await sweep(describe(50), { memo: false }).gather();
    inPool.push(
      await timed(() => sweep(describe(count), { memo: false }).gather()),
    );
  }
  tell("pool", inPool);

  const inFolder: number[] = [];
  for (const size of [1, 2]) {
    const folder = await Deno.makeTempDir();
    inFolder.push(
      await shared(count, size, async (plan) => {
        for (const within of ["claims", "results"]) {
          await Deno.mkdir(`${folder}/${within}`);
        }
        await foundSweep(diskFiles(folder), {
          plan,
          batches: equalBatches(plan, 200),
        });
        return { folder };
      }),
    );
    await Deno.remove(folder, { recursive: true });
  }
  tell("folder", inFolder);

  const missing = missingServer();
  if (missing !== undefined) return say(`NATS: ${missing}`);
  const server = await startNats();
  const throughNats: number[] = [];
  for (const size of [1, 2]) {
    throughNats.push(
      await shared(count, size, async (plan, name) => {
        const connection = await connectNats(server);
        await publishSweep(connection, {
          plan,
          batches: equalBatches(plan, 200),
        }, { name });
        await connection.close();
        return { address: server, name };
      }),
    );
  }
  tell("NATS", throughNats);
  await server.stop();
}

/** MB of the process while rows are taken and dropped. */
async function memory(): Promise<void> {
  let rows = 0;
  const short = {
    ...describe(100_000),
    options: { flow: { maxSteps: 1 }, refine: false },
  } as const;
  for await (const _ of sweep(short, { memo: false })) {
    if (++rows % 10_000 === 0) {
      const { rss, heapUsed } = Deno.memoryUsage();
      say(
        `${rows} rows: ${(rss / 1e6).toFixed(0)} MB, heap ${
          (heapUsed / 1e6).toFixed(0)
        } MB`,
      );
    }
  }
}

configureMemo({});
if (Deno.args[0] === "memory") await memory();
else await overheads(Number(Deno.args[0] ?? 2000));
closeWorkers();
