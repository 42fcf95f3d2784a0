// %%
import {
  CATEGORICAL,
  cell,
  type ChannelDetection,
  detectChannel,
  empiricalLoss,
  historyScrubber,
  initialize,
  lineChart,
  md,
  mlp,
  type Network,
  networkDiagram,
  neuronTracks,
  provenBadge,
  range,
  row,
  teacherStudent,
  unpackParameters,
} from "@thalweg/thalweg";

// %%
md`
# Channels to infinity

The loss falls and falls, ever more slowly, and the weights grow without end. Is that
a training that has not been patient enough? **Where does it lead?** In many
landscapes to a *channel*: two neurons become one, their output weights blow up with
opposite signs, and together they turn into something that neither is, a neuron
*and its derivative*.
`;

const start = range`Seed of the start ${{ max: 19, value: 9 }}`;
const steps = range`Steps of the flow ${{
  min: 100,
  max: 3000,
  step: 100,
  value: 1500,
}}`;

// %%
const teacher = mlp`2 → 6 tanh → 1`;
const student = mlp`2 → 4 tanh → 1`;
const data = cell`data = 200 samples of ${teacher}
  ${(teacher) => teacherStudent({ teacher, samples: 200, seed: 1 })}`;
const objective = cell`objective = Loss of ${student} on ${data}
  ${(student, data) => empiricalLoss(student, data)}`;
const fit = cell`fit = Gradient flow of ${student} from ${start} by ${steps}
  for ${objective} ${(student, seed, maxSteps, objective, run) =>
  run.train(objective, initialize(student, { seed }), {
    flow: { until: 1e9, maxSteps, maxSeconds: 20 },
    refine: false,
    trajectory: { points: 300 },
  })}`;
const detection = cell`detection = Channel at the end of ${fit} for ${objective}
  ${(fit, objective) => detectChannel(objective, fit.trajectory)}`;

const scrubbed = historyScrubber(fit);

// %%
row(
  scrubbed.layout,
  cell`Tracks ${fit} ${student} ${detection} ${scrubbed.time}
    ${(fit, student, { channels }, at) =>
    neuronTracks(student, fit.trajectory, {
      at,
      title: channels.length > 0
        ? `See neurons ${channels[0].neurons.join(" and ")}`
        : "Neurons on their way",
    })}`,
  cell`Diagram ${student} ${scrubbed.state} ${(student, { parameters }) =>
    networkDiagram(student, parameters)}`,
);

md`
${provenBadge(fit)}

**The detector says:** ${detection.at(({ sentence }) => sentence)}
`;

// %%
md`
## What becomes of the pair

Write $w ± \tfrac ε2 u$ for the two input weights, biases included, and $a$, $a'$ for
the output weights. While ε shrinks, $a - a'$ grows as $1/ε$, and $a + a'$ stays. So

$$a\,σ(w·x + \tfrac ε2 u·x) + a'\,σ(w·x - \tfrac ε2 u·x)
\;→\; c\,σ(w·x) + (v·x)\,σ'(w·x)$$

with $c = a + a'$ and $v = \tfrac ε2 (a - a')\,u$: a neuron, and a **gated linear
unit**. No weights attain it.
`;

/** The two neurons of the first channel, the second turned to face the first. */
function pairOf(
  net: Network,
  θ: Float64Array,
  { channels: [channel] }: ChannelDetection,
) {
  const [i, j] = channel?.neurons ?? [0, 1];
  const sign = channel?.sign ?? 1;
  const [hidden, output] = unpackParameters(net, θ);
  const incoming = (k: number, sign: number) =>
    [...Array.from(hidden.weights[k]), hidden.bias![k]].map((x) => sign * x);
  return {
    w: incoming(i, 1),
    w2: incoming(j, sign),
    a: output.weights[0][i],
    a2: sign * output.weights[0][j],
  };
}

