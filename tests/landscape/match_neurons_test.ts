import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertLess,
} from "@std/assert";
import { hessianSpectrum } from "../../lib/curvature/mod.ts";
import { teacherStudent } from "../../lib/data/mod.ts";
import { matchNeurons } from "../../lib/landscape/mod.ts";
import { leastAssignment } from "../../lib/landscape/symmetry/assignment.ts";
import { normalize } from "../../lib/landscape/symmetry/normalize.ts";
import {
  layerIndices,
  relabelLayer,
} from "../../lib/landscape/symmetry/relabel.ts";
import { norm } from "../../lib/linalg/mod.ts";
import {
  initialize,
  type Network,
  network,
  parseNetwork,
} from "../../lib/network/mod.ts";
import { empiricalLoss } from "../../lib/objective/mod.ts";
import { randomGenerator } from "../../lib/random/mod.ts";

const netOf = (text: string) => network(parseNetwork(text));
const distance = (a: Float64Array, b: Float64Array) =>
  norm(a.map((x, i) => x - b[i]));

/** All orders of 0 … n − 1. */
function* orders(n: number): Generator<Int32Array> {
  if (n === 0) yield Int32Array.of();
  else {
    for (const rest of orders(n - 1)) {
      for (let at = 0; at < n; at++) {
        yield Int32Array.of(...rest.slice(0, at), n - 1, ...rest.slice(at));
      }
    }
  }
}

/** θ with all hidden neurons in random order, some flipped where that is allowed. */
function shuffled(net: Network, θ: Float64Array, seed: number): Float64Array {
  const random = randomGenerator(seed);
  let point = θ;
  for (const layer of layerIndices(net)) {
    const order = random.shuffle(
      Int32Array.from({ length: layer.width }, (_, i) => i),
    );
    const signs = Int8Array.from(
      order,
      (i) => layer.mirrors[i] && random.integer(2) ? -1 : 1,
    );
    point = relabelLayer(layer, point, { order, signs }, point.slice());
  }
  return point;
}

Deno.test("leastAssignment is the least of all permutations", () => {
  const random = randomGenerator(1);
  for (let n = 1; n <= 6; n++) {
    for (let k = 0; k < 20; k++) {
      const costs = Float64Array.from(
        { length: n * n },
        // whole numbers have ties
        () => k % 2 ? random.normal() : random.integer(4),
      );
      const total = (order: Int32Array) =>
        order.reduce((sum, j, i) => sum + costs[i * n + j], 0);
      const least = Math.min(...[...orders(n)].map(total));
      const found = leastAssignment(costs, n);
      assertEquals([...found].sort((a, b) => a - b), [...Array(n).keys()]);
      assertAlmostEquals(total(found), least, 1e-12);
    }
  }
});

for (
  const text of [
    "2 → 5 tanh → 2",
    "2 → 4 square → 1",
    "2 → 4 relu → 1",
    "2 → 4 sigmoid → 3 tanh → 1",
  ]
) {
  Deno.test(`loss and spectrum stay under orders and flips of neurons: ${text}`, () => {
    const net = netOf(text);
    const objective = empiricalLoss(
      net,
      teacherStudent({ teacher: net, samples: 30, seed: 1 }),
    );
    const θ = initialize(net, { seed: 2, scheme: "standardNormal" });
    const other = shuffled(net, θ, 3);
    assert(distance(θ, other) > 0.1);
    assertAlmostEquals(objective.loss(other), objective.loss(θ), 1e-13);
    if (text.includes("sigmoid")) return; // a shear of θ: the spectrum changes
    const spectra = [θ, other].map((at) =>
      hessianSpectrum(objective, at).eigenvalues
    );
    const size = spectra[0].at(-1)!;
    spectra[0].forEach((λ, k) =>
      assertAlmostEquals(spectra[1][k], λ, 1e-12 * size)
    );
  });
}

