import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import { hessianSpectrum } from "../../lib/curvature/mod.ts";
import { teacherStudent } from "../../lib/data/mod.ts";
import {
  growNet,
  mergeNeurons,
  perturbAlong,
  shrinkNet,
  splitNeuron,
} from "../../lib/landscape/mod.ts";
import { forward } from "../../lib/kernels/mod.ts";
import { infinityNorm, norm } from "../../lib/linalg/mod.ts";
import { initialize, network, parseNetwork } from "../../lib/network/mod.ts";
import { empiricalLoss } from "../../lib/objective/mod.ts";
import { randomGenerator } from "../../lib/random/mod.ts";
import { train } from "../../lib/train/mod.ts";
import { certify } from "../../lib/verdict/mod.ts";

const texts = [
  "2 → 3 tanh → 1",
  "2 → 3 tanh no bias → 2 relu → 2",
  "3 → [relu, tanh, square] → 4 sigmoid no bias → 2 softmax",
];
const inputsOf = (count: number) => {
  const random = randomGenerator(7);
  return Float64Array.from({ length: 10 * count }, () => random.normal());
};

for (const text of texts) {
  const net = network(parseNetwork(text));
  const θ = initialize(net, { seed: 1, scheme: "standardNormal" });
  const X = inputsOf(net.inputs);
  const outputs = forward(net, θ, X);
  const sameFunction = ({ network, parameters }: ReturnType<typeof growNet>) =>
    forward(network, parameters, X).forEach((y, k) =>
      assertAlmostEquals(y, outputs[k], 1e-12)
    );

  Deno.test(`a neuron split in any shares, grown or merged again keeps the function: ${text}`, () => {
    for (let layer = 1; layer < net.layers.length; layer++) {
      const { width } = net.layers[layer - 1];
      for (let i = 0; i < width; i++) {
        for (const γ of [-2, 0, 0.3, 1, 5]) {
          const split = splitNeuron(net, θ, layer, i, γ);
          assertEquals(split.network.layers[layer - 1].width, width + 1);
          sameFunction(split);
          const merged = mergeNeurons(
            split.network,
            split.parameters,
            layer,
            i,
            width,
          );
          assertEquals(merged.network, net);
          merged.parameters.forEach((x, k) =>
            assertAlmostEquals(x, θ[k], 1e-14)
          );
        }
      }
      const grown = growNet(net, θ, layer, { neurons: 2, seed: 3 });
      sameFunction(grown);
      assertEquals(grown.network.layers[layer - 1].width, width + 2);
      const once = shrinkNet(grown.network, grown.parameters, layer, width + 1);
      const twice = shrinkNet(once.network, once.parameters, layer, width);
      assertEquals(twice, { network: net, parameters: θ });
    }
  });
}

const small = network(parseNetwork("2 → 2 tanh → 1"));
const data = teacherStudent({
  teacher: network(parseNetwork("2 → 4 tanh → 1")),
  samples: 100,
  seed: 3,
});
const minimum = train(
  empiricalLoss(small, data),
  initialize(small, { seed: 2 }),
);

Deno.test("a minimum split in any shares is a line of critical points", () => {
  assertEquals(minimum.verdict!.kind, "strict minimum");
  let tangent: Float64Array | undefined;
  for (const γ of [0, 0.25, 0.5, 1.5]) {
    const { network, parameters } = splitNeuron(
      small,
      minimum.parameters,
      1,
      0,
      γ,
    );
    const larger = empiricalLoss(network, data);
    assertAlmostEquals(larger.loss(parameters), minimum.loss, 1e-14);
    assert(infinityNorm(larger.gradient(parameters)) < 1e-10);
    const next = splitNeuron(small, minimum.parameters, 1, 0, γ + 1).parameters;
    tangent = next.map((x, k) => x - parameters[k]);
    const Ht = larger.hessianVectorProduct(parameters, tangent);
    assert(infinityNorm(Ht) < 1e-10); // a null direction, along the line
  }
});

Deno.test("a saddle is left by a step along its negative eigenvector, both ways", () => {
  // of a split minimum one of γ in (0, 1) and outside has a negative eigenvalue
  const saddle = [0.5, 1.5].map((γ) =>
    splitNeuron(small, minimum.parameters, 1, 0, γ)
  ).find(({ network, parameters }) =>
    certify(empiricalLoss(network, data), parameters).kind === "saddle"
  );
  assert(saddle !== undefined);
  const larger = empiricalLoss(saddle.network, data);
  const { eigenvalues, eigenvectors } = hessianSpectrum(
    larger,
    saddle.parameters,
  );
  assert(eigenvalues[0] < 0);
  for (const distance of [0.01, -0.01]) {
    const there = perturbAlong(
      larger,
      saddle.parameters,
      eigenvectors[0].map((x) => 7 * x),
      distance,
    );
    const step = there.map((x, i) => x - saddle.parameters[i]);
    assertAlmostEquals(norm(step), 0.01, 1e-15);
    const drop = larger.loss(there) - minimum.loss;
    assertAlmostEquals(drop / (eigenvalues[0] * 0.5e-4), 1, 0.1);
  }
});

Deno.test("what is no neuron, no network to shrink and no direction is refused", () => {
  const net = network(parseNetwork("2 → [tanh, relu] → 1 tanh → 1"));
  const θ = initialize(net, { seed: 1 });
  for (
    const call of [
      () => splitNeuron(net, θ, 0, 0, 0.5),
      () => splitNeuron(net, θ, 3, 0, 0.5),
      () => splitNeuron(net, θ, 1, 2, 0.5),
      () => splitNeuron(net, θ, 1, 0, NaN),
      () => splitNeuron(net, θ.slice(1), 1, 0, 0.5),
      () => mergeNeurons(net, θ, 1, 0, 1),
      () => mergeNeurons(net, θ, 1, 0, 0),
      () => shrinkNet(net, θ, 2, 0),
      () => growNet(net, θ, 1.5),
      () => growNet(net, θ, 1, { neurons: 0 }),
      () =>
        perturbAlong(
          empiricalLoss(small, data),
          minimum.parameters,
          minimum.parameters.map(() => 0),
          1,
        ),
      () =>
        perturbAlong(
          empiricalLoss(small, data),
          minimum.parameters,
          minimum.parameters,
          Infinity,
        ),
    ]
  ) assertThrows(call, RangeError, "Cannot");
});