const growth = cell`growth = The pair along ${fit} of ${student} by ${detection}
  ${({ trajectory: { times, parameters } }, net, detection) => {
  const pairs = parameters.map((θ) => pairOf(net, θ, detection));
  return {
    times: Array.from(times, (t) => 1 + t),
    apart: pairs.map(({ a, a2 }) => Math.abs(a - a2)),
    sum: pairs.map(({ a, a2 }) => Math.abs(a + a2)),
    width: pairs.map(({ w, w2 }) =>
      1 / Math.hypot(...w.map((x, k) => x - w2[k]))
    ),
  };
}}`;

/** What the pair computes along its input weights, and what it tends to. */
const outputs = cell`outputs = What the pair computes in ${student}
  at ${scrubbed.state} by ${detection} ${(net, { parameters }, detection) => {
  const { w, w2, a, a2 } = pairOf(net, parameters, detection);
  const length = Math.hypot(w[0], w[1]);
  const xs = Array.from({ length: 161 }, (_, k) => k / 20 - 4);
  const input = (s: number) => [s * w[0] / length, s * w[1] / length, 1];
  const dot = (p: ArrayLike<number>, q: readonly number[]) =>
    q.reduce((sum, x, k) => sum + x * p[k], 0);
  const limit = detection.channels[0]?.limit;
  return {
    xs,
    pair: xs.map((s) =>
      a * Math.tanh(dot(w, input(s))) + a2 * Math.tanh(dot(w2, input(s)))
    ),
    limit: xs.map((s) => {
      if (!limit) return NaN;
      const h = Math.tanh(dot(limit.w, input(s)));
      return limit.c[0] * h + dot(limit.v[0], input(s)) * (1 - h * h);
    }),
  };
}}`;

row(
  cell`Growth ${growth} ${scrubbed.time} ${({ times, apart, sum, width }, at) =>
    lineChart([
      { name: "|a − a′|", xs: times, ys: apart, color: CATEGORICAL[0] },
      { name: "1/‖w − w′‖", xs: times, ys: width, color: CATEGORICAL[2] },
      { name: "|a + a′|", xs: times, ys: sum, color: CATEGORICAL[4] },
    ], {
      title: "The pair along the flow",
      xName: "1 + time",
      yName: "size",
      logX: true,
      logY: true,
      cursor: 1 + at,
    })}`,
  cell`Limit ${outputs} ${({ xs, pair, limit }) =>
    lineChart([
      { name: "the pair now", xs, ys: pair, color: CATEGORICAL[0] },
      { name: "its limit", xs, ys: limit, color: CATEGORICAL[1] },
    ], {
      title: "What the two compute together",
      xName: "input along w",
      yName: "output",
    })}`,
  cell`Fall ${detection} ${({ channels: [channel] }) =>
    lineChart(
      channel
        ? [{
          name: "loss − limit",
          xs: channel.widths,
          ys: channel.losses.map((loss) => loss - channel.limitLoss),
          dots: true,
        }]
        : [],
      {
        title: "Down the channel",
        xName: "ε, held",
        yName: "least loss − its limit",
        logX: true,
        logY: true,
      },
    )}`,
);

md`
The loss is **${fit.at(({ loss }) => loss)}** where the flow has been left; the
channel leads to **${
  detection.at(({ channels: [channel] }) => channel?.limitLoss ?? "no limit")
}**.

**What to look for.** Scrub back: at first the two neurons have nothing to do with each
other. From some time on |a − a′| and 1/‖w − w′‖ grow together, side by side on
logarithmic axes, and |a + a′| stays. On the right, ε is held and everything else is at
its best: the loss falls with ε², a straight line of slope 2, down to a limit that no
weights attain. Seeds **1** and **3** run into two channels at once; seed **0**
finds a strict minimum: there the detector says no.
`;

// %%
md`
## References

F. Martinelli, A. van Meegen, B. Şimşek, W. Gerstner and J. Brea, *Flat channels to
infinity in neural loss landscapes*, 2025, arXiv 2506.14951. K. Fukumizu and S. Amari,
*Local minima and plateaus in hierarchical structures of multilayer perceptrons*,
Neural Networks 13 (2000).
`;
