/**
 * Records the study that sweep.ts shows: `deno run -A notebooks/data/sweep.ts`
 * writes sweep.json beside this file; a seed of all teachers and students takes
 * a minute of a processor. Results come into the folder out/study, which processes
 * share, and which goes on where it was interrupted.
 *
 * Students of ρk softplus neurons on teachers of k with k inputs, each seed with
 * a teacher, 1000 samples and a start of its own. Trainings end after a number of
 * steps, never by the clock: what is recorded is the same on every machine, but for
 * the few runs on whose way rounding grows. Of each run the four digits are kept that
 * one looks at. The file says which engine recorded it; verdicts of another one may
 * differ where a run is on the verge of two.
 *
 * @module
 */
import {
  closestNeurons,
  engineVersion,
  network,
  planSweep,
  type SweepDescription,
  type SweepRow,
  unpackParameters,
} from "@thalweg/thalweg";
import { sweepInFolder } from "../../lib/host/sweep/sweep_in_folder.ts";
import { rowsOf } from "../../lib/sweep/mod.ts";

/** Teachers and, for each of their neurons, neurons of students. */
const [ks, ρs] = [[2, 3, 4, 5, 6, 7, 8], [1, 2, 3]];
const seeds = 100;

/** The study; the notebook describes it by the same words. */
const study: SweepDescription = {
  problems: ks.flatMap((k) =>
    ρs.map((ρ) => ({
      name: `k = ${k}, ρ = ${ρ}`,
      student: `${k} → ${ρ * k} softplus → 1`,
      teacher: `${k} → ${k} softplus → 1`,
      samples: 1000,
    }))
  ),
  dataSeeds: "seeds",
  seeds: { count: seeds },
  options: { flow: { maxSeconds: 600 }, refine: { maxSeconds: 600 } },
};

const short = (x: number) => Number(x.toPrecision(4));

/**
 * k, ρ and seed of a run, what its end is, and of its hidden neurons: of the two
 * whose input weights are most alike 1 − cos and output weights; the largest
 * b − 3‖w‖. The verdict is a number of `verdicts`.
 */
function recordOf(
  { run, parameters, ...row }: SweepRow,
  verdicts: readonly string[],
): number[] {
  const [k, ρ] = String(run.problem).match(/\d+/g)!.map(Number);
  const net = network({
    inputs: k,
    layers: [{ width: ρ * k, activation: "softplus" }, { width: 1 }],
  });
  const [{ distance, outputs: [[a], [b]] }] = closestNeurons(net, parameters!);
  const [{ weights, bias }] = unpackParameters(net, parameters!);
  const least = weights.map((w, i) => bias![i] - 3 * Math.hypot(...Array.from(w)));
  return [
    k,
    ρ,
    Number(run.seed),
    short(row.loss!),
    short(row.gradientNorm!),
    short(row.parameterNorm!),
    row.steps!,
    verdicts.indexOf(row.verdict ?? "none"),
    ...[distance, a, b, Math.max(...least)].map(short),
  ];
}

const say = (line: string) =>
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));

if (import.meta.main) {
  const rows: SweepRow[] = [];
  const plan = planSweep(study);
  await sweepInFolder(study, "out/study", {
    signal: new AbortController().signal,
    onResult(result) {
      rows.push(...rowsOf(plan, result));
      say(`${rows.length} of ${plan.count} runs`);
    },
    onTrouble: say,
  });
  rows.sort((a, b) => a.index - b.index);
  const verdicts = [...new Set(rows.map(({ verdict }) => verdict ?? "none"))];
  const runs = rows.map((row) => recordOf(row, verdicts));
  const text = JSON.stringify({ engine: engineVersion, seeds, verdicts, runs });
  await Deno.writeTextFile(
    new URL("sweep.json", import.meta.url),
    text.replaceAll("],[", "],\n[") + "\n",
  );
}
