import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertLess,
  assertMatch,
  assertThrows,
} from "@std/assert";
import { dataset, teacherStudent } from "../../lib/data/mod.ts";
import { pairCoordinates } from "../../lib/landscape/channels/pair_coordinates.ts";
import { detectChannel } from "../../lib/landscape/mod.ts";
import { layerIndices } from "../../lib/landscape/symmetry/relabel.ts";
import { initialize, network, parseNetwork } from "../../lib/network/mod.ts";
import { customObjective, empiricalLoss } from "../../lib/objective/mod.ts";
import { minimize } from "../../lib/optimize/mod.ts";
import { train } from "../../lib/train/mod.ts";

const netOf = (text: string) => network(parseNetwork(text));

function student(text: string, teacher: string, samples: number) {
  const net = netOf(text);
  const data = teacherStudent({ teacher: netOf(teacher), samples, seed: 1 });
  return { net, data, objective: empiricalLoss(net, data) };
}

const training = {
  flow: { maxSteps: 2000 },
  refine: { maxIterations: 300 },
} as const;

const small = student(
  "1 → 2 tanh no bias → 1 no bias",
  "1 → 3 tanh no bias → 1 no bias",
  30,
);

/** The limit as a model of its own: c tanh(wx) + v x tanh′(wx). */
const gated = customObjective({
  parameterCount: 3,
  loss: ([c, w, v]) => {
    const { inputs, targets, samples } = small.data;
    return inputs.reduce((sum, x, n) => {
      const h = Math.tanh(w * x);
      return sum + (c * h + v * x * (1 - h * h) - targets![n]) ** 2 / samples;
    }, 0);
  },
});

for (const seed of [0, 5]) {
  Deno.test(`a flow that runs into a channel: pair, limit and its loss, seed ${seed}`, () => {
    const { net, objective } = small;
    const fit = train(
      objective,
      initialize(net, { seed, scheme: "standardNormal" }),
      training,
    );
    const { channels, sentence } = detectChannel(objective, fit.trajectory);
    assertEquals(channels.length, 1);
    const [channel] = channels;
    assertEquals([channel.layer, ...channel.neurons], [1, 0, 1]);
    assertEquals(
      channel.sign,
      Math.sign(fit.parameters[0] * fit.parameters[1]),
    );
    assert(channel.growth! > 3);
    assertMatch(sentence, /Neurons 0 and 1 of layer 1 are in a channel/);
    // another model, another minimizer's way to the same limit
    const { w: [w], c: [c], v: [[v]] } = channel.limit;
    const alone = minimize(gated, [c, w, v], { maxIterations: 200 });
    assertAlmostEquals(channel.limitLoss / alone.loss, 1, 1e-7);
    for (const [k, x] of [c, w, v].entries()) {
      assertAlmostEquals(x / alone.parameters[k], 1, 1e-3);
    }
    // what the minimizer does is in between, and the loss falls as ε²
    assert(channel.limitLoss < channel.continuedLoss);
    assert(channel.continuedLoss <= fit.loss);
    const drops = [1, 2, 3, 4].map((k) =>
      channel.losses[k - 1] - channel.losses[k]
    );
    assert(drops.every((drop) => drop > 0));
    channel.widths.forEach((ε, k) =>
      assertEquals(ε, channel.widths[0] / 2 ** k)
    );
  });
}

Deno.test("the point alone, without its way, is in the same channel", () => {
  const { net, objective } = student("1 → 2 tanh → 1", "1 → 3 tanh → 1", 60);
  const fit = train(
    objective,
    initialize(net, { seed: 1, scheme: "standardNormal" }),
    training,
  );
  const [channel] = detectChannel(objective, fit.parameters).channels;
  assertEquals([...channel.neurons], [0, 1]);
  assertEquals(channel.growth, undefined);
  assertEquals(channel.limit.w.length, 2); // with the bias
  assertLess(channel.limitLoss, fit.loss);
});

