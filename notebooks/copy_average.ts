// %%
import {
  CATEGORICAL,
  cell,
  choice,
  formatNumber,
  lineChart,
  matrixPlot,
  md,
  mlp,
  overlapMap,
  overlaps,
  populationLoss,
  range,
  row,
  spectrumPlot,
  type TrainingResult,
} from "@thalweg/thalweg";

// %%
md`
# Copy or average?

A teacher has k neurons; a student has fewer, n. It cannot copy all of them. What
does it do: copy some and forget the rest? Share the blame evenly?

Take neurons $σ(z) = \operatorname{erf}(z/\sqrt 2)$, teacher weights of length 1
at right angles to each other, output weights 1, no biases, and *infinitely many*
standard normal inputs. Then the loss is a
formula, and what trainings find is simple: the student **copies n − 1 teachers and
averages the others** in one neuron.
`;

// %%
const teachers = range`Teachers k ${{ min: 1, max: 8, value: 5 }}`;
const students = range`Students n ${{ min: 1, max: 8, value: 3 }}`;
const starts = range`Starts ${{ min: 1, max: 40, value: 12 }}`;

// %%
const teacher =
  mlp`teacher = ${teachers} → ${teachers} sigmoid2 no bias → 1 no bias`;
const student =
  mlp`student = ${teachers} → ${students} sigmoid2 no bias → 1 no bias`;
const objective = cell`objective = Loss of ${student} of orthonormal ${teacher}
  ${(student, teacher) => {
  const k = teacher.inputs;
  const parameters = new Float64Array(k * k + k).fill(1, k * k);
  for (let i = 0; i < k; i++) parameters[i * k + i] = 1;
  return populationLoss(student, { teacher, parameters });
}}`;
const fits = cell`fits = Train ${objective} from ${starts} starts
  ${(objective, starts, run) =>
  run.trainMany(objective, Array.from({ length: starts }, (_, i) => i), {
    trajectory: { points: 200 },
  })}`;

// %%
/** L*(m): the least loss of one neuron that stands for m. */
const least = (m: number) =>
  m / 3 - 2 / Math.PI * m * m * Math.asin(1 / (2 * m));

/** All ways to share k teachers among n students, none without one. */
function sharings(k: number, n: number, most = k): number[][] {
  if (n === 0) return k === 0 ? [[]] : [];
  return Array.from({ length: Math.min(k, most) }, (_, i) => i + 1)
    .flatMap((first) =>
      sharings(k - first, n - 1, first).map((rest) => [first, ...rest])
    );
}

const lossOf = (sharing: readonly number[]) =>
  sharing.reduce((sum, m) => sum + least(m), 0);

const outcomes = cell`Outcomes ${fits.live} ${teachers} ${students}
  ${(fits, k, n) => {
  const shared = sharings(k, n).toSorted((a, b) => lossOf(a) - lossOf(b));
  const ends = [0.5, Math.max(1.5, fits.length + 0.5)] as const;
  const largest = Math.max(0.01, ...shared.map(lossOf), ...fits.map(lossAt));
  return lineChart([
    ...shared.slice(0, 4).map((sharing, i) => ({
      name: `shared ${sharing.join(" + ")}`,
      xs: [...ends],
      ys: [lossOf(sharing), lossOf(sharing)],
      color: CATEGORICAL[i + 2],
    })),
    {
      name: "trained",
      xs: fits.map((_, i) => i + 1),
      ys: fits.map(lossAt),
      dots: true,
      color: CATEGORICAL[0],
    },
  ], {
    title: `Where ${n} student${n === 1 ? "" : "s"} of ${k} end`,
    xName: "start",
    yName: "loss",
    xDomain: ends,
    yDomain: [0, 1.1 * largest],
  });
}}`;

function lossAt({ loss }: TrainingResult): number {
  return loss;
}

