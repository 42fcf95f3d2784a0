import { openPlace } from "../../lib/host/sweep/open_place.ts";
import { objectiveOf, trainingJob } from "../../lib/job/mod.ts";
import { randomGenerator } from "../../lib/random/mod.ts";
import {
  planSweep,
  rowsOf,
  type SweepDescription,
  type SweepPlan,
  type SweepRow,
} from "../../lib/sweep/mod.ts";
import { train } from "../../lib/train/mod.ts";
import {
  type KilledPlace,
  killedPlaces,
  sweepCommand,
} from "./killed_places.ts";
import type { Outcome, Soak } from "./soak.ts";

/** When processes are killed, and what they said that is no good. */
interface Killing {
  readonly kills: number;
  /** Uniform on [0, 1). */
  readonly uniform: () => number;
  readonly failures: string[];
}

const description = (runs: number): SweepDescription => ({
  problems: [{
    student: "2 → 2 tanh → 1",
    teacher: "2 → 2 tanh → 1",
    samples: 40,
    strict: true,
  }],
  seeds: { count: runs },
});

/**
 * A sweep on which two processes work that are killed at random and begun anew,
 * and whose server, where it has one, is killed once: nothing is lost, nothing
 * counts twice, and every tenth run is the run alone, bit for bit.
 *
 * @param kills How many processes are killed.
 */
export async function killSweep(
  name: keyof typeof killedPlaces,
  runs: number,
  kills: number,
  seed: number,
): Promise<Outcome> {
  const failures: string[] = [];
  const random = randomGenerator(seed);
  const uniform = () => random.uniform();
  const folder = await Deno.makeTempDir();
  const source = `${folder}/study.json`;
  await Deno.writeTextFile(source, JSON.stringify(description(runs)));
  const place = await killedPlaces[name](source, folder);
  try {
    const { ended } = await place.begin();
    const measured = await workUnderFire(place, { kills, uniform, failures });
    await ended;
    failures.push(...await compare(planSweep(description(runs)), place));
    return { count: runs, failures, measured };
  } finally {
    await place.close?.();
    await Deno.remove(folder, { recursive: true });
  }
}

/** Two processes work until all is done; what became of them, in words. */
async function workUnderFire(
  { work, midway }: KilledPlace,
  { kills, uniform, failures }: Killing,
): Promise<string> {
  let killed = 0;
  let restarted = false;

  async function strike(child: Deno.ChildProcess): Promise<void> {
    child.kill("SIGKILL");
    if (++killed * 2 <= kills || restarted || !midway) return;
    restarted = true;
    await midway();
  }

  async function process(): Promise<void> {
    for (;;) {
      const child = sweepCommand([...work, "--workers", "1"]).spawn();
      const timer = killed < kills
        ? setTimeout(() => strike(child), 1000 + 2000 * uniform())
        : undefined;
      const { success, stderr } = await child.output();
      clearTimeout(timer);
      if (success) return;
      const said = new TextDecoder().decode(stderr);
      // it may come before what it is to work on
      if (said !== "" && !/has none named/.test(said)) failures.push(said);
    }
  }

  await Promise.all([process(), process()]);
  return `${killed} kills${restarted ? ", 1 restart" : ""}`;
}

/** What is lost, counts twice, or is not what a run alone comes to. */
async function compare(
  plan: SweepPlan,
  { where }: KilledPlace,
): Promise<string[]> {
  const failures: string[] = [];
  const counts = new Array<number>(plan.count).fill(0);
  const { place, close } = await openPlace(
    where,
    (said) => failures.push(said),
  );
  for await (const result of place.results()) {
    for (const row of rowsOf(plan, result)) {
      counts[row.index]++;
      if (row.index % 10 === 0 && !isRunAlone(plan, row)) {
        failures.push(`run ${row.index} is not the run alone`);
      }
    }
  }
  await close();
  for (const [index, count] of counts.entries()) {
    if (count !== 1) failures.push(`run ${index} counts ${count} times`);
  }
  return failures;
}

function isRunAlone(plan: SweepPlan, { index, parameters }: SweepRow): boolean {
  const [{ recipe }] = plan.runs(index, index + 1);
  const { objective, parameters: start, options } = trainingJob(
    recipe,
    objectiveOf(recipe.objective),
  );
  const alone = train(objective, start, options);
  return alone.parameters.every((x, k) => Object.is(x, parameters?.[k]));
}

/** {@linkcode killSweep}, 10 000 runs in each place. */
export const sweepKillSoaks: readonly Soak[] = (["folder", "NATS"] as const)
  .map((name) => ({
    name: `sweep by ${name} whose workers are killed`,
    unit: "runs",
    whole: 10_000,
    part: 10_000,
    run: (count, seed) => killSweep(name, count, Math.ceil(count / 500), seed),
  }));
