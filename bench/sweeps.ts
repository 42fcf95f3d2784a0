/**
 * What a sweep costs beside a bare loop over the same trainings, of about 5 ms
 * each, with one worker; what a second worker brings; in each place, by turns:
 *
 *     deno run -A bench/sweeps.ts [runs] [turns]
 *
 * With "memory" what the process holds while 100 000 results pass, its heap after
 * collections where it may ask for them (--v8-flags=--expose-gc).
 */
import process from "node:process";
import {
  closeWorkers,
  configureMemo,
  configureWorkers,
  objectiveOf,
  trainingJob,
} from "../lib/job/mod.ts";
import {
  measureBatches,
  type MeasuredBatches,
  planSweep,
  type SharedSweep,
  sweep,
  type SweepDescription,
  type SweepPlan,
  workOn,
} from "../lib/sweep/mod.ts";
import { connectNats } from "../lib/host/sweep/nats/connect.ts";
import { publishSweep } from "../lib/host/sweep/nats/nats_sweep.ts";
import { openPlace, type Whereabouts } from "../lib/host/sweep/open_place.ts";
import { foundInFolder } from "../lib/host/sweep/sweep_in_folder.ts";
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

function secondsOf(outcomes: readonly object[]): number {
  return outcomes.reduce(
    (sum, each) => sum + ("seconds" in each ? Number(each.seconds) : 0),
    0,
  );
}

function bare(plan: SweepPlan): number {
  const runs = plan.runs(0, plan.count);
  const objective = objectiveOf(runs[0].recipe.objective);
  return secondsOf(runs.map(({ recipe }) => {
    const job = trainingJob(recipe, objective);
    return train(objective, job.parameters, job.options);
  }));
}

/** A way to do a sweep; what is timed is the work, not what prepares it. */
interface Way {
  readonly name: string;
  /** The work, which comes to the seconds that its trainings took. */
  prepare(plan: SweepPlan): Promise<() => Promise<number>>;
}

/** A place that is shared, with the batches that "plan" and "serve" make. */
function shared(
  name: string,
  begin: (sweep: MeasuredBatches & SharedSweep) => Promise<Whereabouts>,
): Way {
  return {
    name,
    async prepare(plan) {
      const measured = await measureBatches(plan, { memo: false });
      const where = await begin({ plan, ...measured });
      const { place, close } = await openPlace(where, say);
      return async () => {
        let seconds = 0;
        const counted: typeof place = {
          ...place,
          async finish(claim, result, signal) {
            await place.finish(claim, result, signal);
            seconds += secondsOf(result.outcomes);
          },
        };
        await workOn(plan, counted, { memo: false });
        await close();
        return seconds;
      };
    },
  };
}

const loop: Way = {
  name: "bare loop",
  prepare: (plan) => Promise.resolve(() => Promise.resolve(bare(plan))),
};
const pool: Way = {
  name: "pool",
  prepare: ({ description }) =>
    Promise.resolve(async () =>
      secondsOf(await sweep(description, { memo: false }).gather())
    ),
};

/** What each way took, in units of what the loop took in that turn. */
interface Taken {
  /** Its time on the wall. */
  readonly wall: number;
  /** The time of processors. */
  readonly processor: number;
  /** The share of the wall that trainings took, of all workers together. */
  readonly training: number;
}

/** The medians over so many turns, in each of which all ways have theirs. */
async function byTurns(
  ways: readonly Way[],
  runs: number,
  turns: number,
): Promise<Taken[]> {
  const taken: Taken[][] = ways.map(() => []);
  for (let turn = 0; turn < turns; turn++) {
    let loop: Taken | undefined;
    for (const [i, way] of ways.entries()) {
      const plan = planSweep(describe(runs, 1 + turn * runs));
      const work = await way.prepare(plan);
      const before = process.cpuUsage();
      const start = performance.now();
      const seconds = await work();
      const wall = performance.now() - start;
      const { user, system } = process.cpuUsage(before);
      const processor = (user + system) / 1000;
      // a verdict is no part of what a training says it took
      const training = seconds * 1000 / wall;
      loop ??= { wall, processor, training };
      taken[i].push({
        wall: wall / loop.wall,
        processor: processor / loop.processor,
        training: training / loop.training,
      });
      if (i === 0) {
        say(
          `bare loop: ${(wall / runs).toFixed(2)} ms a run on the wall, ${
            (processor / runs).toFixed(2)
          } of a processor`,
        );
      }
    }
  }
  const of = (name: keyof Taken, own: readonly Taken[]) =>
    median(own.map((each) => each[name]));
  return taken.map((own) => ({
    wall: of("wall", own),
    processor: of("processor", own),
    training: of("training", own),
  }));
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

async function overheads(runs: number, turns: number): Promise<void> {
  const ways: Way[] = [loop, pool];
  const folder = await Deno.makeTempDir();
  ways.push(shared("folder", async (sweep) => {
    const within = `${folder}/${crypto.randomUUID()}`;
    await foundInFolder(within, sweep, sweep.results);
    return { folder: within };
  }));
  const missing = missingServer();
  const server = missing === undefined ? await startNats() : undefined;
  if (server) {
    ways.push(shared("NATS", async (sweep) => {
      const name = crypto.randomUUID();
      const connection = await connectNats(server);
      await publishSweep(connection, sweep, { name }, sweep.results);
      await connection.close();
      return { address: server, name };
    }));
  } else say(`NATS: ${missing}`);

  const taken: Taken[][] = [];
  for (const size of [1, 2]) {
    configureWorkers({ size, idle: Infinity });
    await byTurns(ways, 60, 1); // warm
    say(`workers: ${size}, load ${Deno.loadavg()[0].toFixed(1)}`);
    taken.push(await byTurns(ways, runs, turns));
  }
  const [one, two] = taken;
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  for (const [i, { name }] of ways.entries()) {
    if (i === 0) continue;
    say(
      `${name}: ${percent(one[i].wall - 1)} more than the loop on the wall, ${
        percent(one[i].processor - 1)
      } of a processor, ${
        percent(1 / one[i].training - 1)
      } between its trainings; two workers are ${
        (one[i].wall / two[i].wall).toFixed(2)
      } times as fast, and train ${percent(two[i].training / 2)} of their time`,
    );
  }
  say(`load ${Deno.loadavg()[0].toFixed(1)}`);
  await server?.stop();
  await Deno.remove(folder, { recursive: true });
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
      (globalThis as { gc?: () => void }).gc?.();
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
else await overheads(Number(Deno.args[0] ?? 1000), Number(Deno.args[1] ?? 9));
closeWorkers();
