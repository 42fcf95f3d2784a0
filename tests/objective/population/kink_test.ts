import { assert, assertEquals } from "@std/assert";
import { network, parseNetwork } from "../../../lib/network/mod.ts";
import { populationLoss } from "../../../lib/objective/mod.ts";
import { certify, prove } from "../../../lib/verdict/mod.ts";

function objectiveOf(activation: string) {
  const net = (text: string) => network(parseNetwork(text));
  return populationLoss(net(`2 → 2 ${activation} → 1`), {
    teacher: net(`2 → 1 ${activation} → 1`),
    parameters: Float64Array.of(0.8, 0.3, 0.1, 1.3, 0.2),
  });
}

/** Neuron 1 has no weights and no bias. */
const θ = Float64Array.of(0.5, -0.2, 0.1, 0, 0, 0, 0.7, 0.4, 0.1);

for (const name of ["relu", "leakyRelu(0.2)", "elu(0.5)"]) {
  Deno.test(`${name}: the verdict on a neuron without weights and bias is a kink`, () => {
    const objective = objectiveOf(name);
    const { kind, sentence } = certify(objective, θ);
    assertEquals(kind, "not converged");
    assert(sentence.startsWith("Kink at neuron 1, whose"), sentence);
    const { status, reason } = prove(objective, θ);
    assertEquals(status, "not proved");
    // where there is no enclosure the proof does not come as far as the kink
    if (/^(nothing is known|this population loss is)/.test(reason!)) return;
    assert(reason?.startsWith("kink at neuron 1"), reason);
  });
}

Deno.test("with a bias, or without a kink, there is a verdict on derivatives", () => {
  for (const [name, bias] of [["relu", 0.3], ["tanh", 0]] as const) {
    const { sentence } = certify(objectiveOf(name), θ.with(5, bias));
    assert(!/[Kk]ink/.test(sentence), sentence);
  }
});

Deno.test("frozen weights at a kink leave it named", () => {
  const timeScale = new Float64Array(9).fill(0, 3, 6).fill(1, 0, 3)
    .fill(1, 6);
  const { sentence } = certify(objectiveOf("relu"), θ, { timeScale });
  assert(sentence.startsWith("Kink at neuron 1"), sentence);
});
