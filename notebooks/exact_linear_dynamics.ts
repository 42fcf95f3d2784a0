// %%
import {
  button,
  CATEGORICAL,
  cell,
  choice,
  coupledDynamics,
  type Dataset,
  formatNumber,
  geometricTimes,
  grid,
  heatMap,
  lambdaBalancedStart,
  linearModel,
  type LinearModelOptions,
  lineChart,
  md,
  range,
  readCommandLine,
  riccatiSolution,
  row,
  saveDated,
  seed,
  svd,
  text,
  toggle,
  twoLayerModes,
  type TwoLayerTraining,
  type TwoLayerTrainingOptions,
  writeCommandLine,
} from "@thalweg/thalweg";

// %%
md`
# Learning that can be written down

Two layers without activations can say no more than a single matrix, and yet they
learn like deep networks do, in steps, with plateaus between them. And every step can
be calculated beforehand. Below a network $W_2W_1x$ is trained for 100 000 iterations
(dots), and the theory (lines) has never seen them.

Why is one of the two weights learned thousands of iterations before the other,
though both have the same drive? Move the rates apart, or take a larger start: which
plateau goes away first?
`;

// %%
const preset = choice`Data ${[
  "two inputs: the source's run",
  "fifty inputs, with noise",
]}`;
const kind = choice`Training ${[
  "synaptic coordinates",
  "by hand: half the gradient",
  "the exact gradient",
]}`;
const rate1 = range`Rate of W₁ ${{
  min: 0.1,
  max: 4,
  scale: "log",
  value: 1,
}}`;
const rate2 = range`Rate of W₂ ${{
  min: 0.1,
  max: 4,
  scale: "log",
  value: 1,
}}`;
const same = toggle`Same rate, the larger one ${false}`;
const decaying = toggle`Decaying rates ${false}`;
const order = choice`Steps ${["W₁, then W₂", "both at once"]}`;
const scale = range`Scale of the start ${{
  min: 0.01,
  max: 1,
  scale: "log",
  value: 0.1,
}}`;
const start = seed`Seed of the start ${12}`;
const relu = toggle`ReLU in the hidden layer ${false}`;
const slips = toggle`As published ${false}`;
const line = text`Command line, or JSON ${""}`;

// %%
/** What is trained, and how. */
interface Setup {
  readonly model: LinearModelOptions;
  readonly training: TwoLayerTrainingOptions;
}

/** The source's run, and the second one that its code holds. */
const presets: Readonly<Record<string, Setup>> = {
  "two inputs: the source's run": {
    model: {
      samples: 50,
      inputs: 2,
      outputs: 2,
      condition: 10,
      coefficients: [0.01001, 0, 0, 1],
      testSamples: 5000,
      seed: 12,
    },
    training: { hidden: 50, iterations: 100_000, rates: [1e-3, 1e-3] },
  },
  "fifty inputs, with noise": {
    model: {
      samples: 1000,
      inputs: 50,
      outputs: 2,
      condition: 3,
      noise: 1,
      testSamples: 2000,
      seed: 12,
    },
    training: { hidden: 50, iterations: 20_000, rates: [1e-5, 1e-5] },
  },
};

/** A run from a command line, or from JSON as it is shown below. */
function read(line: string): Setup {
  if (line.trim().startsWith("{")) return JSON.parse(line);
  const { model, training } = readCommandLine(line);
  // the source overwrites β
  const own = model.inputs === 2 ? { coefficients: [0.01001, 0, 0, 1] } : {};
  return {
    model: { ...model, ...own, outputs: 2, testSamples: 5000 },
    training,
  };
}

