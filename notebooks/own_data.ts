// %%
import {
  cell,
  choice,
  choices,
  classify,
  confusionMatrix,
  type Dataset,
  decisionGrid,
  decisionSurface,
  empiricalLoss,
  file,
  lossCurve,
  md,
  mlp,
  number,
  parseCsv,
  range,
  spectrumPlot,
  tableToDataset,
  toggle,
} from "@thalweg/thalweg";

// %%
md`
# Your own data

Train a classifier on a table and see what it learned: Fisher's iris
measurements to begin with, or any CSV file whose first line names the columns.
`;

// %%
const source = file`File ${"data/iris.csv"} ${{ accept: ".csv" }}`;
const table = cell`table = Rows of ${source} ${(file) => parseCsv(file.text)}`;
const target = choice`Class ${
  table.at(({ columns }) => [
    ...columns.filter(({ kind }) => kind === "text").map(({ name }) => name),
    ...columns.filter(({ kind }) => kind === "number").map(({ name }) => name),
  ])
}`;
const inputs = choices`Inputs ${cell`${table} ${target} ${(table, target) =>
  table.columns
    .filter(({ kind, name }) => kind === "number" && name !== target)
    .map(({ name }) => name)}`}`;
const standardize = toggle`Standardize ${true}`;
const testShare = range`Test part ${{
  min: 0.1,
  max: 0.9,
  step: 0.05,
  value: 0.3,
}}`;
const splitSeed = range`Split seed ${{ max: 99, value: 1 }}`;

// %%
const hidden = range`Hidden neurons ${{ min: 1, max: 24, value: 4 }}`;
const activation = choice`Activation ${[
  "tanh",
  "sigmoid",
  "softplus",
  "relu",
]}`;
const weightDecay = number`Weight decay ${0.001}`;
const initializationSeed = range`Initialization seed ${{ max: 99, value: 1 }}`;

// %%
const split = cell`split = Training and test part of ${table}, seed ${splitSeed}
  ${target} ${inputs} ${standardize} ${testShare}
  ${(table, seed, target, inputs, standardize, testShare) =>
  tableToDataset(table, {
    inputs,
    target,
    task: "classification",
    standardize,
    testShare,
    seed,
  })}`;
const classNames = split.at(({ classNames }) => classNames ?? []);

// %%
const net = mlp`classifier = ${inputs.at((names) => names.length)} →
  ${hidden} ${activation} → ${classNames.at((names) => names.length)} softmax`;
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
const across = choice`Horizontal ${inputs.at((names) => names.toReversed())}`;
const upward = choice`Vertical ${
  inputs.at((names) => [...names.toReversed().slice(1), ...names.slice(-1)])
}`;

function columnMeans({ samples, inputCount, inputs }: Dataset): Float64Array {
  const means = new Float64Array(inputCount);
  inputs.forEach((value, i) => means[i % inputCount] += value / samples);
  return means;
}

/** Values from the smallest to the largest of a column, and a bit beyond. */
function columnGrid(parts: readonly Dataset[], column: number): Float64Array {
  const values = parts.flatMap(({ samples, inputCount, inputs }) =>
    Array.from({ length: samples }, (_, n) => inputs[n * inputCount + column])
  );
  const low = Math.min(...values);
  const high = Math.max(...values);
  const margin = 0.05 * (high - low);
  const start = low - margin;
  const step = (high - low + 2 * margin) / 80;
  return Float64Array.from({ length: 81 }, (_, i) => start + i * step);
}

// %%
const answers = cell`answers = Answers of the classifier
  ${net} ${split} ${fit}
  ${(net, { training, test }, { parameters }) => ({
  training: classify(net, parameters, training),
  test: classify(net, parameters, test),
  trainingLoss: empiricalLoss(net, training).loss(parameters),
  testLoss: empiricalLoss(net, test).loss(parameters),
})}`;

md`
| part | cross-entropy | accuracy |
|---|---|---|
| training | ${answers.at((a) => a.trainingLoss)} | ${
  answers.at((a) => percent(a.training.accuracy))
} |
| test | ${answers.at((a) => a.testLoss)} | ${
  answers.at((a) => percent(a.test.accuracy))
} |

${fit.at((fit) => fit.sentence)}
`;

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

// %%
cell`Decision surface ${net} ${fit} ${split} ${answers} ${across} ${upward}
  ${(net, fit, split, answers, across, upward) => {
  const { training, test, inputNames, means, scales } = split;
  const axes = [
    inputNames.indexOf(across),
    inputNames.indexOf(upward),
  ] as const;
  const [xs, ys] = axes.map((axis) => columnGrid([training, test], axis));
  const probabilities = decisionGrid(net, fit.parameters, {
    axes,
    xs,
    ys,
    base: columnMeans(training),
  });
  const measured = (value: number, axis: number) =>
    value * scales[axis] + means[axis];
  const points = (["training", "test"] as const).flatMap((part) => {
    const { samples, inputCount, inputs, labels } = split[part];
    return Array.from({ length: samples }, (_, n) => ({
      x: measured(inputs[n * inputCount + axes[0]], axes[0]),
      y: measured(inputs[n * inputCount + axes[1]], axes[1]),
      label: labels![n],
      part,
      correct: answers[part].predictions[n] === labels![n],
    }));
  });
  return decisionSurface({
    xs: xs.map((x) => measured(x, axes[0])),
    ys: ys.map((y) => measured(y, axes[1])),
    probabilities,
    points,
    classNames: split.classNames ?? [],
    xName: across,
    yName: upward,
  });
}}`;

// %%
cell`Confusion ${answers} ${classNames} ${(answers, classNames) =>
  confusionMatrix({
    matrix: answers.test.confusion,
    classNames,
    title: "Classes of the test part",
  })}`;

// %%
const spectrum = cell`spectrum = Hessian spectrum of ${fit}
  ${(fit, run) => run.hessianSpectrum(fit)}`;
cell`Eigenvalues ${spectrum} ${(spectrum) => spectrumPlot(spectrum)}`;
