import { decodeJson } from "../../lib/file/mod.ts";
import { objectiveOf, trainingJob } from "../../lib/job/mod.ts";
import { randomGenerator } from "../../lib/random/mod.ts";
import { type BatchResult, planSweep } from "../../lib/sweep/mod.ts";
import { train } from "../../lib/train/mod.ts";
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

/**
 * A sweep in a folder on which two processes work that are killed at random and
 * begun anew: nothing is lost, nothing counts twice, and every tenth run is the
 * run alone, bit for bit.
 *
 * @param kills How many processes are killed.
 */
export async function killSweep(
  runs: number,
  kills: number,
  seed: number,
): Promise<Outcome> {
  const failures: string[] = [];
  const random = randomGenerator(seed);
  const folder = await Deno.makeTempDir();
  const description = {
    problems: [{
      student: "2 → 2 tanh → 1",
      teacher: "2 → 2 tanh → 1",
      samples: 40,
      strict: true,
    }],
    seeds: { count: runs },
  };
  try {
    const source = `${folder}/study.json`;
    const place = `${folder}/place`;
    await Deno.writeTextFile(source, JSON.stringify(description));
    await command(["plan", source, place, "--batch", "20"]).output();
    let killed = 0;
    await Promise.all([0, 1].map(async () => {
      for (;;) {
        const child = command(["run", place, "--workers", "1"]).spawn();
        const timer = killed < kills
          ? setTimeout(() => {
            killed++;
            child.kill("SIGKILL");
          }, 500 + 1500 * random.uniform())
          : undefined;
        const { success, stderr } = await child.output();
        clearTimeout(timer);
        if (success) return;
        const said = new TextDecoder().decode(stderr);
        if (said !== "") failures.push(said);
      }
    }));

    const plan = planSweep(description);
    const seen = new Map<number, number>();
    for await (const { name } of Deno.readDir(`${place}/results`)) {
      const bytes = await Deno.readFile(`${place}/results/${name}`);
      const { from, outcomes } = decodeJson(bytes) as BatchResult;
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
    for (let index = 0; index < runs; index++) {
      if (seen.get(index) !== 1) {
        failures.push(`run ${index} counts ${seen.get(index) ?? 0} times`);
      }
    }
    const left = await Array.fromAsync(Deno.readDir(`${place}/claims`));
    return {
      count: runs,
      failures,
      measured: `${killed} kills, ${left.length} claims left`,
    };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

export const sweepKillSoak: Soak = {
  name: "sweep whose workers are killed",
  unit: "runs",
  whole: 10_000,
  part: 10_000,
  run: (count, seed) => killSweep(count, Math.ceil(count / 500), seed),
};
