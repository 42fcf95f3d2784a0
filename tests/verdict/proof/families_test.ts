import { assert, assertEquals, assertMatch } from "@std/assert";
import { dataset, teacherStudent } from "../../../lib/data/mod.ts";
import { at, contains } from "../../../lib/interval/mod.ts";
import { initialize, network, parseNetwork } from "../../../lib/network/mod.ts";
import { empiricalLoss, type Objective } from "../../../lib/objective/mod.ts";
import { train } from "../../../lib/train/mod.ts";
import { type Proof, prove } from "../../../lib/verdict/mod.ts";

const net = (text: string) => network(parseNetwork(text));

/** How many eigenvalues are exactly 0, and that all others are not. */
function zeros({ eigenvalueBounds }: Proof): number {
  const { lo, hi } = eigenvalueBounds!;
  return lo.reduce((sum, x, k) => sum + (x === 0 && hi[k] === 0 ? 1 : 0), 0);
}

function assertProved(objective: Objective, θ: Float64Array): Proof {
  const proof = prove(objective, θ);
  assertEquals(proof.status, "proved", proof.sentence);
  assertEquals(zeros(proof), proof.dimension);
  assertEquals(proof.held.length, proof.dimension);
  assertEquals(
    proof.symmetries.reduce((sum, { dimension }) => sum + dimension, 0),
    proof.dimension,
  );
  return proof;
}

Deno.test("eigenvalues of (1 − ab)² at (2, ½) are 0 and 8.5, whichever is held", () => {
  const data = dataset({ inputs: [[1], [1]], targets: [[1], [1]] });
  const objective = empiricalLoss(net("1 → 1 no bias → 1 no bias"), data);
  for (const [a, b] of [[2, 0.5], [0.5, 2]]) {
    const proof = assertProved(objective, Float64Array.of(a, b));
    assertEquals([proof.index, proof.dimension], [0, 1]);
    assert(contains(at(proof.eigenvalueBounds!, 1), 8.5));
    assertEquals(proof.symmetries, [{
      kind: "redundant linear layers",
      layer: 1,
      neurons: [0],
      dimension: 1,
    }]);
    assertMatch(
      proof.sentence,
      /^∎ Up to linear maps of neuron 0 of layer 1, a critical point within .*; it is a strict minimum; its smallest eigenvalue lies in \[8\.[45]9?, 8\.51?\], beside 1 that is exactly 0; .* with 1 parameter held\.$/,
    );
  }
});

Deno.test("a relu teacher's own parameters are proved up to rescaling", () => {
  for (
    const text of [
      "2 → 3 relu → 1",
      "2 → 2 leakyRelu → 2 relu → 1",
      "2 → 1 square → 1",
    ]
  ) {
    const teacher = net(text);
    const data = teacherStudent({ teacher, samples: 100, seed: 2 });
    const objective = empiricalLoss(teacher, data);
    const θ = data.teacherParameters;
    const proof = assertProved(objective, θ);
    assertEquals(proof.index, 0);
    const hidden = teacher.layers.slice(0, -1);
    assertEquals(
      proof.dimension,
      hidden.reduce((sum, { width }) => sum + width, 0),
    );
    assert(proof.symmetries.every(({ kind }) => kind === "rescaling"));
    assertMatch(proof.sentence, /^∎ Up to rescaling of neurons? 0/);
  }
});

Deno.test("a minimum that a relu student finds is proved up to rescaling", () => {
  const data = teacherStudent({
    teacher: net("2 → 5 relu → 1"),
    samples: 200,
    seed: 9,
  });
  const student = net("2 → 3 relu → 1");
  const objective = empiricalLoss(student, data);
  const { parameters } = train(objective, initialize(student, { seed: 2 }));
  const proof = assertProved(objective, parameters);
  assertEquals([proof.index, proof.dimension], [0, 3]);
});

