import {
  openPlace,
  type Whereabouts,
} from "../../lib/host/sweep/open_place.ts";
import { objectiveOf, trainingJob } from "../../lib/job/mod.ts";
import { randomGenerator } from "../../lib/random/mod.ts";
import { planSweep } from "../../lib/sweep/mod.ts";
import { train } from "../../lib/train/mod.ts";
import { startNats } from "../machine/nats_server.ts";
import type { Outcome, Soak } from "./soak.ts";

const cli = new URL("../../cli.ts", import.meta.url).pathname;

function command(line: readonly string[]): Deno.Command {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", cli, "sweep", ...line],
    stdout: "null",
    stderr: "piped",
    env: { NO_COLOR: "1" },
  });
}

/** A place in which a sweep is tried. */
interface KilledPlace {
  /** The words of "sweep" that hand it out, and those that work on it. */
  readonly begin: readonly string[];
  readonly work: readonly string[];
  readonly where: Whereabouts;
  /** Done once, in the middle. */
  midway?(): Promise<void>;
  close?(): Promise<void>;
}

/** The places, each with a description to begin with and a folder of its own. */
const places = {
  folder: (source: string, folder: string): Promise<KilledPlace> =>
    Promise.resolve({
      begin: ["plan", source, `${folder}/place`, "--batch", "20"],
      work: ["run", `${folder}/place`],
      where: { folder: `${folder}/place` },
    }),
  NATS: async (source: string): Promise<KilledPlace> => {
    const server = await startNats();
    return {
      begin: ["serve", source, server.url, "--batch", "20"],
      work: ["worker", server.url],
      where: { address: server, name: "sweep" },
      midway: () => server.restart(),
      close: () => server.stop(),
    };
  },
} as const;

/**
 * A sweep on which two processes work that are killed at random and begun anew,
 * and whose server, where it has one, is killed once: nothing is lost, nothing
 * counts twice, and every tenth run is the run alone, bit for bit.
 *
 * @param kills How many processes are killed.
 */
export async function killSweep(
  name: keyof typeof places,
  runs: number,
  kills: number,
  seed: number,
): Promise<Outcome> {
  const failures: string[] = [];
  const random = randomGenerator(seed);
  const folder = await Deno.makeTempDir();
  const source = `${folder}/study.json`;
  const description = {
    problems: [{
      student: "2 → 2 tanh → 1",
      teacher: "2 → 2 tanh → 1",
      samples: 40,
      strict: true,
    }],
    seeds: { count: runs },
  };
  await Deno.writeTextFile(source, JSON.stringify(description));
  const place = await places[name](source, folder);
  try {
    const serving = command(place.begin).spawn();
    // "plan" ends when there is something to work on, "serve" with the sweep
    if (name === "folder") await serving.output();
    let killed = 0;
    let restarted = false;
    await Promise.all([0, 1].map(async () => {
      for (;;) {
        const child = command([...place.work, "--workers", "1"]).spawn();
        const timer = killed < kills
          ? setTimeout(async () => {
            child.kill("SIGKILL");
            if (++killed * 2 <= kills || restarted) return;
            restarted = true;
            await place.midway?.();
          }, 1000 + 2000 * random.uniform())
          : undefined;
        const { success, stderr } = await child.output();
        clearTimeout(timer);
        if (success) return;
        const said = new TextDecoder().decode(stderr);
        // it may come before what it is to work on
        if (said !== "" && !/has none named/.test(said)) failures.push(said);
      }
    }));
    if (name !== "folder") await serving.output();

    const plan = planSweep(description);
    const seen = new Map<number, number>();
    const open = await openPlace(place.where, (said) => failures.push(said));
    for await (const { from, outcomes } of open.place.results()) {
      for (const [i, outcome] of outcomes.entries()) {
        const index = from + i;
        seen.set(index, 1 + (seen.get(index) ?? 0));
        if (index % 10 > 0) continue;
        const { recipe } = plan.runs(index, index + 1)[0];
        const job = trainingJob(recipe, objectiveOf(recipe.objective));
        const alone = train(job.objective, job.parameters, job.options);
        const same = !("error" in outcome) &&
          outcome.parameters.every((x, k) => Object.is(x, alone.parameters[k]));
        if (!same) failures.push(`run ${index} is not the run alone`);
      }
    }
    await open.close();
    for (let index = 0; index < runs; index++) {
      if (seen.get(index) !== 1) {
        failures.push(`run ${index} counts ${seen.get(index) ?? 0} times`);
      }
    }
    return {
      count: runs,
      failures,
      measured: `${killed} kills${restarted ? ", 1 restart" : ""}`,
    };
  } finally {
    await place.close?.();
    await Deno.remove(folder, { recursive: true });
  }
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