const setup = cell`setup = What is trained ${preset} ${kind} ${rate1} ${rate2}
  ${same} ${decaying} ${order} ${scale} ${start} ${relu} ${slips} ${line}
  ${(
  preset,
  kind,
  rate1,
  rate2,
  same,
  decaying,
  order,
  scale,
  seed,
  relu,
  slips,
  line,
): Setup => {
  const { model, training } = line.trim() ? read(line) : presets[preset];
  const base = training.rates ?? [1e-3, 1e-3];
  const rates = [base[0] * rate1, base[1] * rate2];
  const synaptic = kind === "synaptic coordinates" && !relu;
  return {
    model,
    training: {
      ...training,
      rates: same ? [Math.max(...rates), Math.max(...rates)] : rates,
      scales: [scale, scale],
      seed,
      coordinates: synaptic ? "synaptic" : "original",
      gradient: kind === "the exact gradient" ? "whole" : "half",
      update: order === "both at once" ? "simultaneous" : "sequential",
      decay: decaying ? 1e-4 : 0,
      activation: relu ? "relu" : training.activation ?? "identity",
      asPublished: slips && synaptic,
    },
  };
}}`;

const model = cell`model = Samples of ${setup} ${({ model }) =>
  linearModel(model)}`;

const run = cell`run = Training on ${model} as in ${setup}
  ${(model, { training }, run) =>
  run.job({
    kind: "twoLayerTraining",
    model,
    options: {
      ...training,
      times: [0, ...geometricTimes(training.iterations ?? 10_000, 700)],
    },
  })}`;

// %%
/** ‖Y − XWᵀ‖² of a map (outputs × inputs). */
function squaredError(W: ArrayLike<number>, data: Dataset): number {
  const { samples, inputCount: d, outputCount: outputs, inputs } = data;
  let sum = 0;
  for (let n = 0; n < samples; n++) {
    for (let o = 0; o < outputs; o++) {
      let error = data.targets![n * outputs + o];
      for (let j = 0; j < d; j++) error -= W[o * d + j] * inputs[n * d + j];
      sum += error * error;
    }
  }
  return sum;
}

/** U W Vᵀ: from the coordinates of the modes to those of the samples. */
function toOriginal(
  W: Float64Array,
  { U, Vt }: TwoLayerTraining["coordinates"],
): Float64Array {
  const outputs = Math.sqrt(U.length);
  const d = Math.sqrt(Vt.length);
  const out = new Float64Array(outputs * d);
  for (let o = 0; o < outputs; o++) {
    for (let k = 0; k < outputs; k++) {
      for (let i = 0; i < d; i++) {
        const x = U[o * outputs + k] * W[k * d + i];
        if (x === 0) continue;
        for (let j = 0; j < d; j++) out[o * d + j] += x * Vt[i * d + j];
      }
    }
  }
  return out;
}

/** The map of a run at its k-th time. */
const mapAt = ({ weights }: TwoLayerTraining, size: number, k: number) =>
  weights.subarray(k * size, (k + 1) * size);

/** A training or a theory: a map for every time, in both coordinates. */
interface Course {
  readonly times: ArrayLike<number>;
  readonly synaptic: readonly Float64Array[];
  readonly original: readonly Float64Array[];
  readonly losses: ArrayLike<number>;
  readonly risks: ArrayLike<number>;
}

/** Uᵀ W V: back, for maps that come in the coordinates of the samples. */
function toSynaptic(
  W: Float64Array,
  { U, Vt, values }: TwoLayerTraining["coordinates"],
): Float64Array {
  const outputs = Math.sqrt(U.length);
  const d = Math.sqrt(Vt.length);
  const transposed = (A: Float64Array, n: number) =>
    A.map((_, k) => A[(k % n) * n + Math.floor(k / n)]);
  return toOriginal(W, {
    U: transposed(U, outputs),
    Vt: transposed(Vt, d),
    values,
  });
}

// %%
const measured = cell`measured = The run in both coordinates ${run} ${setup}
  ${(run, { training }): Course => {
  const size = run.solution.weights.length;
  const maps = Array.from(run.times, (_, k) => mapAt(run, size, k));
  const isSynaptic = training.coordinates === "synaptic";
  const { coordinates } = run;
  return {
    ...run,
    synaptic: isSynaptic ? maps : maps.map((W) => toSynaptic(W, coordinates)),
    original: isSynaptic ? maps.map((W) => toOriginal(W, coordinates)) : maps,
  };
}}`;

