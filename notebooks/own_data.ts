// %%
import {
  cell,
  choice,
  choices,
  classify,
  type ColumnSummary,
  confusionMatrix,
  type Dataset,
  decisionGrid,
  decisionSurface,
  empiricalLoss,
  file,
  forward,
  lineChart,
  lossCurve,
  md,
  mlp,
  number,
  predictionSurface,
  range,
  seed,
  spectrumPlot,
  summarizeTable,
  tableFrom,
  tableOverview,
  tableToDataset,
  toggle,
  usableInputs,
} from "@thalweg/thalweg";

// %%
md`
# Your own data

What can a small network learn from a table? Fisher's iris measurements to begin
with, or any file of rows and columns: choose what to predict and from what, and
see how well it goes, and where it fails.
`;

// %%
const source = file`File ${"data/iris.csv"} ${{
  accept:
    ".csv,.tsv,.txt,.data,.dat,.parquet,.npz,.npy,.safetensors,.pt,.pth,.gz,.idx",
}}`;
const table = cell`table = Rows of ${source}
  ${(file) => tableFrom(file)}`;
const summaries = cell`summaries = What is in ${table}
  ${(table) => summarizeTable(table)}`;
/** Classes first, then numbers, then what can hardly be predicted. */
const target = choice`Predict ${
  summaries.at((columns) => {
    const rank = ({ kind, distinct }: ColumnSummary) =>
      distinct < 2 ? 3 : kind !== "text" ? 1 : distinct > 20 ? 2 : 0;
    return columns.toReversed().sort((a, b) => rank(a) - rank(b))
      .map(({ name }) => name);
  })
}`;
const task = choice`Task ${["automatic", "classification", "regression"]}`;
const usable = cell`usable = Sensible inputs of ${table} for ${target}
  ${(table, target) => usableInputs(table, target)}`;
const inputs = choices`Inputs ${usable.at(({ names }) => names)}`;
const missing = choice`Missing inputs ${[
  "leave the row out",
  "fill in the mean",
]}`;
const standardize = toggle`Standardize ${true}`;
const testShare = range`Test part ${{
  min: 0.1,
  max: 0.9,
  step: 0.05,
  value: 0.3,
}}`;
const splitSeed = seed`Split seed ${1}`;

// %%
const hidden = range`Hidden neurons ${{ min: 1, max: 24, value: 4 }}`;
const activation = choice`Activation ${[
  "tanh",
  "sigmoid",
  "softplus",
  "relu",
]}`;
const weightDecay = number`Weight decay ${0.001}`;
const initializationSeed = seed`Initialization seed ${1}`;

// %%
cell`What the table holds ${summaries}
  ${(summaries) => tableOverview(summaries)}`;

// %%
const split = cell`split = Training and test part of ${table}, seed ${splitSeed}
  ${target} ${task} ${inputs} ${missing} ${standardize} ${testShare}
  ${(
  table,
  seed,
  target,
  task,
  inputs,
  missing,
  standardize,
  testShare,
) =>
  tableToDataset(table, {
    inputs,
    target,
    ...(task === "automatic"
      ? {}
      : { task: task as "classification" | "regression" }),
    missing: missing === "fill in the mean" ? "mean" : "drop",
    standardize,
    // numbers far from 0 and 1 are hard to fit; the results are told in their units
    standardizeTargets: standardize,
    testShare,
    seed,
  })}`;

md`
${table.at(({ rows }) => rows)} rows, of which ${
  split.at(({ training }) => training.samples)
} to train and ${split.at(({ test }) => test.samples)} to test with.
${table.at(({ notes }) => notes.join(" "))}
${
  table.at(({ columns }) =>
    columns.filter(({ notes }) => notes.length > 0)
      .map(({ name, notes }) => `"${name}": ${notes.join("; ")}.`).join(" ")
  )
}
${usable.at(({ notes }) => notes.join(" "))}
${split.at(({ notes }) => notes.join(" "))}
`;

// %%
const net = mlp`model = ${
  split.at(({ inputNames }) => inputNames.length)
} → ${hidden} ${activation} →
  ${split.at(({ classNames }) => classNames?.length ?? 1)} ${
  split.at(({ classNames }) => classNames ? "softmax" : "identity")
}`;
const fit = cell`fit = Train ${net} from seed ${initializationSeed}
  ${split} ${weightDecay}
  ${(net, seed, { training }, λ, run) =>
  run.train(net, training, {
    seed,
    penalties: [{ kind: "weightDecay", λ }],
  })}`;