Deno.test("strict minima are in no channel, and two outputs may be", () => {
  const { net, objective } = student("2 → 4 tanh → 1", "2 → 6 tanh → 1", 200);
  const fit = train(
    objective,
    initialize(net, { seed: 3, scheme: "standardNormal" }),
    training,
  );
  assertEquals(
    detectChannel(objective, fit.parameters).sentence,
    "No channel: the point is a strict minimum.",
  );
  // the outputs of a gated unit, and of twice and minus it
  const unit = (x: number) => Math.tanh(x) + 2 * x * (1 - Math.tanh(x) ** 2);
  const xs = Array.from({ length: 41 }, (_, k) => k / 10 - 2);
  const two = netOf("1 → 2 tanh no bias → 2 no bias");
  const loss = empiricalLoss(
    two,
    dataset({
      inputs: xs.map((x) => [x]),
      targets: xs.map((x) => [2 * unit(x), -unit(x)]),
    }),
  );
  // w = 1, u = 1, c = (2, −1), α = (4, −2): a pair of ε = 0.05, before fitting
  const pair = [1.05, 0.95, 1 + 40, 1 - 40, -0.5 - 20, -0.5 + 20];
  const { channels: [channel] } = detectChannel(loss, pair);
  assertAlmostEquals(channel.limitLoss, 0, 1e-8);
  const { w: [w], c, v } = channel.limit;
  [w, ...c, v[0][0], v[1][0]].forEach((x, k) =>
    assertAlmostEquals(x, [1, 2, -1, 4, -2][k], 1e-2)
  );
});

Deno.test("a narrow pair with a minimum at some width is in no channel", () => {
  const net = netOf("1 → 2 tanh no bias → 1 no bias");
  const pairOf = (ε: number) =>
    Float64Array.of(1 + ε, 1 - ε, 0.5 + 1 / (2 * ε), 0.5 - 1 / (2 * ε));
  const xs = Float64Array.from({ length: 41 }, (_, k) => k / 10 - 2);
  const teacher = pairOf(0.02);
  const targets = [...xs].map((x) =>
    teacher[2] * Math.tanh(teacher[0] * x) +
    teacher[3] * Math.tanh(teacher[1] * x)
  );
  const objective = empiricalLoss(
    net,
    dataset({ inputs: [...xs].map((x) => [x]), targets }),
  );
  assertLess(objective.loss(teacher), 1e-25);
  for (const ε of [0.02, 0.03, 0.04]) {
    assertEquals(detectChannel(objective, pairOf(ε)).channels, []);
  }
});

for (
  const [text, sign] of [
    ["2 → 3 tanh → 2", 1],
    ["2 → 3 tanh → 2", -1],
    ["2 → 3 softplus → 1", 1],
  ] as const
) {
  Deno.test(`coordinates of a pair: there and back, and their derivatives: ${text}, sign ${sign}`, () => {
    const { net, objective } = student(text, text, 20);
    const θ = initialize(net, { seed: 4, scheme: "standardNormal" });
    const pair = {
      indices: layerIndices(net)[0],
      neurons: [0, 2],
      sign,
    } as const;
    const coordinates = pairCoordinates(objective, pair, θ);
    const { ψ, ε } = coordinates.of(θ);
    const back = coordinates.lift(ψ, ε, θ.slice());
    back.forEach((x, k) => assertAlmostEquals(x, θ[k], 1e-14));
    const { α } = coordinates.unit(ψ);
    assertAlmostEquals(Math.max(...α.map(Math.abs)), 1, 1e-14);
    const held = coordinates.at(ε);
    const plain = customObjective({
      parameterCount: ψ.length,
      loss: held.loss,
      gradient: (x) => held.gradient(x).slice(),
    });
    const byLoss = customObjective({
      parameterCount: ψ.length,
      loss: held.loss,
    });
    const g = held.gradient(ψ);
    byLoss.gradient(ψ).forEach((x, k) => assertAlmostEquals(g[k], x, 1e-7));
    const H = held.hessian(ψ);
    plain.hessian(ψ).forEach((x, k) => assertAlmostEquals(H[k], x, 1e-6));
    const v = ψ.map((_, k) => Math.cos(k));
    const Hv = held.hessianVectorProduct(ψ, v);
    Hv.forEach((x, k) => {
      const n = ψ.length;
      const want = v.reduce((sum, y, l) => sum + H[k * n + l] * y, 0);
      assertAlmostEquals(x, want, 1e-10);
    });
  });
}

Deno.test("channels are looked for in networks, at points of them", () => {
  assertThrows(
    () => detectChannel(gated, [1, 2, 3]),
    TypeError,
    "without a network",
  );
  for (const wrong of [[1, 2], [1, 2, 3, NaN]]) {
    assertThrows(() => detectChannel(small.objective, wrong), RangeError);
  }
  assertThrows(
    () => detectChannel(small.objective, {} as never),
    TypeError,
    "expected a trajectory",
  );
});
