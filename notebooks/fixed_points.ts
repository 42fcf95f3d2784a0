// %%
import {
  binomialInterval,
  cell,
  choice,
  countVerdicts,
  empiricalLoss,
  lineChart,
  md,
  network,
  type NotebookRun,
  range,
  teacherStudent,
  type TrainingResult,
  VERDICT_COLORS,
  verdictCounts,
} from "@thalweg/thalweg";

// %%
md`
# Where trainings end

A teacher of k neurons, a student of ρk. In the limit of long training the
student must come to rest somewhere, or never: at a minimum, on a saddle, on its
way to infinity. Small gradients do not tell which. Here many students are
trained, each on a teacher of its own, and every end is judged by its Hessian:
the *verdict*.

Runs appear as they finish, in the order of their seeds. Lines are the
intervals of probabilities that the counts agree with.
`;

// %%
const activation = choice`Activation ${["softplus", "g", "sigmoid", "tanh"]}`;
const samples = choice`Samples ${[1000, 10_000]} ${{ value: 10_000 }}`;
const count = range`Seeds ${{ min: 2, max: 50, value: 12 }}`;

function oneHidden(inputs: number, width: number, activation: string) {
  return network({ inputs, layers: [{ width, activation }, { width: 1 }] });
}

/** Students of ρk neurons on teachers of k, with k inputs. */
function study(k: number, ρ: number) {
  return (
    activation: string,
    samples: number,
    count: number,
    run: NotebookRun,
  ): Promise<TrainingResult[]> => {
    const seeds = Array.from({ length: count }, (_, i) => i + 1);
    const teacher = oneHidden(k, k, activation);
    const student = oneHidden(k, ρ * k, activation);
    const objectives = seeds.map((seed) =>
      empiricalLoss(student, teacherStudent({ teacher, samples, seed }))
    );
    return run.trainMany(objectives, seeds);
  };
}

// %%
const twoOnTwo = cell`Two neurons on teachers of two
  ${activation} ${samples} ${count} ${study(2, 1)}`;
const fourOnTwo = cell`Four neurons on teachers of two
  ${activation} ${samples} ${count} ${study(2, 2)}`;
const fourOnFour = cell`Four neurons on teachers of four
  ${activation} ${samples} ${count} ${study(4, 1)}`;
const eightOnFour = cell`Eight neurons on teachers of four
  ${activation} ${samples} ${count} ${study(4, 2)}`;
const one = twoOnTwo.live;
const two = fourOnTwo.live;
const three = fourOnFour.live;
const four = eightOnFour.live;
const names = [
  "k = 2, ρ = 1",
  "k = 2, ρ = 2",
  "k = 4, ρ = 1",
  "k = 4, ρ = 2",
];

// %%
cell`Verdicts ${one} ${two} ${three} ${four} ${(one, two, three, four) =>
  verdictCounts(
    [one, two, three, four].map((results, i) => ({
      name: names[i],
      counts: countVerdicts(results),
    })),
    { title: "Where students of ρk neurons end, on teachers of k" },
  )}`;

// %%
cell`Losses and gradients ${one} ${two} ${three} ${four}
  ${(one, two, three, four) => {
  const results = [one, two, three, four].flat();
  const kinds = countVerdicts(results).filter(({ count }) => count > 0);
  return lineChart(
    kinds.map(({ kind }) => {
      const own = results.filter(({ verdict }) =>
        (verdict?.kind ?? "none") === kind
      );
      return {
        name: kind,
        // a loss of zero is drawn at the smallest number there is room for
        xs: own.map(({ loss }) => Math.max(loss, 1e-34)),
        ys: own.map(({ gradientNorm }) => Math.max(gradientNorm, 1e-18)),
        color: VERDICT_COLORS[kind],
        dots: true,
      };
    }),
    {
      title: "Every run: how low, and how flat",
      xName: "loss",
      yName: "‖∇L‖∞",
      logX: true,
      logY: true,
      xDomain: [1e-34, 1],
      yDomain: [1e-18, 1e-4],
      span: "full",
    },
  );
}}`;

// %%
/** How many of the runs ended at a loss of zero, up to rounding, in words. */
function zeros(results: readonly TrainingResult[]): string {
  const count = results.filter(({ loss }) => loss < 1e-18).length;
  const total = results.length;
  if (total === 0) return "none yet";
  const [low, high] = binomialInterval(count, total)
    .map((share) => Math.round(100 * share));
  return `${count} of ${total} (${low} to ${high} %)`;
}
md`
## What to look for

**As many neurons as the teacher.** A student that finds the teacher ends at a
*strict minimum* of loss zero: **${one.at(zeros)}** with k = 2,
**${
  three.at(zeros)
}** with k = 4. Others end at strict minima that are not zero,
or do not end: parameters grow without end. There are several ways: a neuron's bias
grows until its softplus is a straight line; or two neurons become ever more alike
while their output weights grow with opposite signs, and the loss creeps down a
*channel to infinity* (Martinelli and others, 2025). The notebook of a sweep counts
both. Tools that stop at a small gradient call all of these minima, too.

**Twice as many.** Now nearly all reach zero: **${two.at(zeros)}** with k = 2,
**${
  four.at(zeros)
}** with k = 4. But what they reach is no point: a neuron may be
a copy, or be switched off, and the minima form a manifold. The Hessian is zero
along it, and the verdict is *minimum, degenerate*.

**Not by the gradient.** In the lower picture some runs on their way to infinity
have gradients as small as those of minima, and some minima have losses as high.
What tells them apart is the Hessian, and whether the parameters still grow.

Try other activations: with g students of the teacher's size nearly all come to
rest, at losses that need not be zero.
`;
