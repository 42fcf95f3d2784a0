import { assert, assertEquals, assertMatch } from "@std/assert";
import { prove } from "../../../lib/verdict/mod.ts";
import golden from "../../fixtures/spurious_minimum.json" with { type: "json" };
import { studyStarts } from "../../soak/spurious_minima.ts";
import { seedOfToday } from "../../soak/soak.ts";
import { descend, reluStudents } from "./relu_students.ts";

const { k, W, loss, smallestEigenvalue } = golden;
const { objective, teacher, hold } = reluStudents(k);
const spurious = Float64Array.from([...W, ...teacher.slice(k * k)]);

Deno.test("the golden spurious minimum is proved with output weights held", () => {
  const proof = prove(objective, spurious, { hold });
  assertEquals([proof.status, proof.index], ["proved", 0], proof.sentence);
  assertEquals([proof.dimension, proof.held], [0, hold]);
  // the file has eight digits
  assert(proof.radius! < 1e-7, `${proof.radius}`);
  assert(proof.uniqueWithin! > 9e-6, `${proof.uniqueWithin}`);
  const { lo, hi } = proof.eigenvalueBounds!;
  assert(lo[0] > smallestEigenvalue - 1e-6, `${lo[0]}`);
  assert(hi[0] < smallestEigenvalue + 1e-6, `${hi[0]}`);
  assert(hi[0] - lo[0] < 1e-8);
  assertMatch(
    proof.sentence,
    /^∎ With 6 parameters held, a critical point .* it is a strict minimum/,
  );
  assert(Math.abs(objective.loss(spurious) - loss) < 1e-12);
});

Deno.test("with free output weights it is a minimum too, up to rescaling", () => {
  const proof = prove(objective, spurious);
  assertEquals([proof.status, proof.index], ["proved", 0], proof.sentence);
  assertEquals(proof.dimension, k);
  assertEquals(proof.symmetries.map(({ kind }) => kind), ["rescaling"]);
  const { lo, hi } = proof.eigenvalueBounds!;
  assertEquals([...lo.slice(0, k), ...hi.slice(0, k)], Array(2 * k).fill(0));
  assert(lo[k] > 0.0093);
});

Deno.test("the teacher itself is proved a strict minimum, though neurons are parallel", () => {
  const proof = prove(objective, teacher, { hold });
  assertEquals([proof.status, proof.index], ["proved", 0], proof.sentence);
  assert(proof.radius! < 1e-12);
});

Deno.test("a proof says how far away the point is; at a kink there is none", () => {
  const away = prove(objective, spurious.with(0, spurious[0] + 0.03), { hold });
  assertEquals([away.status, away.uniqueWithin], ["proved", undefined]);
  assert(away.radius! >= 0.0299 && away.radius! < 0.0301, `${away.radius}`);
  const dead = spurious.slice();
  dead.fill(0, k, 2 * k);
  const { status, reason } = prove(objective, dead, { hold });
  assertEquals(status, "not proved");
  assert(/kink/.test(reason!), reason);
});

/** Of starts 0 … 599 for k = 6 and 0 … 59 beyond: one that ends there. */
const found: readonly (readonly [number, number, number])[] = [
  [6, 280, loss],
  [7, 16, 0.04640543],
  [8, 12, 0.04301607],
  [9, 0, 0.04002835],
  [10, 0, 0.03740439],
  [11, 0, 0.03509335],
  [12, 0, 0.06310237],
];

for (const [k, seed, loss] of found) {
  Deno.test(`k = ${k}: a random start ends at a spurious minimum, proved`, () => {
    const { loss: there, proof } = descend(k, seed);
    assert(Math.abs(there - loss) <= 1e-8, `${there}`);
    assertEquals([proof?.status, proof?.index], ["proved", 0]);
    assert(proof!.eigenvalueBounds!.lo[0] > 0);
  });
}

Deno.test("other starts reach 0: a hundredth of the soak", () => {
  const { count, failures } = studyStarts(9, seedOfToday(), 596);
  assertEquals([count, failures], [9, []]);
});