/** The theory at as many times as a picture needs. */
const predicted = cell`predicted = The same by theory ${run} ${model}
  ${(run, { data, test }): Course => {
  const { coordinates, modes, times } = run;
  const some = modes ? Array.from(times).filter((_, k) => k % 4 === 0) : [];
  const { exact: _, ...given } = modes ?? {
    sigma: [1],
    lambda: [1],
    a: [0],
    b: [0],
    rates: [1, 1] as const,
    exact: false,
  };
  const solution = twoLayerModes(given);
  const d = Math.sqrt(coordinates.Vt.length);
  const synaptic = some.map((t) => {
    const W = new Float64Array(run.solution.weights.length);
    solution.at(t + 1).product.forEach((z, i) => W[i * d + i] = z);
    return W;
  });
  const original = synaptic.map((W) => toOriginal(W, coordinates));
  return {
    times: some,
    synaptic,
    original,
    // a loss is recorded before its step, a risk after it
    losses: some.map((t) => {
      const W = new Float64Array(run.solution.weights.length);
      solution.at(t).product.forEach((z, i) => W[i * d + i] = z);
      return squaredError(toOriginal(W, coordinates), data);
    }),
    risks: original.map((W) => squaredError(W, test)),
  };
}}`;

/** The run as dots, the theory as a line, of one color. */
function both(
  name: string,
  color: string,
  measured: Course,
  predicted: Course,
  of: (course: Course, k: number) => number,
) {
  const curve = (course: Course) => ({
    xs: Array.from(course.times, (t) => t + 1),
    ys: Array.from(course.times, (_, k) => of(course, k)),
  });
  const every = curve(measured);
  const kept = (_: number, k: number) => k % 8 === 0;
  return [
    {
      name: predicted.times.length ? `${name}, run` : name,
      xs: every.xs.filter(kept),
      ys: every.ys.filter(kept),
      color,
      dots: true,
    },
    ...(predicted.times.length
      ? [{ name: "theory", ...curve(predicted), color }]
      : []),
  ];
}

const axis = { xName: "iteration t + 1", logX: true };
const risk = cell`Risk ${measured} ${predicted} ${(measured, predicted) =>
  lineChart(
    both(
      "risk",
      CATEGORICAL[0],
      measured,
      predicted,
      ({ risks }, k) => risks[k],
    ),
    {
      ...axis,
      title: "Risk: summed squared error on the test set",
      yName: "risk",
      logY: true,
    },
  )}`;
const loss = cell`Loss ${measured} ${predicted} ${(measured, predicted) =>
  lineChart(
    both(
      "loss",
      CATEGORICAL[1],
      measured,
      predicted,
      ({ losses }, k) => losses[k],
    ),
    {
      ...axis,
      title: "Loss: summed squared error on the samples",
      yName: "loss",
      logY: true,
    },
  )}`;
const modesChart = cell`Modes ${measured} ${predicted} ${model} ${run}
  ${(measured, predicted, { data }, { coordinates }) =>
  lineChart(
    [0, 1].flatMap((i) =>
      both(
        `z${"₁₂"[i]}`,
        CATEGORICAL[2 * i],
        measured,
        predicted,
        ({ synaptic }, k) =>
          synaptic[k][i * data.inputCount + i] / coordinates.values[i],
      )
    ),
    {
      ...axis,
      title: "The first two modes, as shares of their targets",
      yName: "zλ/σ",
    },
  )}`;

const nameOf = (k: number, d: number) =>
  `w(${Math.floor(k / d) + 1}, ${k % d + 1})`;
const component = choice`Weight ${
  model.at(({ coefficients, data }) =>
    Array.from(coefficients, (_, k) => nameOf(k, data.inputCount))
  )
}`;
const relative = toggle`Relative errors ${false}`;

/** (w − β)², as the source has it, or |w − β|/|β|. */
const errorOf = (w: number, β: number, relative: boolean) =>
  relative ? Math.abs(w - β) / Math.abs(β) : (w - β) ** 2;

