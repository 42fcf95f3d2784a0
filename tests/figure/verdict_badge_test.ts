import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { verdictBadge, verdictLabel } from "../../lib/figure/mod.ts";
import type { Proof, VerdictKind } from "../../lib/verdict/mod.ts";
import { makeVerdict } from "./examples.ts";

const badges: Record<VerdictKind, [mark: string, label: string]> = {
  "strict minimum": ["●", "strict minimum"],
  "minimum, degenerate": ["◐", "minimum, degenerate"],
  "saddle": ["▲", "saddle of index 3"],
  "saddle, degenerate": ["△", "saddle, degenerate"],
  "undecided": ["?", "undecided"],
  "gradient-flat": ["▬", "gradient-flat"],
  "escaping to infinity": ["↗", "escaping to infinity"],
  "not converged": ["…", "not converged"],
};

for (const [kind, [mark, label]] of Object.entries(badges)) {
  Deno.test(`the badge of "${kind}" is ${mark}, with the sentence and the numbers`, () => {
    const verdict = makeVerdict({
      kind: kind as VerdictKind,
      index: 3,
      nullity: 2,
      unexplained: 1,
      explanations: [{
        kind: "dead neuron",
        layer: 1,
        neurons: [0],
        sentence: "neuron 0 of layer 1 has no output weight",
        dimension: 1,
        residual: 1e-9,
      }],
    });
    const badge = verdictBadge(verdict);
    assertEquals([badge.mark, badge.label], [mark, label]);
    assertEquals(verdictLabel(verdict), label);
    assertEquals(badge.sentence, verdict.sentence);
    const rows = Object.fromEntries(badge.rows);
    assertEquals(rows["‖∇L‖∞"], "3×10⁻¹⁶, of which 2×10⁻¹⁵ is rounding");
    assertEquals(
      rows["smallest eigenvalues"],
      "1×10⁻⁵ ± 2×10⁻¹⁴; 0.002 ± 2.1×10⁻¹⁴",
    );
    assertEquals(rows["negative beyond that"], "3");
    assertEquals(rows["zero within that"], "2");
    assertEquals(rows["not explained"], "1");
    assertStringIncludes(rows["dead neuron"], "residual 1×10⁻⁹");
  });
}

Deno.test("a badge leaves out what a verdict does not have", () => {
  const { distance: _, normGrowth: __, ...rest } = makeVerdict();
  const { rows } = verdictBadge({
    ...rest,
    eigenvalues: new Float64Array(0),
    bounds: new Float64Array(0),
  });
  const names = rows.map(([name]) => name);
  for (const name of ["distance", "smallest", "growth", "explained"]) {
    assert(!names.some((other) => other.includes(name)), name);
  }
  for (const [, value] of rows) assert(!/NaN|undefined/.test(value));
  const none = verdictBadge(undefined);
  assertEquals([none.label, none.rows.length], ["no verdict", 0]);
});

Deno.test("a badge shows a proof beside the verdict, with all digits of the boxes", () => {
  const proof: Proof = {
    status: "proved",
    kind: "critical point",
    index: 0,
    eigenvalueBounds: {
      lo: Float64Array.of(0, 0.02716448669364465),
      hi: Float64Array.of(0, 0.027164486753059193),
    },
    dimension: 1,
    radius: 4.417292513128372e-13,
    uniqueWithin: 0.00099999999999,
    held: [7],
    symmetries: [{ kind: "rescaling", layer: 1, neurons: [1], dimension: 1 }],
    sentence: "∎ Up to rescaling …",
  };
  const verdict = makeVerdict();
  const badge = verdictBadge({ ...verdict, proof });
  const plain = verdictBadge(verdict);
  assertEquals([badge.sentence, badge.proof], [plain.sentence, proof.sentence]);
  assertEquals(badge.rows.slice(-plain.rows.length), plain.rows);
  assertEquals(badge.rows.slice(0, -plain.rows.length), [
    [
      "∎ the box that holds the critical point θ*",
      "‖θ* − θ‖∞ ≤ 4.4172925131283725×10⁻¹³",
    ],
    ["∎ the box that holds no other", "‖θ* − θ‖∞ ≤ 9.9999999999×10⁻⁴"],
    [
      "∎ smallest eigenvalues",
      "[0, 0] [0.02716448669364465, 0.027164486753059193]",
    ],
    ["∎ negative ones", "0"],
    ["∎ dimension of the family", "1"],
    ["∎ parameters held", "7"],
    ["∎ symmetries", "rescaling, layer 1, neurons 1"],
  ]);
  const none = verdictBadge({
    ...verdict,
    proof: {
      status: "not proved",
      kind: "critical point",
      reason: "it is late",
      held: [],
      symmetries: [],
      sentence: "Not proved: it is late.",
    },
  });
  assertEquals([none.proof, none.rows], [
    "Not proved: it is late.",
    plain.rows,
  ]);
});