Deno.test("a silent neuron is left out, and said to be", () => {
  const data = teacherStudent({
    teacher: net("1 → 1 relu → 1"),
    teacherParameters: Float64Array.of(1, 0.1, 1, 0.3),
    samples: 50,
    seed: 3,
  });
  const objective = empiricalLoss(net("1 → 2 relu → 1"), data);
  // neuron 1 is below its kink on all samples
  const θ = Float64Array.of(1, 0.1, 0.1, -20, 1, 0.7, 0.3);
  const proof = assertProved(objective, θ);
  assertEquals(proof.dimension, 4);
  assert([2, 3, 5].every((i) => proof.held.includes(i)));
  assertEquals(
    proof.symmetries.filter(({ kind }) => kind === "dead neuron")
      .map(({ layer, neurons, dimension }) => [layer, neurons, dimension]),
    [[1, [1], 2], [2, [0], 1]],
  );
});

Deno.test("logistic regression is proved up to the shift of its logits", () => {
  const softmax = net("1 → 3 softmax");
  const data = dataset({
    inputs: [[-1], [0], [1], [2], [-2], [0.5], [0]],
    labels: [0, 1, 2, 0, 1, 2, 0],
  });
  const objective = empiricalLoss(softmax, data);
  const proof = assertProved(objective, new Float64Array(6));
  assertEquals([proof.index, proof.dimension], [0, 2]);
  assertEquals(proof.symmetries[0].kind, "softmax shift");
  assertMatch(proof.sentence, /^∎ Up to shifts of all logits, /);
});

Deno.test("a deep linear network's minimum is proved up to linear maps", () => {
  const data = teacherStudent({
    teacher: net("3 → 2 no bias"),
    samples: 20,
    seed: 5,
    noise: 0.1,
  });
  const deep = net("3 → 2 no bias → 2 no bias");
  const objective = empiricalLoss(deep, data);
  const { parameters } = train(objective, initialize(deep, { seed: 1 }));
  const proof = assertProved(objective, parameters);
  assertEquals([proof.index, proof.dimension], [0, 4]);
});

Deno.test("a penalty breaks the symmetry, and leaves one point", () => {
  const data = dataset({ inputs: [[1], [1]], targets: [[1], [1]] });
  const objective = empiricalLoss(net("1 → 1 no bias → 1 no bias"), data, {
    penalties: [{ kind: "weightDecay", λ: 0.1 }],
  });
  // 2(1 − a²) = λ
  const a = Math.sqrt(0.95);
  const proof = assertProved(objective, Float64Array.of(a, a));
  assertEquals([proof.index, proof.dimension], [0, 0]);
});

Deno.test("a held output weight stops the rescaling of its neuron", () => {
  const teacher = net("2 → 2 relu → 1");
  const data = teacherStudent({ teacher, samples: 100, seed: 2 });
  const objective = empiricalLoss(teacher, data);
  const θ = data.teacherParameters;
  const proof = prove(objective, θ, { hold: [6, 7] });
  assertEquals([proof.status, proof.dimension], ["proved", 0]);
  assertEquals(proof.held, [6, 7]);
  assertEquals(proof.eigenvalueBounds!.lo.length, 7);
});

Deno.test("what is a symmetry to 12 digits only is none", () => {
  const polynomial = (coefficients: number[]) =>
    network({
      inputs: 1,
      layers: [
        {
          width: 1,
          bias: false,
          activation: { name: "polynomial", coefficients },
        },
        { width: 1, bias: false },
      ],
    });
  const data = dataset({ inputs: [[1], [1]], targets: [[1], [1]] });
  const θ = Float64Array.of(2, 0.5);
  const linear = prove(empiricalLoss(polynomial([0, 1]), data), θ);
  assertEquals([linear.status, linear.dimension], ["proved", 1]);
  const nearly = prove(empiricalLoss(polynomial([0, 1, 1e-14]), data), θ);
  assertEquals(nearly.status, "not proved");
  assertEquals(nearly.symmetries, []);
});

Deno.test("a null direction without a name stops the proof", () => {
  // two neurons alike
  const teacher = net("1 → 1 tanh → 1");
  const data = teacherStudent({
    teacher,
    teacherParameters: Float64Array.of(1, 0.2, 1, 0),
    samples: 40,
    seed: 1,
  });
  const objective = empiricalLoss(net("1 → 2 tanh → 1"), data);
  const proof = prove(objective, Float64Array.of(1, 0.2, 1, 0.2, 0.5, 0.5, 0));
  assertEquals(proof.status, "not proved");
  assertMatch(
    proof.reason!,
    /^the Hessian is singular to rounding in \d directions that no symmetry explains$/,
  );
});
