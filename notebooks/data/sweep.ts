/**
 * Records the study that sweep.ts shows: `deno run -A notebooks/data/sweep.ts`
 * writes sweep.json beside this file; a seed of all teachers and students takes
 * a minute of a processor. `--seeds 12` records the first twelve.
 *
 * Students of ρk softplus neurons on teachers of k with k inputs, each seed with
 * a teacher, 1000 samples and a start of its own. Trainings end after a number of
 * steps, never by the clock: what is recorded is the same on every machine, up to
 * rounding. Of each run the four digits are kept that one looks at. The file says
 * which engine recorded it; verdicts of another one may differ where a run is on
 * the verge of two.
 *
 * @module
 */
import {
  engineVersion,
  network,
  sweep,
  type SweepDescription,
  unpackParameters,
} from "@thalweg/thalweg";

/** Teachers and, for each of their neurons, neurons of students. */
const [ks, ρs] = [[2, 3, 4, 5, 6, 7, 8], [1, 2, 3]];

/** The study; the notebook describes it by the same words. */
function study(seeds: number): SweepDescription {
  return {
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
}

/**
 * What is asked of the hidden neurons: of the two whose input weights, with bias,
 * are most alike, 1 − cos and output weights; the largest b − 3‖w‖.
 */
function lookAt(k: number, width: number, θ: Float64Array) {
  const net = network({
    inputs: k,
    layers: [{ width, activation: "softplus" }, { width: 1 }],
  });
  const [{ weights, bias }, output] = unpackParameters(net, θ);
  const incoming = weights.map((w, i) => [...Array.from(w), bias![i]]);
  let [distance, a, b] = [Infinity, 0, 0];
  incoming.forEach((w, i) =>
    incoming.slice(0, i).forEach((v, j) => {
      const dot = w.reduce((sum, x, c) => sum + x * v[c], 0);
      const far = 1 - dot / Math.hypot(...w) / Math.hypot(...v);
      if (far >= distance) return;
      const outputs = output.weights[0];
      [distance, a, b] = [far, outputs[i], outputs[j]];
    })
  );
  const least = Math.max(
    ...weights.map((w, i) => bias![i] - 3 * Math.hypot(...Array.from(w))),
  );
  return { distance, a, b, least };
}

const short = (x: number) => Number(x.toPrecision(4));

if (import.meta.main) {
  const at = Deno.args.indexOf("--seeds");
  const seeds = at < 0 ? 100 : Number(Deno.args[at + 1]);
  const rows = await sweep(study(seeds), { memo: false }).gather();
  const verdicts = [...new Set(rows.map(({ verdict }) => verdict ?? "none"))];
  const runs = rows.map(({ run, parameters, ...row }) => {
    const [k, ρ] = String(run.problem).match(/\d+/g)!.map(Number);
    const { distance, a, b, least } = lookAt(k, ρ * k, parameters!);
    return [
      k,
      ρ,
      Number(run.seed),
      short(row.loss!),
      short(row.gradientNorm!),
      short(row.parameterNorm!),
      row.steps!,
      verdicts.indexOf(row.verdict ?? "none"),
      short(distance),
      short(a),
      short(b),
      short(least),
    ];
  });
  await Deno.writeTextFile(
    new URL("sweep.json", import.meta.url),
    JSON.stringify({ engine: engineVersion, seeds, verdicts, runs }).replaceAll(
      "],[",
      "],\n[",
    ) + "\n",
  );
}
