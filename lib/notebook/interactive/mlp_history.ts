import type { Cell } from "../../cell/mod.ts";
import { type Dataset, decisionGrid } from "../../data/mod.ts";
import { lineChart, outputImage, type SignedPoint } from "../../figure/mod.ts";
import type { Network } from "../../network/mod.ts";
import { nearestEntry, type TrainingHistory } from "../../optimize/mod.ts";
import {
  aDataset,
  aNetwork,
  checkArguments,
  checkOptions,
  holding,
  numbers,
  type OptionTable,
  points,
  record,
  text,
} from "../../options/mod.ts";
import { scrubber } from "../inputs/scrubber.ts";
import { defineLayout, grid, type Layout } from "../layout.ts";
import { derive, interactive, orCell, wordsOf } from "./derive.ts";
import { foldsOf } from "./folds.ts";

/** Options of {@linkcode mlpHistory}. */
export interface MlpHistoryOptions {
  /** Tells it from others in the notebook. Default: no words. */
  readonly title?: string;
  /** The scrubber of another one, to go through both together. Default: its own. */
  readonly iteration?: Cell<number>;
}

/** What {@linkcode mlpHistory} takes beside network, data and history. */
export const mlpHistoryOptions: OptionTable<MlpHistoryOptions> = {
  title: text,
  iteration: record,
};

/** What {@linkcode mlpHistory} makes. */
export interface MlpHistory {
  /** The controls and pictures. */
  readonly layout: Cell<Layout>;
  /** The iteration that is shown; may be set. */
  readonly iteration: Cell<number>;
}

/** What is shown: the square |x|, |y| ≤ 3, at so many points a side. */
const extent = 3;
const resolution = 200;

const aHistory = holding("the history of a descent", {
  iterations: numbers,
  parameters: points,
  values: record,
});

/**
 * A training to leaf through: what a network of two inputs answers over the
 * plane at one iteration, the data on it, the folds of its first layer, and
 * everything that was logged. A slider, a number box, a play button, arrow keys
 * and a click or drag on the curve choose the iteration.
 *
 * An output is drawn as it is; of two outputs, softmax or not, the difference
 * of their probabilities. While the history has no entry, the pictures are
 * blank.
 *
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 *
 * @example Usage
 * ```ts
 * import {
 *   empiricalLoss,
 *   initialize,
 *   mlp,
 *   mlpHistory,
 *   optimize,
 *   teacherStudent,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const { history } = optimize(objective, θ, {
 *   steps: 20,
 *   history: { points: 5 },
 * });
 * mlpHistory(net, data, history!); // leafs through it
 * ```
 */
export function mlpHistory(
  net: Network | Cell<Network>,
  data: Dataset | Cell<Dataset>,
  history: TrainingHistory | Cell<TrainingHistory>,
  options: MlpHistoryOptions = {},
): MlpHistory {
  const act = "make the history of the network";
  checkArguments(act, { network: net, data, history }, {
    network: orCell(aNetwork),
    data: orCell(aDataset),
    history: orCell(aHistory),
  });
  checkOptions(act, options, mlpHistoryOptions);
  const { title = "" } = options;
  const iteration = options.iteration ?? ownScrubber(title, history);
  const entry = derive(
    "state",
    [history, iteration],
    (history, iteration) => nearestEntry(history, iteration),
  );
  const θ = derive(
    "parameters",
    [history, entry],
    (history, entry): Float64Array | undefined => history.parameters[entry],
  );
  const image = derive("output", [net, θ], imageOf);
  const points = derive("points", [data], pointsOf);
  const output = derive(
    "Network output",
    [image],
    (image) => outputImage({ ...image, title: "Network output" }),
    "shown",
  );
  const samples = derive(
    "Training data",
    [image, points],
    (image, points) =>
      outputImage({ ...image, points, opacity: 0.35, title: "Training data" }),
    "shown",
  );
  const folds = derive(
    "First-layer folds",
    [net, θ, image],
    (net, θ, image) =>
      outputImage({
        ...image,
        folds: θ ? foldsOf(net, θ) : [],
        boundary: false,
        opacity: 0.15,
        title: "First-layer folds",
      }),
    "shown",
  );
  const curve = derive(
    "Training curve",
    [history, entry],
    (history, entry) => {
      const at = history.iterations[entry] ?? 0;
      const end = history.iterations.at(-1) || 1;
      return lineChart(
        Object.entries(history.values).map(([name, ys]) => ({
          name,
          xs: history.iterations,
          ys,
        })),
        {
          title: `Training curve, at iteration ${at}`,
          xName: "iteration",
          yName: "logged value",
          xDomain: [0, end],
          logY: true,
          cursor: at,
          span: "full",
          pick: { target: iteration, label: "Iteration", value: at, step: 1 },
        },
      );
    },
    "shown",
  );
  const name = { identity: `mlpHistory ${title}`, title: title || "Training" };
  const layout = defineLayout(name, {
    mode: "column",
    columns: 0,
    parts: [iteration, grid(3, output, samples, folds), curve],
  });
  return interactive({ layout, iteration });
}

/** From the first to the last iteration, to which it clings. */
function ownScrubber(
  title: string,
  history: TrainingHistory | Cell<TrainingHistory>,
): Cell<number> {
  const last = derive(
    "last iteration",
    [history],
    (history) => history.iterations.at(-1) ?? 0,
  );
  return scrubber(wordsOf(title, "Iteration"), { max: last });
}

/** The network's answer over the square, from −1 to 1; without θ no answer. */
function imageOf(net: Network, θ: Float64Array | undefined) {
  const axis = Float64Array.from(
    { length: resolution },
    (_, k) => extent * (2 * k / (resolution - 1) - 1),
  );
  const square = { xs: axis, ys: axis };
  if (!θ) {
    return { ...square, values: new Float64Array(resolution ** 2).fill(NaN) };
  }
  const outputs = decisionGrid(net, θ, { axes: [0, 1], ...square });
  return { ...square, values: scoresOf(net, outputs) };
}

/** One score per sample; the positive class is the second of two. */
function scoresOf(net: Network, outputs: Float64Array): Float64Array {
  if (net.outputs === 1) return outputs;
  const softmax = net.layers.at(-1)!.activation === "softmax";
  return Float64Array.from(
    { length: outputs.length / net.outputs },
    (_, n) => {
      const [a, b] = [outputs[n * net.outputs], outputs[n * net.outputs + 1]];
      return softmax ? b - a : Math.tanh((b - a) / 2);
    },
  );
}

function pointsOf(data: Dataset): SignedPoint[] {
  const { inputs, inputCount, targets, labels, outputCount } = data;
  return Array.from({ length: data.samples }, (_, n) => ({
    x: inputs[n * inputCount],
    y: inputs[n * inputCount + 1],
    positive: (labels ? labels[n] : targets![n * outputCount]) > 0,
  }));
}