const oneError = cell`Error of one weight ${measured} ${predicted} ${run}
  ${model} ${component} ${relative} ${setup}
  ${(measured, predicted, run, model, component, relative, { training }) => {
  const { coefficients, data } = model;
  const β = coefficients;
  const k = Array.from(β, (_, k) => nameOf(k, data.inputCount))
    .indexOf(component);
  const size = β.length;
  const published = training.asPublished && !relative;
  return lineChart(
    both(
      component,
      CATEGORICAL[4],
      measured,
      predicted,
      (course, t) =>
        published && course === measured
          ? run.errors[t * size + k]
          : errorOf(course.original[t][k], β[k], relative),
    ),
    {
      ...axis,
      title: `${
        relative ? "Relative" : "Squared"
      } error of ${component}, which should be ${formatNumber(β[k])}`,
      yName: relative ? "|w − β|/|β|" : "(w − β)²",
      logY: true,
    },
  );
}}`;
const meanError = cell`Mean error ${measured} ${predicted} ${model} ${relative}
  ${(measured, predicted, { coefficients: β }, relative) =>
  lineChart(
    both("mean", CATEGORICAL[6], measured, predicted, ({ original }, t) => {
      const errors = Array.from(
        β,
        (b, k) => errorOf(original[t][k], b, relative),
      ).filter(Number.isFinite);
      return errors.reduce((sum, x) => sum + x, 0) / errors.length;
    }),
    {
      ...axis,
      title: `Mean ${relative ? "relative" : "squared"} error of all weights`,
      yName: relative ? "mean of |w − β|/|β|" : "mean of (w − β)²",
      logY: true,
    },
  )}`;
const allErrors = cell`Errors of a row of weights ${measured} ${model}
  ${component} ${(measured, { coefficients: β, data }, component) => {
  const d = data.inputCount;
  const few = β.length <= 20;
  // of many weights those of the same output as the chosen one
  const output = Number(/\d+/.exec(component)![0]) - 1;
  const shown = Array.from(β, (_, k) => k)
    .filter((k) => few || Math.floor(k / d) === output);
  const step = Math.ceil(measured.times.length / 16);
  const at = Array.from(measured.times, (_, k) => k)
    .filter((k) => k % step === 0);
  return heatMap({
    title: few
      ? "Squared errors of all weights"
      : `Squared errors of all weights of output ${output + 1}`,
    columns: at.map((t) => String(measured.times[t] + 1)),
    rows: shown.map((k) => nameOf(k, d)),
    losses: shown.flatMap((k) =>
      at.map((t) => (measured.original[t][k] - β[k]) ** 2)
    ),
    xName: "iteration t + 1",
    yName: "weight",
  });
}}`;

grid(2, risk, loss, modesChart, meanError);

md`
${
  run.at(({ modes }) =>
    !modes
      ? "There is no line: with ReLU, or with rates that decay, no theory is known."
      : modes.exact
      ? "The lines are exact for a flow; gradient descent takes steps, which is why the dots may be a little ahead."
      : "Noise has turned the directions of the solution away from those of the inputs: the modes mix, and the lines, which ignore that, are rough."
  )
}
Time counts one iteration as 1, with rates ${
  setup.at(({ training }) => formatNumber(training.rates![0]))
} and ${
  setup.at(({ training }) => formatNumber(training.rates![1]))
}. Steps along
the exact gradient of the summed squared error are **twice** as long as those
written by hand, which belong to half of it: with the third kind of training all
happens in half the time.

## Every weight

Pick one. Its error may rise before it falls: a weight of the original space is a
mixture of modes, which are learned one after the other.
`;
row(component, relative);
row(oneError);
row(allErrors);

// %%
md`
## The way through weight space

All six pairs of four weights (rows and columns 1 and 2), from the red dot.
In synaptic coordinates every mode moves along its own axis; in the original ones
they mix. The two arrows are the singular directions: of the rotated inputs'
covariance, and the rows of $V^\mathsf{T}$.
`;
const space = choice`Coordinates ${["synaptic", "original"]}`;

