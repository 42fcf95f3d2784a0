import { assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
import { teacherStudent } from "../../../lib/data/mod.ts";
import { initialize, network, parseNetwork } from "../../../lib/network/mod.ts";
import { empiricalLoss } from "../../../lib/objective/mod.ts";
import { train } from "../../../lib/train/mod.ts";
import {
  certify,
  contradiction,
  prove,
  provenVerdict,
  type Verdict,
} from "../../../lib/verdict/mod.ts";
import { polynomial } from "./polynomial.ts";

function student(text: string, teacher: string, samples: number, seed: number) {
  const net = network(parseNetwork(text));
  const data = teacherStudent({
    teacher: network(parseNetwork(teacher)),
    samples,
    seed,
  });
  return { net, objective: empiricalLoss(net, data) };
}

const references = [
  student("2 → 2 tanh → 1", "2 → 4 tanh → 1", 300, 9),
  student("2 → 3 sigmoid → 1", "2 → 5 sigmoid → 1", 500, 9),
  student("2 → 3 softplus → 1", "2 → 5 softplus → 1", 300, 1),
  student("1 → 3 tanh → 1", "1 → 4 tanh → 1", 60, 1),
  student("2 → 3 tanh → 1", "2 → 3 tanh → 1", 60, 1),
  student("2 → 2 relu → 1", "2 → 3 relu → 1", 60, 2),
  student("1 → 2 tanh → 2 tanh → 1", "1 → 4 tanh → 1", 60, 3),
];

Deno.test("no proof contradicts the verdict on a reference student", () => {
  const told: string[] = [];
  let proved = 0;
  for (const [number, { net, objective }] of references.entries()) {
    for (let seed = 0; seed < 6; seed++) {
      const { parameters, verdict } = train(
        objective,
        initialize(net, { seed }),
      );
      const proof = prove(objective, parameters);
      if (proof.status === "proved") proved++;
      const wrong = contradiction(verdict!, proof, parameters);
      if (wrong) told.push(`student ${number}, seed ${seed}: ${wrong}`);
    }
  }
  assertEquals(told, []);
  assertEquals(proved >= 20, true, `${proved} of 42 proved`);
});

/** x² − y², with a gradient so small at θ that it counts as zero. */
const saddle = polynomial([[1, 2, 0], [-1, 0, 2]]);
const θ = Float64Array.of(1e-12, 0);

Deno.test("a proof that contradicts a verdict is heard, and wins", () => {
  const right = certify(saddle, θ);
  const proof = prove(saddle, θ);
  assertEquals(contradiction(right, proof, θ), undefined);
  const wrongs: Partial<Verdict>[] = [
    { kind: "strict minimum", index: 0 },
    { kind: "minimum, degenerate", index: 0, nullity: 1 },
    { kind: "gradient-flat", index: 0 },
    { kind: "saddle", index: 2 },
    { kind: "saddle", index: 0, nullity: 0 },
  ];
  for (const wrong of wrongs) {
    const verdict = { ...right, ...wrong };
    assertMatch(
      contradiction(verdict, proof, θ)!,
      /the proof says: ∎ .*index 1/,
    );
    const { kind, index, nullity, sentence } = provenVerdict(verdict, proof, θ);
    assertEquals([kind, index, nullity], ["saddle", 1, 0]);
    assertEquals(sentence, proof.sentence);
  }
});

Deno.test("what the numbers leave open, a proof decides without contradicting", () => {
  const right = certify(saddle, θ);
  const proof = prove(saddle, θ);
  const open = { ...right, kind: "saddle, degenerate", index: 0, nullity: 1 };
  assertEquals(contradiction(open as Verdict, proof, θ), undefined);
  assertEquals(provenVerdict(open as Verdict, proof, θ).kind, "saddle");
});

Deno.test("a proof of a point elsewhere, or none, leaves the verdict as it is", () => {
  const bowl = polynomial([[1, 2]]);
  const far = Float64Array.of(0.5);
  const proof = prove(bowl, far);
  assertEquals(proof.status, "proved"); // of the point 0
  const { distance: _, ...rest } = certify(saddle, θ);
  const verdict: Verdict = { ...rest, kind: "not converged" };
  assertEquals(contradiction(verdict, proof, far), undefined);
  assertEquals(provenVerdict(verdict, proof, far), { ...verdict, proof });
  const none = prove(polynomial([[1, 3]]), Float64Array.of(0));
  assertEquals(none.status, "not proved");
  assertEquals(contradiction(verdict, none, far), undefined);
});

Deno.test("training and verdict come with a proof where asked, of the free parameters", () => {
  const { net, objective } = references[0];
  const start = initialize(net, { seed: 1 });
  const plain = train(objective, start);
  assertEquals(plain.verdict!.proof, undefined);
  const { parameters, verdict } = train(objective, start, { proof: true });
  assertEquals(verdict, {
    ...plain.verdict!,
    proof: prove(objective, parameters),
  });
  assertEquals(
    certify(objective, parameters, { proof: true }).proof,
    verdict!.proof,
  );
  const timeScale = start.map((_, i) => i === 2 ? 0 : 1);
  const frozen = train(objective, start, { proof: true, flow: { timeScale } });
  assertStrictEquals(frozen.parameters[2], start[2]);
  assertEquals(frozen.verdict!.proof!.held, [2]);
  assertEquals(frozen.verdict!.proof!.status, "proved");
  assertEquals(
    certify(objective, frozen.parameters, { proof: true, timeScale }).proof,
    frozen.verdict!.proof,
  );
});
