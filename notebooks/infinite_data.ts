// %%
import {
  CATEGORICAL,
  cell,
  choice,
  contours,
  empiricalLoss,
  forward,
  gaussHermiteData,
  hessianSpectrum,
  initialize,
  lineChart,
  md,
  minimize,
  mlp,
  type Network,
  type Objective,
  packParameters,
  pathOnPlane,
  populationLoss,
  range,
  row,
  seed,
  teacherStudent,
} from "@thalweg/thalweg";

// %%
md`
# What if there were no end of data?

A student sees N samples of what its teacher answers. Each new sample moves its
loss, and the minimum of its loss, a little. Where does that lead? To the
**population loss**, the mean over *all* inputs there could be,

$$L_\infty(θ) = \mathbb E_{x∼\mathcal N(0, I)}\,(f_θ(x) - f^*(x))^2.$$

For networks with one hidden layer this is not a limit that one can only come
near: expectations of two neurons are integrals over the plane of their weights,
and the computer knows them, to the last digits, with gradient and Hessian. No
samples, no noise, no test set.

Drag **Samples** to the right. Its end is ∞.
`;

// %%
/** The right end of the slider. */
const infinity = 1e6;
const samples = range`Samples ${{
  min: 100,
  max: infinity,
  scale: "log",
  value: 100,
}}`;
const dataSeed = seed`Seed of the samples ${2}`;
const startSeed = seed`Seed of the start ${2}`;
const activation = choice`Activation ${["sigmoid2", "tanh"]}`;

// %%
const teacher = mlp`teacher = 2 → 3 ${activation} → 1`;
const student = mlp`student = 2 → 2 ${activation} → 1`;
const target = cell`target = Parameters of ${teacher}
  ${(teacher) => ({
  teacher,
  parameters: packParameters(teacher, [
    { weights: [[1.5, 0], [-0.3, 1.5], [-1, -0.9]], bias: [0.3, -0.4, 0.5] },
    { weights: [[1, -0.8, 0.7]], bias: [0.2] },
  ]),
})}`;

/** The loss on N samples, or on all. */
function lossOn(
  student: Network,
  { teacher, parameters }: { teacher: Network; parameters: Float64Array },
  samples: number,
  seed: number,
): Objective {
  if (samples >= infinity) {
    return populationLoss(student, { teacher, parameters });
  }
  const data = { teacher, teacherParameters: parameters, samples, seed };
  return empiricalLoss(student, teacherStudent(data));
}

const trajectory = { points: 300 };
const ideal = cell`ideal = Train ${student} on all inputs, of ${target}
  from seed ${startSeed} ${(student, target, seed, run) =>
  run.train(
    populationLoss(student, target),
    initialize(student, { seed }),
    { trajectory },
  )}`;
const fit = cell`fit = Train ${student} on ${samples} samples of ${target}
  with seed ${dataSeed} from seed ${startSeed}
  ${(student, samples, target, dataSeed, seed, run) =>
  run.train(
    lossOn(student, target, samples, dataSeed),
    initialize(student, { seed }),
    { trajectory },
  )}`;

// %%
const [SEEN, ALL, IDEAL] = CATEGORICAL;
const numberName = (samples: number) =>
  samples >= infinity ? "∞" : String(samples);

const curves = cell`Loss ${fit} ${ideal} ${student} ${target} ${samples}
  ${(fit, ideal, student, target, samples) => {
  const population = populationLoss(student, target);
  const { times, parameters, losses } = fit.trajectory;
  const from = (x: ArrayLike<number>) => Array.from(x).slice(1);
  return lineChart([
    {
      name: "seen by the student",
      xs: from(times),
      ys: from(losses),
      color: SEEN,
    },
    {
      name: "on all inputs",
      xs: from(times),
      ys: parameters.slice(1).map((θ) => population.loss(θ)),
      color: ALL,
    },
    {
      name: "trained on all inputs",
      xs: from(ideal.trajectory.times),
      ys: from(ideal.trajectory.losses),
      color: IDEAL,
    },
  ], {
    title: `Loss of a student of ${numberName(samples)} samples`,
    xName: "time of the flow",
    yName: "loss",
    logX: true,
    logY: true,
  });
}}`;

const surface = cell`surface = Population loss around the way of ${ideal}
  ${(ideal, run) => run.plane(ideal, { resolution: 41 })}`;
const ways =
  cell`Ways ${surface} ${fit} ${ideal} ${student} ${target} ${samples}
  ${(surface, fit, ideal, student, target, samples) => {
    const population = populationLoss(student, target);
    const way = ({ trajectory }: typeof fit) =>
      pathOnPlane(population, surface, trajectory);
    return contours(surface, {
      title: "Two ways over the population loss",
      paths: [
        { name: `${numberName(samples)} samples`, path: way(fit) },
        { name: "∞", path: way(ideal) },
      ],
    });
  }}`;
row(curves, ways);