const price = cell`Price ${teachers} ${(k) => {
  const sizes = Array.from({ length: Math.max(k, 5) }, (_, i) => i + 1);
  return lineChart(
    [{ name: "L*(m)", xs: sizes, ys: sizes.map(least), color: CATEGORICAL[2] }],
    {
      title: "What an average of m costs: less for each one more",
      xName: "teachers m in one student",
      yName: "loss",
    },
  );
}}`;
row(outcomes, price);

md`
For one student and m teachers the best is $‖w‖^2 = 1/(2m - 1)$, $a = ±m$, with
the loss

$$L^*(m) = \frac m3 - \frac2π\, m^2 \arcsin\frac1{2m}.$$

Groups at right angles do not see each other, so that sharing k teachers in groups of
$m_1, …, m_n$ costs $L^*(m_1) + … + L^*(m_n)$. The curve bends down: each teacher
more in *one* average is cheaper than the last. So the cheapest is to put all that
cannot be copied into one.

The best training is at **${
  fits.at((fits) => Math.min(...fits.map(lossAt)))
}**, the formula for n − 1 copies and one average at **${cell`${teachers} ${students} ${(
  k,
  n,
) =>
  n > k ? 0 : least(
    k - n + 1,
  )}`}**: they differ by ${cell`${fits} ${teachers} ${students} ${(
  fits,
  k,
  n,
) =>
  formatNumber(
    Math.min(...fits.map(lossAt)) - (n > k ? 0 : least(k - n + 1)),
    2,
  )}`}.
`;

// %%
const names = cell`The starts ${starts}
  ${(starts) => Array.from({ length: starts }, (_, i) => i + 1)}`;
const which = choice`Look at start ${names}`;
const fit = cell`fit = The chosen of ${fits} ${which}
  ${(fits, which) => fits[Math.min(which, fits.length) - 1]}`;

/** A neuron and its mirror image, −w and −a, are the same: a ≥ 0 in the end. */
const upright = cell`upright = Signs of ${fit} ${students}
  ${({ parameters, trajectory }, n) => {
  const signs = parameters.slice(-n).map((a) => a < 0 ? -1 : 1);
  const d = (parameters.length - n) / n;
  const turn = (θ: Float64Array) =>
    θ.map((x, i) => x * signs[i < n * d ? Math.floor(i / d) : i - n * d]);
  return {
    times: trajectory.times,
    ways: trajectory.parameters.map(turn),
    end: turn(parameters),
  };
}}`;

cell`Overlaps ${upright} ${objective} ${({ times, ways }, objective) =>
  overlapMap({ times, overlaps: ways.map((θ) => overlaps(objective, θ)) })}`;
row(
  cell`Who stands for whom ${upright} ${objective} ${teachers} ${students}
  ${({ end }, objective, k, n) => {
    const { R } = overlaps(objective, end);
    const size = Math.max(k, n);
    const square = new Float64Array(size * size);
    for (let i = 0; i < n; i++) {
      const a = end[end.length - n + i];
      for (let j = 0; j < k; j++) square[i * size + j] = a * R[i * k + j];
    }
    return matrixPlot(square, {
      size,
      title: "a w·w* of students (rows) and teachers (columns)",
      name: "neuron",
      scale: 1,
    });
  }}`,
  cell`Spectrum ${fit} ${async (fit, run) =>
    spectrumPlot(await run.hessianSpectrum(fit), { verdict: fit.verdict })}`,
);

md`
${fit.at(({ verdict }) => verdict?.sentence ?? "")}

**What to look for.** Rows with one strong square are copies, the row with many
fainter ones is the average: its weights are $1/\sqrt{m(2m - 1)}$ along each of its
teachers, and its output weight m. Which teachers are averaged is chance: look at
other starts. In the map the choice is where the overlaps part. Set n = k: all are
copied, and the loss is 0.
`;

// %%
md`
## References

B. Şimşek, A. Bendjeddou, W. Gerstner, J. Brea, *Should under-parameterized student
networks copy or average teacher weights?*, NeurIPS 2023. D. Saad and S. A. Solla,
*On-line learning in soft committee machines*, Physical Review E 52 (1995): the
overlaps, and why they part.
`;
