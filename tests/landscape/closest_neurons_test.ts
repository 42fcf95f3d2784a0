import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { closestNeurons } from "../../lib/landscape/mod.ts";
import { initialize, network, parseNetwork } from "../../lib/network/mod.ts";

const netOf = (text: string) => network(parseNetwork(text));

/** θ of 2 → 2 → 1 from input weights and biases of two neurons. */
const θOf = (a: readonly number[], b: readonly number[]) => [
  ...a,
  ...b,
  ...[3, 4, 0],
];

const angles = [1e-9, 1e-4, 0.3, 1.5, 2.5, Math.PI - 1e-7];
for (const φ of angles) {
  Deno.test(`closestNeurons measures the angle ${φ}, whatever the lengths`, () => {
    for (const scale of [1e-200, 1, 1e200]) {
      const a = [scale, 0, 0];
      const b = [7 * Math.cos(φ), 0, 7 * Math.sin(φ)];
      const [pair] = closestNeurons(netOf("2 → 2 softplus → 1"), θOf(a, b));
      // 1 − cos φ, without cancellation
      const exact = 2 * Math.sin(φ / 2) ** 2;
      assertAlmostEquals(pair.distance / exact, 1, 1e-6);
      assertEquals([pair.layer, ...pair.neurons, pair.sign], [1, 0, 1, 1]);
      assertEquals(pair.outputs, [Float64Array.of(3), Float64Array.of(4)]);
    }
  });
}

// tanh(−z) = −tanh z; σ(−z) = 1 − σ(z), which biases would have to make up for;
// softplus has no such symmetry
for (
  const [activation, sign] of [["tanh", -1], ["sigmoid", 1], [
    "softplus",
    1,
  ]] as const
) {
  Deno.test(`closestNeurons takes opposite ${activation} neurons for alike: ${sign < 0}`, () => {
    const θ = θOf([1, 2, 3], [-1, -2, -3.001]);
    const [pair] = closestNeurons(netOf(`2 → 2 ${activation} → 1`), θ);
    assertEquals(pair.sign, sign);
    assertAlmostEquals(pair.distance, sign < 0 ? 0 : 2, 1e-6);
  });
}

Deno.test("closestNeurons finds, in each layer, the pair put there", () => {
  const net = netOf("3 → 5 softplus → 4 tanh → 2");
  for (let seed = 0; seed < 20; seed++) {
    const θ = initialize(net, { seed, scheme: "standardNormal" });
    const [i, j] = [seed % 4, 4];
    // each neuron's weights, then its bias
    for (let c = 0; c < 4; c++) θ[4 * j + c] = 2 * θ[4 * i + c];
    const [first, second] = closestNeurons(net, θ);
    assertEquals(first.neurons, [i, j]);
    assertAlmostEquals(first.distance, 0, 1e-15);
    assertEquals([second.layer, second.outputs[0].length], [2, 2]);
  }
});

Deno.test("closestNeurons: a lone neuron, one without weights and other activations make no pair", () => {
  assertEquals(closestNeurons(netOf("2 → 1 tanh → 1"), [1, 2, 3, 4, 5]), []);
  const dead = θOf([0, 0, 0], [1, 2, 3]);
  assertEquals(closestNeurons(netOf("2 → 2 softplus → 1"), dead), []);
  const mixed = netOf("2 → [tanh, softplus] → 1");
  assertEquals(closestNeurons(mixed, θOf([1, 2, 3], [1, 2, 3])), []);
});

Deno.test("closestNeurons refuses what is no θ", () => {
  const net = netOf("2 → 2 softplus → 1");
  assertThrows(() => closestNeurons(net, [1]), RangeError);
  assertThrows(() => closestNeurons(net, Array(9).fill(NaN)), RangeError);
});