// %%
cell`Loss curve ${net} ${split} ${fit.live} ${(net, split, fit) =>
  lossCurve((["training", "test"] as const).map((part) => {
    const objective = empiricalLoss(net, split[part]);
    const losses = Float64Array.from(
      fit.trajectory.parameters,
      (θ) => objective.loss(θ),
    );
    const trajectory = { ...fit.trajectory, losses };
    return { name: part, result: { ...fit, trajectory } };
  }))}`;

// %%
/** Numbers first: of a text there is an input for each value. */
const axes = split.at(({ inputNames }) => {
  const last = inputNames.toReversed();
  const isNumber = (name: string) => !name.includes(" = ");
  return [...last.filter(isNumber), ...last.filter((n) => !isNumber(n))];
});
const across = choice`Across ${axes}`;
const nothing = "nothing";
const upward = choice`Upward ${
  axes.at(([first, ...others]) => [...others, first, nothing])
}`;

/** Samples that a picture shows at most. */
const shown = 1000;

function columnMeans({ samples, inputCount, inputs }: Dataset): Float64Array {
  const means = new Float64Array(inputCount);
  inputs.forEach((value, i) => means[i % inputCount] += value / samples);
  return means;
}

/** Values from the smallest to the largest of an input, and a bit beyond. */
function grid({ samples, inputCount, inputs }: Dataset, input: number) {
  let [low, high] = [Infinity, -Infinity];
  for (let n = 0; n < samples; n++) {
    const value = inputs[n * inputCount + input];
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const margin = 0.05 * (high - low) || 1;
  const step = (high - low + 2 * margin) / 80;
  return Float64Array.from({ length: 81 }, (_, i) => low - margin + i * step);
}

// %%
const answers = cell`answers = Answers of the network
  ${net} ${split} ${fit}
  ${(net, split, { parameters }) =>
  (["training", "test"] as const).map((part) => {
    const data = split[part];
    const { targetMean, targetScale } = split;
    const loss = empiricalLoss(net, data).loss(parameters);
    if (data.labels) {
      return { part, loss, classes: classify(net, parameters, data) };
    }
    const inUnits = (value: number) => value * targetScale + targetMean;
    const predicted = forward(net, parameters, data.inputs).map(inUnits);
    const measured = data.targets!.map(inUnits);
    const mean = measured.reduce((sum, y) => sum + y, 0) / measured.length;
    let residual = 0;
    let total = 0;
    measured.forEach((y, n) => {
      residual += (y - predicted[n]) ** 2;
      total += (y - mean) ** 2;
    });
    return {
      part,
      loss,
      predicted,
      measured,
      error: Math.sqrt(residual / measured.length),
      explained: 1 - residual / total,
    };
  })}`;

const scoreName = split.at(({ classNames }) =>
  classNames ? "accuracy" : "variance explained"
);
const rows = [0, 1].map((k) => ({
  loss: answers.at((parts) => parts[k].loss),
  score: answers.at((parts) => {
    const { classes, explained } = parts[k];
    return percent(classes?.accuracy ?? explained!);
  }),
  error: answers.at((parts) => parts[k].error ?? "–"),
}));

md`
| part | loss | ${scoreName} | typical error |
|---|---|---|---|
| training | ${rows[0].loss} | ${rows[0].score} | ${rows[0].error} |
| test | ${rows[1].loss} | ${rows[1].score} | ${rows[1].error} |

${fit.at((fit) => fit.sentence)}
`;

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

// %%
cell`Picture ${net} ${fit} ${split} ${answers} ${target} ${across} ${upward}
  ${(net, { parameters }, split, answers, target, across, upward) => {
  const { training, inputNames, means, scales, targetMean, targetScale } =
    split;
  const classNames = split.classNames;
  const [i, j] = [across, upward].map((name) => inputNames.indexOf(name));
  const base = columnMeans(training);
  const inUnits = (value: number, input: number) =>
    value * scales[input] + means[input];
  const xs = grid(training, i);
  const xUnits = xs.map((x) => inUnits(x, i));

  if (upward === nothing || i === j) {
    const inputs = Float64Array.from(xs, () => 0);
    const all = new Float64Array(xs.length * inputNames.length);
    inputs.forEach((_, k) => {
      all.set(base, k * inputNames.length);
      all[k * inputNames.length + i] = xs[k];
    });
    const outputs = forward(net, parameters, all);
    const series = classNames
      ? classNames.map((name, c) => ({
        name,
        xs: xUnits,
        ys: xs.map((_, k) => outputs[k * classNames.length + c]),
      }))
      : [{
        name: "samples",
        dots: true,
        xs: firstOf(training, i).map((x) => inUnits(x, i)),
        ys: training.targets!.slice(0, shown)
          .map((y) => y * targetScale + targetMean),
      }, {
        name: "prediction, the other inputs at their means",
        xs: xUnits,
        ys: outputs.map((y) => y * targetScale + targetMean),
      }];
    return lineChart(series, {
      title: "What the network answers",
      xName: across,
      yName: classNames ? "probability" : target,
    });
  }

  const ys = grid(training, j);
  const values = decisionGrid(net, parameters, { axes: [i, j], xs, ys, base });
  const axes = {
    xs: xUnits,
    ys: ys.map((y) => inUnits(y, j)),
    xName: across,
    yName: upward,
  };
  const places = (data: Dataset) =>
    Array.from({ length: Math.min(shown, data.samples) }, (_, n) => ({
      x: inUnits(data.inputs[n * data.inputCount + i], i),
      y: inUnits(data.inputs[n * data.inputCount + j], j),
    }));
  if (!classNames) {
    return predictionSurface({
      ...axes,
      values: values.map((y) => y * targetScale + targetMean),
      points: places(training).map((place, n) => ({
        ...place,
        value: answers[0].measured![n],
      })),
      valueName: target,
    });
  }
  return decisionSurface({
    ...axes,
    probabilities: values,
    points: answers.flatMap(({ part, classes }) =>
      places(split[part]).map((place, n) => ({
        ...place,
        label: split[part].labels![n],
        part,
        correct: classes!.predictions[n] === split[part].labels![n],
      }))
    ),
    classNames,
  });
}}`;

function firstOf({ samples, inputCount, inputs }: Dataset, input: number) {
  return Float64Array.from(
    { length: Math.min(shown, samples) },
    (_, n) => inputs[n * inputCount + input],
  );
}

// %%
cell`Test part ${answers} ${split} ${target}
  ${([, { classes, measured, predicted }], { classNames }, target) => {
  if (classes) {
    return confusionMatrix({
      matrix: classes.confusion,
      classNames: classNames!,
      title: "Classes of the test part",
    });
  }
  const ends = [Math.min(...measured!), Math.max(...measured!)];
  return lineChart([
    {
      name: "samples",
      dots: true,
      xs: measured!.slice(0, shown),
      ys: predicted!.slice(0, shown),
    },
    { name: "right", xs: ends, ys: ends },
  ], {
    title: "Predictions, test part",
    xName: `${target}, measured`,
    yName: `${target}, predicted`,
  });
}}`;

// %%
/** Parameters of which a spectrum takes about a second. */
const dense = 500;

cell`Eigenvalues ${fit} ${async (fit, run) =>
  fit.parameters.length <= dense
    ? spectrumPlot(await run.hessianSpectrum(fit), { verdict: fit.verdict })
    : `The Hessian of ${fit.parameters.length} parameters has too many eigenvalues for a picture: topEigenpairs finds the largest.`}`;

md`
## What to look for

- **What was understood** stands under the first picture: separators, missing
  cells, columns that are no inputs, and why. Text becomes one input for each of
  its values, a date the days since 1970.
- **Accuracy on the test part** is what counts: with 24 hidden neurons and no
  weight decay the training part is learned by heart.
- **Predict a number** instead of a class: of the irises, the petal length from
  the other measurements. Upward *nothing* shows the answer along one input.
- A file without names in its first line, with semicolons or decimal commas, from
  a spreadsheet or from R: try yours, picked or dropped on its name. Parquet,
  NumPy's .npz and .npy, IDX (MNIST's), .safetensors and PyTorch's .pt are read
  as well. The file stays on this machine.

## References

- R. A. Fisher, *The use of multiple measurements in taxonomic problems*, Annals
  of Eugenics 7 (1936), 179–188.
- C. M. Bishop, *Pattern Recognition and Machine Learning*, Springer 2006,
  chapter 5.
`;