/** Two directions each: of the inputs' covariance, turned, and the rows of Vᵀ. */
const directions = cell`directions = Arrows of ${run} ${model}
  ${({ coordinates: { Vt } }, { data }) => {
  const { samples, inputCount: d, inputs } = data;
  const { right } = svd(inputs, samples, d);
  const turned = [0, 1].map((i) =>
    [0, 1].map((k) => {
      let sum = 0;
      for (let j = 0; j < d; j++) sum += Vt[k * d + j] * right[i * d + j];
      return sum;
    })
  );
  return {
    synaptic: turned,
    original: [[Vt[0], Vt[1]], [Vt[d], Vt[d + 1]]],
  };
}}`;
/** Every eighth number. */
const thin = (list: readonly number[]) => list.filter((_, k) => k % 8 === 0);
/** A place among four weights: "₁₂" of the first row and the second column. */
const entryOf = (k: number) => ["₁₁", "₁₂", "₂₁", "₂₂"][k];
/** Draws a pair of weights against each other. */
function drawPair(first: number, second: number) {
  return (
    measured: Course,
    predicted: Course,
    directions: {
      readonly synaptic: readonly number[][];
      readonly original: readonly number[][];
    },
    { data }: { readonly data: Dataset },
    space: "synaptic" | "original",
  ) => {
    const d = data.inputCount;
    const place = (k: number) => Math.floor(k / 2) * d + k % 2;
    const letter = space === "synaptic" ? "w̃" : "w";
    const names = [first, second].map((k) => letter + entryOf(k));
    const way = (course: Course) => ({
      xs: course[space].map((W) => W[place(first)]),
      ys: course[space].map((W) => W[place(second)]),
    });
    const ran = way(measured);
    const all = [...ran.xs, ...ran.ys].map(Math.abs);
    const length = Math.max(...all, 1e-3) / 2;
    const arrows = directions[space];
    return lineChart([
      {
        name: "run",
        xs: thin(ran.xs),
        ys: thin(ran.ys),
        color: CATEGORICAL[0],
        dots: true,
      },
      { name: "theory", ...way(predicted), color: CATEGORICAL[0] },
      {
        name: "start",
        xs: ran.xs.slice(0, 1),
        ys: ran.ys.slice(0, 1),
        color: CATEGORICAL[2],
        dots: true,
      },
      ...arrows.map(([x, y], i) => ({
        name: `v${"₁₂"[i]}`,
        xs: [0, length * x],
        ys: [0, length * y],
        color: CATEGORICAL[7],
      })),
    ], {
      title: `${names[0]} and ${names[1]}`,
      xName: names[0],
      yName: names[1],
    });
  };
}
const pair01 = cell`Weights ₁₁ and ₁₂ ${measured} ${predicted}
  ${directions} ${model} ${space} ${drawPair(0, 1)}`;
const pair02 = cell`Weights ₁₁ and ₂₁ ${measured} ${predicted}
  ${directions} ${model} ${space} ${drawPair(0, 2)}`;
const pair03 = cell`Weights ₁₁ and ₂₂ ${measured} ${predicted}
  ${directions} ${model} ${space} ${drawPair(0, 3)}`;
const pair12 = cell`Weights ₁₂ and ₂₁ ${measured} ${predicted}
  ${directions} ${model} ${space} ${drawPair(1, 2)}`;
const pair13 = cell`Weights ₁₂ and ₂₂ ${measured} ${predicted}
  ${directions} ${model} ${space} ${drawPair(1, 3)}`;
const pair23 = cell`Weights ₂₁ and ₂₂ ${measured} ${predicted}
  ${directions} ${model} ${space} ${drawPair(2, 3)}`;
row(space);
grid(3, pair01, pair02, pair03, pair12, pair13, pair23);

// %%
/** Matrices in words: rows in brackets. */
const shown = (A: ArrayLike<number>, columns: number, most = 4) =>
  Array.from(
    { length: Math.min(A.length / columns, most) },
    (_, i) =>
      `[${
        Array.from(
          { length: Math.min(columns, most) },
          (_, j) => formatNumber(A[i * columns + j], 4),
        ).join(", ")
      }${columns > most ? ", …" : ""}]`,
  ).join(" ");