md`
On all inputs the training came to rest at **${
  ideal.at(({ loss }) => loss)
}**: a student of two neurons cannot do better nearby. On ${
  samples.at(numberName)
} samples it saw a loss of **${fit.at(({ loss }) => loss)}**, and on all inputs
it is at **${cell`${fit} ${student} ${target} ${(fit, student, target) =>
  populationLoss(student, target).loss(fit.parameters)}`}**.

**What to look for.** With few samples the blue line ends below the orange one, as
a rule: the student learns its samples by heart. Their gap closes as N grows, and
the two ways become one, to the same minimum. At ∞ there is nothing to tell
apart: seen *is* all. And ∞ is cheap: *sigmoid2* (erf) is in closed form, *tanh* is
integrated to ten digits.
`;

// %%
md`
## The law: 1/N

How fast? Let $θ_∞$ be the minimum on all inputs, $θ_N$ that on N samples. The gradient
at $θ_∞$ is a mean of N independent things of mean 0 and covariance
$C = \mathbb E\, g g^\top$; a Newton step later,

$$\mathbb E\,‖θ_N - θ_∞‖^2 ≈ \frac{1}{N}\, \operatorname{tr}(H^{-1} C H^{-1}).$$

H is the Hessian of the population loss at $θ_∞$. Both sides are computed here: the
dots by minimizing on samples, the line without any.
`;

// %%
const sizes = [100, 316, 1000, 3162, 10_000, 31_623, 100_000];
const seeds = [0, 1, 2, 3, 4, 5];

/** tr H⁻¹CH⁻¹, with C by quadrature over the inputs. */
function spread(
  student: Network,
  { teacher, parameters }: { teacher: Network; parameters: Float64Array },
  θ: Float64Array,
): number {
  const { eigenvalues, eigenvectors } = hessianSpectrum(
    populationLoss(student, { teacher, parameters }),
    θ,
  );
  const data = gaussHermiteData(
    student,
    (inputs) => forward(teacher, parameters, inputs),
    { nodes: 60 },
  );
  // residuals and their slopes carry the root of each node's weight
  const objective = empiricalLoss(student, data);
  const r = objective.residuals!(θ);
  const J = objective.jacobian!(θ);
  const p = θ.length;
  return eigenvectors.reduce((trace, v, k) => {
    let moment = 0;
    r.forEach((rn, n) => {
      const slope = v.reduce((sum, x, i) => sum + x * J[n * p + i], 0);
      const weight = data.weights![n];
      if (weight > 0) moment += (2 * rn * slope) ** 2 / weight / r.length;
    });
    return trace + moment / eigenvalues[k] ** 2;
  }, 0);
}

const law = cell`law = Minima of ${student} on samples of ${target}
  beside the minimum of ${ideal}
  ${function* (student, target, { parameters: best }, run) {
  const points: { samples: number; distance: number }[] = [];
  const draws = sizes.flatMap((samples) =>
    seeds.map((seed) => ({ samples, seed: 100 + seed }))
  );
  for (const { samples, seed } of run.each(draws)) {
    const objective = lossOn(student, target, samples, seed);
    const { parameters } = minimize(objective, best, {
      method: "trustRegionNewton",
    });
    const distance = parameters
      .reduce((sum, x, i) => sum + (x - best[i]) ** 2, 0);
    points.push({ samples, distance });
    yield points.slice();
  }
}}`;

cell`Law ${law.live} ${ideal} ${student} ${target}
  ${(points, ideal, student, target) => {
  const trace = spread(student, target, ideal.parameters);
  const mean = (samples: number) => {
    const own = points.filter((point) => point.samples === samples);
    return own.reduce((sum, { distance }) => sum + distance, 0) / own.length;
  };
  return lineChart([
    {
      name: "each seed",
      xs: points.map(({ samples }) => samples),
      ys: points.map(({ distance }) => distance),
      dots: true,
      color: CATEGORICAL[9],
    },
    {
      name: "mean of seeds",
      xs: sizes,
      ys: sizes.map(mean),
      dots: true,
      color: SEEN,
    },
    {
      name: "tr(H⁻¹CH⁻¹)/N",
      xs: sizes,
      ys: sizes.map((samples) => trace / samples),
      color: IDEAL,
    },
  ], {
    title: "Squared distance of the minimum from that on all inputs",
    xName: "samples N",
    yName: "‖θN − θ∞‖²",
    logX: true,
    logY: true,
    span: "full",
  });
}}`;

md`
**What to look for.** A factor of ten in N brings the minimum nearer by √10. Where
N is small the dots leave the line: the parabola at $θ_∞$ is not all of the
landscape, and some minima are elsewhere.
`;

// %%
md`
## References

D. Saad and S. A. Solla, *Exact solution for on-line learning in multilayer neural
networks*, Physical Review Letters 74 (1995), for expectations of erf neurons.
Y. Cho and L. K. Saul, *Kernel methods for deep learning*, NIPS 2009, for those of
relu. A. W. van der Vaart, *Asymptotic Statistics*, 1998, chapter 5, for the law.
D. B. Owen, *Tables for computing bivariate normal probabilities*, Annals of
Mathematical Statistics 27 (1956), for Φ₂.
`;
