import { assert, assertEquals, assertMatch } from "@std/assert";
import { initialize, network, parseNetwork } from "../../../lib/network/mod.ts";
import { populationLoss } from "../../../lib/objective/mod.ts";
import { minimize } from "../../../lib/optimize/mod.ts";
import { certify, prove } from "../../../lib/verdict/mod.ts";

function lossOf(student: string, teacher: string) {
  const net = network(parseNetwork(student));
  const target = network(parseNetwork(teacher));
  const parameters = initialize(target, { seed: 4 });
  return {
    net,
    objective: populationLoss(net, { teacher: target, parameters }),
  };
}

for (
  const [student, teacher, kind = "strict minimum"] of [
    [
      "2 → 1 sigmoid2 no bias → 1 no bias",
      "2 → 3 sigmoid2 no bias → 1 no bias",
    ],
    ["2 → 2 sigmoid2 → 1", "2 → 3 sigmoid2 → 1"],
    ["2 → 1 normalCdf → 1", "2 → 2 normalCdf → 1"],
    // their neurons can be rescaled: proved up to that
    [
      "2 → 2 leakyRelu(0.2) no bias → 1 no bias",
      "2 → 4 relu no bias → 1 no bias",
      "minimum, degenerate",
    ],
    ["2 → 1 relu → 1", "2 → 3 relu → 1", "minimum, degenerate"],
    [
      "2 → 1 leakyRelu → 1",
      "2 → [relu, leakyRelu, relu] → 1",
      "minimum, degenerate",
    ],
  ]
) {
  Deno.test(`on infinitely many samples, where ${student} ends beside ${teacher} is proved`, () => {
    const { net, objective } = lossOf(student, teacher);
    const { parameters } = minimize(objective, initialize(net, { seed: 1 }), {
      method: "bfgs",
    });
    const proof = prove(objective, parameters);
    assertEquals([proof.status, proof.index], ["proved", 0], proof.sentence);
    const scaled = kind === "minimum, degenerate" ? net.layers[0].width : 0;
    assertEquals(proof.held.length, scaled);
    assertEquals(certify(objective, parameters).kind, kind);
    assert(objective.loss(parameters) > 1e-7, "no copy of the teacher");
    // beside it is no other point, and the bounds hold the eigenvalues
    const nearby = parameters.map((x, i) => x + 1e-8 * Math.sin(i));
    const again = prove(objective, nearby);
    assertEquals([again.status, again.index], ["proved", 0]);
    assert(again.radius! > 5e-9 && again.radius! < 2e-8);
  });
}

Deno.test("a student at its teacher's parameters is proved a strict minimum", () => {
  const { objective } = lossOf("2 → 2 sigmoid2 → 1", "2 → 2 sigmoid2 → 1");
  const { parameters } = objective.target;
  const { status, index, radius } = prove(objective, parameters);
  assertEquals([status, index], ["proved", 0]);
  assert(radius! < 1e-8, `${radius}`);
});

Deno.test("the origin of one neuron is proved a saddle", () => {
  const { objective } = lossOf(
    "2 → 1 sigmoid2 no bias → 1 no bias",
    "2 → 3 sigmoid2 no bias → 1 no bias",
  );
  // ∂²L/∂v∂w is all there is: one direction down, one up, one flat
  const flat = prove(objective, new Float64Array(3));
  assertEquals(flat.status, "not proved");
  const { status, index } = prove(objective, new Float64Array(3), {
    hold: [1],
  });
  assertEquals([status, index], ["proved", 1]);
});

Deno.test("population losses without an enclosure say what is enclosed", () => {
  for (
    const text of [
      "2 → 2 elu → 1",
      "2 → 2 tanh → 1",
      "2 → [exp, sigmoid2] → 1",
    ]
  ) {
    const { net, objective } = lossOf(text, text);
    const { status, reason } = prove(objective, initialize(net, { seed: 1 }));
    assertEquals(status, "not proved");
    assertMatch(reason!, /population loss is enclosed where .* closed form/);
  }
});