const correlationSvd = cell`SVD of YᵀX ${model} ${({ data }) => {
  const { samples, inputCount: d, outputCount: o, inputs, targets } = data;
  const YX = new Float64Array(o * d);
  for (let n = 0; n < samples; n++) {
    for (let k = 0; k < o; k++) {
      for (let j = 0; j < d; j++) {
        YX[k * d + j] += targets![n * o + k] * inputs[n * d + j];
      }
    }
  }
  const { left, values, right } = svd(YX, o, d);
  return { U: shown(left, o), S: shown(values, o), Vt: shown(right, d) };
}}`;
const solutionSvd = cell`SVD of the solution ${run} ${model}
  ${({ coordinates: { U, values, Vt } }, { data }) => ({
  U: shown(U, data.outputCount),
  S: shown(values, data.outputCount),
  Vt: shown(Vt, data.inputCount),
})}`;
row(correlationSvd, solutionSvd);

const report = cell`report ${run} ${measured} ${model} ${(
  run,
  measured,
  { data },
) => {
  const d = data.inputCount;
  const last = measured.times.length - 1;
  const product = ({ first, second }: TwoLayerTraining["initial"]) => {
    const hidden = first.length / d;
    return Float64Array.from({ length: data.outputCount * d }, (_, n) => {
      let sum = 0;
      for (let h = 0; h < hidden; h++) {
        sum += second[Math.floor(n / d) * hidden + h] * first[h * d + n % d];
      }
      return sum;
    });
  };
  return {
    initial: shown(product(run.initial), d),
    final: shown(product(run.final), d),
    synaptic: shown(measured.synaptic[last], d),
    original: shown(measured.original[last], d),
    least: shown(run.solution.weights, d),
    leastOriginal: shown(run.solution.original, d),
    loss: formatNumber(run.losses[last], 6),
    leastLoss: formatNumber(run.solution.loss, 6),
    risk: formatNumber(run.risks[last], 6),
  };
}}`;

md`
## The end

| | |
|---|---|
| Weights $W_2W_1$ at the start, in the training's coordinates | ${
  report.at((r) => r.initial)
} |
| at the end | ${report.at((r) => r.final)} |
| in synaptic coordinates | ${report.at((r) => r.synaptic)} |
| in the original ones | ${report.at((r) => r.original)} |
| Global minimum, in the training's coordinates | ${report.at((r) => r.least)} |
| in the original ones | ${report.at((r) => r.leastOriginal)} |
| Loss before the last step | ${report.at((r) => r.loss)} |
| Loss at the global minimum | ${report.at((r) => r.leastLoss)} |
| Risk | ${report.at((r) => r.risk)} |
`;

// %%
md`
## One mode

Each mode is two numbers: $a' = \eta_a b(\sigma - \lambda ab)$ and
$b' = \eta_b a(\sigma - \lambda ab)$. Their difference $c = \eta_b a^2 - \eta_a b^2$
never changes, and it decides all: **balanced** modes ($c = 0$) wait on a plateau
and then rise as a logistic curve; with one layer **frozen**, or with $c$ large,
they rise at once, exponentially. A product of the wrong sign must cross 0, which
only an unbalanced one can.
`;
const σ = range`Drive σ ${{ min: -2, max: 2, step: 0.05, value: 1 }}`;
const λ = range`Variance λ ${{ min: 0, max: 2, step: 0.05, value: 1 }}`;
const a0 = range`a at first ${{ min: -1, max: 1, step: 0.01, value: -0.05 }}`;
const b0 = range`b at first ${{ min: -1, max: 1, step: 0.01, value: 0.02 }}`;
const ηa = range`Rate ηa ${{ min: 0, max: 2, step: 0.05, value: 1 }}`;
const ηb = range`Rate ηb ${{ min: 0, max: 2, step: 0.05, value: 1 }}`;

