// %%
import {
  cell,
  choice,
  closestNeurons,
  contours,
  countVerdicts,
  type ExploredRun,
  file,
  lineChart,
  lossCurve,
  md,
  network,
  number,
  planSweep,
  provenBadge,
  range,
  row,
  spectrumPlot,
  type SweepDescription,
  sweepExplorer,
  type SweepRow,
  type TrainingResult,
  unpackParameters,
  verdictCounts,
  type VerdictKind,
} from "@thalweg/thalweg";

// %%
md`
# Where a thousand trainings end

A teacher of k neurons, a student of ρk, a thousand samples. Train it as long
as it takes. **How often does it find the teacher, and what happens to it when it
does not?** One training tells nothing. Here are many: every teacher from two
neurons to eight, students as large as the teacher and two and three times as
large, and many seeds of each. Every dot below is a whole training, which a click
opens.
`;

// %%
const [ks, ρs] = [[2, 3, 4, 5, 6, 7, 8], [1, 2, 3]];
/** As many seeds as the whole study has. */
const seedsOfAll = 100;

/** Students of ρk neurons on teachers of k, of the first k and seeds. */
function study(most: number, seeds: number): SweepDescription {
  return {
    problems: ks.filter((k) => k <= most).flatMap((k) =>
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

/** What is asked of a run's neurons: see "What to look for". */
interface Neurons {
  readonly distance: number;
  readonly a: number;
  readonly b: number;
  readonly least: number;
}

/** A run of the study, with what its neurons do. */
interface StudyRun extends ExploredRun {
  readonly verdict?: VerdictKind;
  readonly run: {
    readonly k: number;
    readonly ρ: number;
    readonly seed: number;
    readonly "closest pair": number;
    readonly "their outputs": number;
    readonly "least argument": number;
  };
  /** Of the pair's output weights, the sum over the difference. */
  readonly balance: number;
}

/** The study as it was recorded. */
interface Recorded {
  readonly seeds: number;
  readonly verdicts: readonly VerdictKind[];
  /** k, ρ, seed, loss, ‖∇L‖∞, ‖θ‖₂, steps, verdict, and of neurons. */
  readonly runs: readonly (readonly number[])[];
}

/** What distinguishes a run, and where it is among all. */
function withNeurons(
  [k, ρ, seed]: readonly number[],
  { distance, a, b, least }: Neurons,
): Pick<StudyRun, "index" | "run" | "balance"> {
  return {
    index: ((k - 2) * ρs.length + ρ - 1) * seedsOfAll + seed - 1,
    run: {
      k,
      ρ,
      seed,
      "closest pair": Math.max(1e-16, distance),
      "their outputs": Math.abs(a) + Math.abs(b),
      "least argument": least,
    },
    balance: Math.abs(a + b) / Math.abs(a - b),
  };
}

function fromRecord({ runs, verdicts }: Recorded): StudyRun[] {
  return runs.map(([k, ρ, seed, ...values]) => {
    const [loss, gradientNorm, parameterNorm, steps, verdict] = values;
    const [distance, a, b, least] = values.slice(5);
    return {
      ...withNeurons([k, ρ, seed], { distance, a, b, least }),
      loss,
      gradientNorm,
      parameterNorm,
      steps,
      verdict: verdicts[verdict],
    };
  });
}

/** What is asked of the hidden neurons of a network. */
function lookAt(k: number, width: number, θ: Float64Array): Neurons {
  const net = network({
    inputs: k,
    layers: [{ width, activation: "softplus" }, { width: 1 }],
  });
  const [{ distance, outputs: [[a], [b]] }] = closestNeurons(net, θ);
  const [{ weights, bias }] = unpackParameters(net, θ);
  const least = weights.map((w, i) =>
    bias![i] - 3 * Math.hypot(...Array.from(w))
  );
  return { distance, a, b, least: Math.max(...least) };
}

function fromRow({ run, parameters, ...row }: SweepRow): StudyRun[] {
  if (!parameters) return [];
  const [k, ρ] = String(run.problem).match(/\d+/g)!.map(Number);
  return [{
    ...row,
    ...withNeurons(
      [k, ρ, Number(run.seed)],
      lookAt(k, ρ * k, parameters),
    ),
  }];
}

// %%
const source = choice`Runs ${["recorded", "computed here"]}`;
const axes = [
  "k",
  "ρ",
  "loss",
  "gradientNorm",
  "parameterNorm",
  "steps",
  "closest pair",
  "their outputs",
  "least argument",
];
const across = choice`Across ${axes} ${{ value: "parameterNorm" }}`;
const upward = choice`Upward ${axes} ${{ value: "loss" }}`;
/** Four neurons on a teacher of four, seed 3: in a channel. */
const chosen = number`Run ${602}`;
const power = range`Zero is a loss below 10^… ${{
  min: -26,
  max: -6,
  value: -12,
}}`;
const most = range`Here: teachers up to k ${{ min: 2, max: 8, value: 3 }}`;
const count = range`Here: seeds ${{ min: 1, max: seedsOfAll, value: 4 }}`;

const records = file`Recorded runs ${"data/sweep.json"} ${{ accept: ".json" }}`;
const recorded = cell`recorded = The runs in ${records}
  ${(file) => fromRecord(JSON.parse(file.text))}`;
const fresh =
  cell`fresh = Trained up to k = ${most} with ${count} seeds ${source}
  ${(most, count, source, run) =>
    source === "recorded" ? [] : run.sweep(study(most, count))}`;
const runs = cell`runs = Runs that are shown ${recorded} ${fresh.live} ${source}
  ${(recorded, fresh, source) =>
  source === "recorded" ? recorded : fresh.flatMap(fromRow)}`;

// %%
md`
## Look through them

**Recorded** runs are there at once: all **${
  recorded.at((runs) => runs.length)
}**, from a file with the script that made it beside. **Computed here** are
those of the sliders, on all your processors, as they come; with all teachers and a
hundred seeds it is the whole study, an hour or more.
`;

// %%
cell`Runs ${runs} ${across} ${upward} ${chosen} ${(runs, x, y, value) =>
  sweepExplorer(runs, {
    x,
    y,
    title: "Every run of the study",
    choose: { target: chosen, label: "Run", value },
  })}`;

md`
Draw a rectangle over dots, or over bars below: all parts show what you have
selected. Press a verdict to leave it out. A **click on a dot** trains that run
again, further down.

**What to look for.** Select ρ = 1: its runs fall into two heaps, at zero and far
above. Those above are no failures of the optimizer. They are strict minima, or they
*escape*: parameters grow, and the loss still falls. Where to? Two of the axes tell.

- **closest pair** across, **their outputs** upward. The pair is that of the two
  neurons whose input weights are most alike, 1 − cos. Top left some runs stand apart:
  two neurons have become one, with huge output weights of opposite sign. They are in
  a **channel to infinity**.
- **least argument** across, **parameterNorm** upward. It is b − 3‖w‖ of that neuron
  of which it is largest. Far to the right an argument is never small for any likely
  input, and softplus is a **straight line** there: a neuron has become linear, and
  its bias grows and grows.
`;

// %%
md`
## How does the share at zero fall with k?
`;

/** Runs of a teacher and a size. */
const those = (runs: readonly StudyRun[], k: number, ρ: number) =>
  runs.filter(({ run }) => run.k === k && run.ρ === ρ);

/** The share of runs of which something holds, for each k that there is. */
function shares(
  runs: readonly StudyRun[],
  holds: (run: StudyRun) => boolean,
) {
  return ρs.map((ρ) => {
    const points = ks.map((k) => those(runs, k, ρ))
      .filter(({ length }) => length > 0);
    return {
      name: `ρ = ${ρ}`,
      xs: points.map(([{ run }]) => run.k),
      ys: points.map((some) => 100 * some.filter(holds).length / some.length),
    };
  });
}

const isEscaping = ({ verdict }: StudyRun) =>
  verdict === "escaping to infinity";
/** As the detector of channels asks: cos ≥ 0.999, outputs of opposite sign. */
const isInChannel = (run: StudyRun) =>
  isEscaping(run) && run.run["closest pair"] <= 1e-3 && run.balance <= 0.5;
/** softplus(z) − z is below 0.05 from z = 3 on. */
const isStraight = (run: StudyRun) =>
  isEscaping(run) && run.run["least argument"] >= 3;

const shareChart = {
  xName: "k, neurons of the teacher",
  yName: "share of runs, %",
  xDomain: [2, 8] as const,
  yDomain: [0, 100] as const,
};
row(
  cell`Zeros ${runs} ${power} ${(runs, power) =>
    lineChart(shares(runs, ({ loss }) => loss! < 10 ** power), {
      ...shareChart,
      title: `Runs with a loss below 10^${power}`,
    })}`,
  cell`Escapes ${runs} ${(runs) =>
    lineChart(
      ([
        ["escaping", isEscaping],
        ["a straight line", isStraight],
        ["a channel", isInChannel],
      ] as const).map(([name, holds]) => ({ ...shares(runs, holds)[0], name })),
      { ...shareChart, title: "Escaping at ρ = 1, and where to" },
    )}`,
);
cell`Verdicts ${runs} ${(runs) =>
  verdictCounts(
    ks.map((k) => ({
      name: `k = ${k}`,
      counts: countVerdicts(those(runs, k, 1)),
    })),
    { title: "Students as large as their teacher, ρ = 1" },
  )}`;

/** How many of some runs something holds of, in words. */
const told = (
  some: readonly StudyRun[],
  holds: (run: StudyRun) => boolean,
): string =>
  some.length === 0
    ? "none yet"
    : `${some.filter(holds).length} of ${some.length}`;
const zerosOf = (k: number, ρ: number) =>
  cell`${runs} ${power} ${(runs, power) =>
    told(those(runs, k, ρ), ({ loss }) => loss! < 10 ** power)}`;
/** Of runs as large as their teacher. */
const ofSmall = (holds: (run: StudyRun) => boolean) =>
  runs.at((runs) => told(runs.filter(({ run }) => run.ρ === 1), holds));
md`
With a student **as large as the teacher** ${zerosOf(2, 1)} runs reach zero at
k = 2, ${zerosOf(4, 1)} at k = 4, ${zerosOf(8, 1)} at k = 8. **Twice as large**,
${zerosOf(2, 2)} at k = 2 and ${zerosOf(6, 2)} at k = 6: nearly all.

**Move the limit.** At ρ = 1 hardly anything changes: zero and not zero are far
apart. At ρ = 2 and 3 the lines move for large k: those runs are on their way down when
their thousand steps end, where the loss is very flat. What falls there with k is the
patience, not the chance.

Of the runs with ρ = 1, **${ofSmall(isEscaping)}** escape. With **${
  ofSmall(isStraight)
}** a neuron has become a straight line; **${ofSmall(isInChannel)}** are in a
channel when their steps end. So most of what looks like a slow channel here is none.

**How sure is a verdict?** 1386 of these runs had been trained before, by an older
engine. Verdicts were the same for 1308; nearly all others lie on a verge, between
*gradient-flat* and its neighbors, where numbers hardly tell a slow approach from an
escape. Of the 411 runs that ended above 10⁻¹⁰ in either, all but 13 ended at the same
loss to three digits. Four became strict minima, or were none any more: differences in
the last digit can grow on the way, until a run ends elsewhere.
`;

// %%
md`
## Beside what was published

MLPGradientFlow, the package of Brea and others (2023), comes with a script for such
a study: 50 seeds, k = 2 and 4, ten thousand samples; *at infinity* is what has
½‖θ‖² > 4800. By that limit **${
  ofSmall(({ parameterNorm }) => parameterNorm! ** 2 / 2 > 4800)
}** of our runs with ρ = 1 are at infinity; what escapes more slowly is not counted by
a norm.

The paper on channels (2025) trained 4420 networks on other targets and asks for
‖θ‖ > 10³, a pair with 1 − cos below 10⁻³, and updates within the channel. It gives
shares in a picture, its figure 4c, and in no sentence a number: there is none to put
beside ours. In words it finds *a substantial probability of reaching channels* with
all data it tried, more where targets are rough. A random teacher is a smooth one.
`;

// %%
md`
## One run, again

A run is its seeds: trained anew it is the same run, up to rounding. Click another
dot above, or enter a number.
`;
const plan = cell`plan = The whole study ${() =>
  planSweep(study(8, seedsOfAll))}`;
const job = cell`job = Run ${chosen} of ${plan}
  ${(index, plan) => plan.job(index)}`;
const fit = cell`fit = Train ${job} again ${(job, run) => run.job(job)}`;
const spectrum = cell`spectrum = Hessian spectrum of ${fit}
  ${(fit, run) => run.hessianSpectrum(fit)}`;
const plane = cell`plane = Loss plane through the end of ${fit}
  ${(fit, run) => run.plane(fit, { resolution: 41, backend: "wasm-float32" })}`;
/** What distinguishes the run. */
const which = cell`which = What ${chosen} of ${plan} is ${(index, plan) => {
  const [{ parameters }] = plan.runs(index, index + 1);
  return `${parameters.problem}, seed ${parameters.seed}`;
}}`;
/** The same run in the file: a second opinion. */
const before = cell`before = Run ${chosen} as ${recorded} has it
  ${(index, runs) => runs.find((run) => run.index === index)}`;
md`
Run **${chosen}** is **${which}**: it ends after ${
  fit.at((fit: TrainingResult) => fit.steps)
} steps at a loss of **${fit.at((fit) => fit.loss)}** with
‖θ‖₂ = ${
  fit.at(({ parameters }) => Math.hypot(...parameters))
}. Recorded was: loss
**${before.at((row) => row?.loss ?? "no such run")}**, *${
  before.at((row) => row?.verdict ?? "none")
}*.

${provenBadge(fit)}
`;
row(
  cell`Loss ${fit.live} ${(fit) => lossCurve(fit)}`,
  cell`Eigenvalues ${spectrum} ${fit} ${(spectrum, { verdict }) =>
    spectrumPlot(spectrum, { verdict })}`,
  cell`Plane ${plane.live} ${(plane) => contours(plane, { path: plane.path })}`,
);

// %%
md`
## References

J. Brea, F. Martinelli, B. Şimşek and W. Gerstner, *MLPGradientFlow: going with the
flow of multilayer perceptrons (and finding minima fast and accurately)*, 2023, arXiv
2301.10638. F. Martinelli, A. van Meegen, B. Şimşek, W. Gerstner and J. Brea, *Flat
channels to infinity in neural loss landscapes*, 2025, arXiv 2506.14951.
`;