for (
  const text of [
    "3 → 6 tanh → 2",
    "2 → 5 relu → 1",
    "2 → 5 sigmoid → 2",
    "1 → 11 sigmoid → 1",
    "2 → 4 sigmoid → 3 tanh → 1",
    "2 → 6 tanh → 5 tanh → 4 tanh → 1",
  ]
) {
  Deno.test(`matchNeurons undoes any order and flips: ${text}`, () => {
    const net = netOf(text);
    for (let seed = 1; seed <= 10; seed++) {
      const θ = initialize(net, { seed, scheme: "standardNormal" });
      const other = shuffled(net, θ, seed + 100);
      const match = matchNeurons(net, θ, other);
      assertLess(match.distance, 1e-12);
      let again = other;
      layerIndices(net).forEach((layer, l) =>
        again = relabelLayer(layer, again, match.relabelings[l], again.slice())
      );
      // a bias that takes up flips is added to in another order
      assertLess(distance(again, match.parameters), 1e-14);
    }
  });
}

for (
  const text of [
    "2 → 4 tanh → 1",
    "2 → 4 sigmoid → 2",
    "2 → [sigmoid, tanh, sigmoid, tanh] → 1",
    "2 → 4 sigmoid → 1 no bias", // no flips
  ]
) {
  Deno.test(`with one hidden layer no order and no flips are nearer: ${text}`, () => {
    const net = netOf(text);
    const [layer] = layerIndices(net);
    for (let seed = 1; seed <= 5; seed++) {
      const θ = initialize(net, { seed, scheme: "standardNormal" });
      const other = initialize(net, {
        seed: seed + 50,
        scheme: "standardNormal",
      });
      const match = matchNeurons(net, θ, other);
      assertEquals(match.exact, true);
      assertAlmostEquals(distance(θ, match.parameters), match.distance, 1e-14);
      let least = Infinity;
      const out = other.slice();
      for (const order of orders(4)) {
        if (!order.every((j, i) => layer.alike(i, j))) continue;
        for (let bits = 0; bits < 16; bits++) {
          const signs = Int8Array.from(order, (_, i) => bits >> i & 1 ? -1 : 1);
          if (order.some((j, i) => signs[i] < 0 && !layer.mirrors[j])) continue;
          relabelLayer(layer, other, { order, signs }, out);
          least = Math.min(least, distance(θ, out));
        }
      }
      assertAlmostEquals(match.distance, least, 1e-13);
    }
  });
}

Deno.test("matchNeurons exchanges only neurons of one activation, and brings deep networks nearer", () => {
  const mixed = netOf("2 → [tanh, relu, tanh, relu] → 1");
  const θ = initialize(mixed, { seed: 1, scheme: "standardNormal" });
  const other = initialize(mixed, { seed: 2, scheme: "standardNormal" });
  const { relabelings: [{ order, signs }] } = matchNeurons(mixed, θ, other);
  order.forEach((j, i) => assertEquals(j % 2, i % 2));
  signs.forEach((sign, i) => assert(sign === 1 || i % 2 === 0));
  const deep = netOf("2 → 6 tanh → 6 tanh → 1");
  for (let seed = 1; seed <= 10; seed++) {
    const [a, b] = [seed, seed + 20].map((seed) =>
      initialize(deep, { seed, scheme: "standardNormal" })
    );
    const match = matchNeurons(deep, a, b);
    assertEquals(match.exact, false);
    assertLess(match.distance, distance(a, b));
  }
});

for (
  const text of ["2 → 3 relu → 2", "2 → 3 sigmoid → 1", "2 → 2 square → 1"]
) {
  Deno.test(`rescaled or flipped parameters have one normal form: ${text}`, () => {
    const net = netOf(text);
    const layers = layerIndices(net);
    const [layer] = layers;
    const data = teacherStudent({ teacher: net, samples: 20, seed: 1 });
    const objective = empiricalLoss(net, data);
    const θ = initialize(net, { seed: 4, scheme: "standardNormal" });
    const other = shuffled(net, θ, 5);
    layer.degrees.forEach((degree, i) => {
      if (degree === undefined) return;
      const c = 0.3 + i;
      for (const k of layer.incoming[i]) other[k] *= c;
      for (const k of layer.outgoing[i]) other[k] /= c ** degree;
    });
    const [a, b] = [θ, other].map((point) => normalize(layers, point));
    for (const normal of [a, b]) {
      assertAlmostEquals(objective.loss(normal), objective.loss(θ), 1e-12);
    }
    assertLess(matchNeurons(net, a, b).distance, 1e-12);
  });
}