const mode = cell`mode = One mode ${σ} ${λ} ${a0} ${b0} ${ηa} ${ηb}
  ${(sigma, lambda, a, b, ηa, ηb) => {
  const solution = twoLayerModes({
    sigma: [sigma],
    lambda: [lambda],
    a: [a],
    b: [b],
    rates: [ηa, ηb],
  });
  const times = Array.from({ length: 241 }, (_, k) => k / 16);
  return {
    c: solution.conserved[0],
    times,
    states: times.map((t) => solution.at(t)),
  };
}}`;
const modeWeights = cell`The mode in time ${mode} ${σ} ${λ}
  ${({ times, states }, σ, λ) =>
  lineChart([
    {
      name: "a",
      xs: times,
      ys: states.map(({ a }) => a[0]),
      color: CATEGORICAL[0],
    },
    {
      name: "b",
      xs: times,
      ys: states.map(({ b }) => b[0]),
      color: CATEGORICAL[1],
    },
    {
      name: "ab",
      xs: times,
      ys: states.map(({ product }) => product[0]),
      color: CATEGORICAL[2],
    },
    ...(λ > 0
      ? [{
        name: "σ/λ",
        xs: [0, 15],
        ys: [σ / λ, σ / λ],
        color: CATEGORICAL[7],
      }]
      : []),
  ], { title: "a, b and their product", xName: "t", yName: "weight" })}`;
const modePlane = cell`The mode in its plane ${mode} ${({ states, c }) =>
  lineChart([
    {
      name: "way",
      xs: states.map(({ a }) => a[0]),
      ys: states.map(({ b }) => b[0]),
      color: CATEGORICAL[0],
    },
    {
      name: "start",
      xs: [states[0].a[0]],
      ys: [states[0].b[0]],
      color: CATEGORICAL[2],
      dots: true,
    },
  ], {
    title: `The way stays on a hyperbola: c = ${formatNumber(c)}`,
    xName: "a",
    yName: "b",
  })}`;
row(σ, λ, a0, b0, ηa, ηb);
grid(2, modeWeights, modePlane);

// %%
md`
## From rich to lazy

With whitened inputs even modes that mix have a closed form, if the layers start
**λ-balanced**: $W_2^\mathsf{T}W_2 - W_1W_1^\mathsf{T} = \ell\,1$. Turn the dial:
at $\ell = 0$ both layers learn, the tangent kernel changes wholly (rich), and each
singular value waits for its turn; with $|\ell|$ large one layer is so large that
it need not move, the kernel stays (lazy), and all rise exponentially. Three
inputs, three hidden neurons and three outputs, so that both signs are possible.
`;
const ℓ = range`Balance ℓ ${{ min: -6, max: 6, step: 0.1, value: 0 }}`;

const matrices = cell`matrices = Riccati solution with ${ℓ} ${(balance) => {
  const start = lambdaBalancedStart({
    inputs: 3,
    hidden: 3,
    outputs: 3,
    balance,
    singularValues: 0.02,
    seed: 3,
  });
  const correlation = [2, 0.3, 0, -0.2, 1, 0.1, 0, 0.2, 0.4];
  const solution = riccatiSolution({ ...start, correlation, inputs: 3 });
  const times = Array.from({ length: 161 }, (_, k) => k / 10);
  const K0 = solution.tangentKernel(0);
  const size = (x: ArrayLike<number>) =>
    Math.sqrt(Array.from(x).reduce((sum, y) => sum + y * y, 0));
  const last = solution.tangentKernel(1e3);
  const whole = size(last);
  return {
    times,
    singular: times.map((t) => svd(solution.at(t).product, 3, 3).values),
    targets: svd(correlation, 3, 3).values,
    change: times.map((t) =>
      size(solution.tangentKernel(t).map((x, n) => x - K0[n])) / whole
    ),
  };
}}`;
const singularChart = cell`Singular values ${matrices}
  ${({ times, singular, targets }) =>
  lineChart(
    [0, 1, 2].flatMap((i) => [
      {
        name: `s${"₁₂₃"[i]}`,
        xs: times,
        ys: singular.map((values) => values[i]),
        color: CATEGORICAL[i],
      },
    ]),
    {
      title: `Singular values of W₂W₁, on their way to ${
        Array.from(targets, (s) => formatNumber(s, 2)).join(", ")
      }`,
      xName: "t",
      yName: "singular value",
      yDomain: [0, 2.2],
    },
  )}`;
const kernelChart = cell`Kernel ${matrices} ${({ times, change }) =>
  lineChart([{ name: "change", xs: times, ys: change }], {
    title: "How far the tangent kernel has come from its start",
    xName: "t",
    yName: "‖K(t) − K(0)‖/‖K(∞)‖",
    yDomain: [0, 1.05],
  })}`;
row(ℓ);
grid(2, singularChart, kernelChart);

// %%
md`
## Where no closed form is known

If all modes go through one weight $u$ of the second layer, they are **coupled**:
$z_i' = \eta_1 u(\sigma_i - h\lambda_i uz_i)$ and $u' = \eta_2 \sum z_i(\sigma_i -
h\lambda_i uz_i)$. A mode that is learned early drags $u$ along, and another one,
already right, has to give way and come back.
`;
const ratio = range`η₂/η₁ ${{ min: 0.01, max: 10, scale: "log", value: 1 }}`;
const coupled = cell`coupled = Coupled modes with ${ratio} ${(ratio) =>
  coupledDynamics({
    sigma: [2, 0.6, 0.05],
    lambda: [2, 0.5, 0.1],
    z: [0.01, 0.4, 0.4],
    u: 0.1,
    hidden: 1,
    rates: [1, ratio],
    until: 60,
    points: 241,
  })}`;
const coupledChart = cell`Coupled ${coupled} ${({ times, z, u }) =>
  lineChart([
    ...[0, 1, 2].map((i) => ({
      name: `uz${"₁₂₃"[i]}`,
      xs: times,
      ys: Array.from(u, (u, k) => u * z[3 * k + i]),
      color: CATEGORICAL[i],
    })),
  ], {
    title: "Products uzᵢ, whose targets are 1, 1.2 and 0.5",
    xName: "t",
    yName: "uz",
  })}`;
const sharedChart = cell`The shared weight ${coupled} ${({ times, u, bestU }) =>
  lineChart([
    { name: "u", xs: times, ys: u, color: CATEGORICAL[4] },
    {
      name: "best for z as it is",
      xs: times,
      ys: bestU,
      color: CATEGORICAL[7],
    },
  ], {
    title: "The weight that all share",
    xName: "t",
    yName: "u",
    yDomain: [0, 3],
  })}`;
row(ratio);
grid(2, coupledChart, sharedChart);

// %%
md`
## The configuration

A command line of the source's program, or this JSON with changes of yours, goes
into the field *Command line, or JSON* above, and is trained; the rates are then
multiplied with those of the two sliders. ${
  line.at((line) => line.trim() ? "It now replaces the data chosen above." : "")
}
`;
const json = cell`The configuration as JSON ${setup} ${(setup) =>
  JSON.stringify(setup)}`;
const commandLine = cell`The configuration as a command line ${setup}
  ${(setup) => writeCommandLine({ ...setup, printEvery: 1000 })}`;
row(json, commandLine);

const saving = button`Save the run in results/ ${setup} ${run} ${(
  setup,
  run,
) => {
  saveDated("results", {
    "configuration.json": {
      ...setup,
      commandLine: writeCommandLine({ ...setup, printEvery: 1000 }),
    },
    "run.npz": {
      times: run.times,
      losses: run.losses,
      risks: run.risks,
      weights: run.weights,
      errors: run.errors,
    },
  }).catch((error) => {
    // a page in a browser has no folders
    globalThis.alert?.(error.message);
  });
}}`;
row(saving);

// %%
md`
## What to look for

**Learning order.** Both modes of the source's run have the same drive, σ = 1 and
1.001, but their inputs have variances 1 and 100: the second one is to reach only
0.01. It starts with the *wrong sign*, goes down to 0 and through it.

**Rates.** A larger rate of one layer unbalances: compare 4 and 1 with 1 and 4.

**Whose coordinates.** As published, the errors of weights compare synaptic ones
with the truth in the original space; they end far from 0. Switch it on to see the
published picture, where it says nothing.

Saxe, McClelland and Ganguli, *Exact solutions to the nonlinear dynamics of learning
in deep linear neural networks* (2014). Braun, Dominé, Fitzgerald and Saxe, *Exact
learning dynamics of deep linear networks with prior knowledge* (2022). Dominé and
others, *From lazy to rich: exact learning dynamics in deep linear networks* (2025).
Heckel and Yilmaz, *Early stopping in deep networks: double descent and how to
eliminate it* (2021).
`;
