import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { withCheck } from "../../../lib/checkpoint.ts";
import { dataset, teacherStudent } from "../../../lib/data/mod.ts";
import {
  at,
  boxAround,
  contains,
  type Intervals,
} from "../../../lib/interval/mod.ts";
import { initialize, network, parseNetwork } from "../../../lib/network/mod.ts";
import { customObjective, empiricalLoss } from "../../../lib/objective/mod.ts";
import { train } from "../../../lib/train/mod.ts";
import { prove } from "../../../lib/verdict/mod.ts";
import {
  goldenMinima,
  holdsDecimal,
} from "../../objective/enclosure/golden.ts";
import { polynomial } from "./polynomial.ts";

for (const [number, golden] of goldenMinima.entries()) {
  Deno.test(`golden minimum ${number} is proved, and holds 40 digits`, () => {
    const { objective, start, parameters, eigenvalues, index } = golden;
    const proof = prove(objective, start);
    assertEquals(proof.status, "proved", proof.sentence);
    assertEquals(proof.index, index);
    assertEquals([proof.dimension, proof.held], [0, []]);
    const box = boxAround(start, proof.radius!);
    parameters.forEach((x, i) => assert(holdsDecimal(at(box, i), x)));
    eigenvalues.forEach((λ, k) => {
      const bounds = at(proof.eigenvalueBounds!, k);
      assert(holdsDecimal(bounds, λ), `${λ} in ${JSON.stringify(bounds)}`);
      assert(bounds.hi - bounds.lo < 0.1 * Number(eigenvalues[0]));
    });
    // the start is no closer to the minimum than its last digit
    assert(proof.radius! < 1e-6, `${proof.radius}`);
    assertMatch(proof.sentence, /^∎ .* it is a strict minimum; its smallest/);
  });
}

const students = [
  { student: "2 → 2 tanh → 1", teacher: "2 → 4 tanh → 1", samples: 300 },
  { student: "2 → 3 sigmoid → 1", teacher: "2 → 5 sigmoid → 1", samples: 500 },
];

for (const { student, teacher, samples } of students) {
  Deno.test(`all minima that six students ${student} find are proved`, () => {
    const net = network(parseNetwork(student));
    const data = teacherStudent({
      teacher: network(parseNetwork(teacher)),
      samples,
      seed: 9,
    });
    const objective = empiricalLoss(net, data);
    for (let seed = 0; seed < 6; seed++) {
      const fit = train(objective, initialize(net, { seed }));
      assertEquals(fit.verdict!.kind, "strict minimum", `seed ${seed}`);
      const { parameters } = fit;
      const proof = prove(objective, parameters);
      assertEquals([proof.status, proof.index], ["proved", 0], proof.sentence);
      assertMatch(proof.sentence, /^∎ Exactly one critical point within /);
      assert(proof.radius! < 1e-8);
      assert(proof.uniqueWithin! >= 9e-8);
      assert(proof.eigenvalueBounds!.lo[0] > 0);
    }
  });
}

Deno.test("no degenerate point is proved", () => {
  const cases: readonly [string, Parameters<typeof polynomial>[0], number[]][] =
    [
      ["x³ − 3xy²", [[1, 3, 0], [-3, 1, 2]], [0, 0]],
      ["1 + x³ − 3xy²", [[1, 0, 0], [1, 3, 0], [-3, 1, 2]], [0, 0]],
      ["x³", [[1, 3]], [0]],
      ["−x⁴", [[-1, 4]], [0]],
      ["−xyz", [[-1, 1, 1, 1]], [0, 0, 0]],
      ["x⁴ + y⁴ − 3x²y²", [[1, 4, 0], [1, 0, 4], [-3, 2, 2]], [0, 0]],
      ["y² + x³", [[1, 0, 2], [1, 3, 0]], [1e-7, 0]],
      ["x⁴", [[1, 4]], [1e-3]],
      ["x⁴ + y²", [[1, 4, 0], [1, 0, 2]], [1e-12, 1e-12]],
      ["(x + y)²", [[1, 2, 0], [2, 1, 1], [1, 0, 2]], [0, 0]],
      ["0", [[0, 1, 1]], [0, 0]],
      ["x", [[1, 1]], [0]],
    ];
  for (const [name, terms, start] of cases) {
    for (const scale of [1e-6, 1, 1e6]) {
      const θ = Float64Array.from(start, (x) => x * scale);
      const { status, reason, sentence } = prove(polynomial(terms), θ);
      assertEquals(status, "not proved", `${name}: ${sentence}`);
      assert(reason!.length > 0);
      assertEquals(sentence, `Not proved: ${reason}.`);
    }
  }
});

Deno.test("regular points of every index are proved at every scale", () => {
  for (let index = 0; index <= 3; index++) {
    for (const scale of [1e-6, 1, 1e6]) {
      // Σ ± (x/scale − 1)² + (x/scale − 1)³ in three variables
      const terms = [0, 1, 2].flatMap((k) => {
        const sign = k < index ? -1 : 1;
        const power = (n: number) => [0, 1, 2].map((j) => j === k ? n : 0);
        return [
          [1 / scale ** 3, ...power(3)],
          [(sign - 3) / scale ** 2, ...power(2)],
          [(3 - 2 * sign) / scale, ...power(1)],
        ] as [number, ...number[]][];
      });
      const θ = new Float64Array(3).fill(scale * (1 + 1e-9));
      const proof = prove(polynomial(terms), θ);
      assertEquals([proof.status, proof.index], ["proved", index]);
      const { radius, uniqueWithin, eigenvalueBounds } = proof;
      assert(radius! >= 0.9e-9 * scale && radius! < 1.1e-9 * scale);
      // the next zero of the gradient is 2/3 away
      assert(uniqueWithin! > 1e-3 * scale && uniqueWithin! < 0.67 * scale);
      const bounds = at(eigenvalueBounds!, 0);
      assert(contains(bounds, (index > 0 ? -2 : 2) / scale ** 2));
    }
  }
});

Deno.test("neither a second zero nearby nor a small eigenvalue escapes it", () => {
  // x³/3 − ε²x: zeros at ±ε
  for (const ε of [1e-2, 1e-4, 1e-6]) {
    const twoZeros = polynomial([[1 / 3, 3], [-(ε * ε), 1]]);
    const proof = prove(twoZeros, Float64Array.of(ε));
    assertEquals([proof.status, proof.index], ["proved", 0]);
    assert(proof.uniqueWithin! > ε / 100 && proof.uniqueWithin! < 2 * ε);
  }
  const steep = polynomial([[5e11, 2, 0], [-5e-5, 0, 2]]);
  const { index, eigenvalueBounds } = prove(steep, new Float64Array(2));
  assertEquals(index, 1);
  assert(eigenvalueBounds!.hi[0] <= 0 && eigenvalueBounds!.lo[0] > -1e-3);
});

Deno.test("a regular point's eigenvalues keep off 0, however uncertain others", () => {
  const bowl = polynomial([[0.5, 2, 0], [5e-4, 0, 2]]);
  const vague = {
    ...bowl,
    enclosure: (box: Intervals) => {
      const { gradient, hessian } = bowl.enclosure!(box);
      return {
        gradient,
        // the large curvature is known to a half only
        hessian() {
          const { lo, hi } = hessian();
          lo[0] -= 0.5;
          hi[0] += 0.5;
          return { lo, hi };
        },
      };
    },
  };
  const θ = Float64Array.of(1e-9, 1e-9);
  const { status, eigenvalueBounds } = prove(vague, θ);
  assertEquals(status, "proved");
  const { lo, hi } = at(eigenvalueBounds!, 0);
  assert(lo > 1e-5 && lo < 1e-3 && hi > 1e-3, `${lo} … ${hi}`);
});

Deno.test("the distance to the point is told where θ is not at it", () => {
  // cosh y ≈ 1 + y²/2 + y⁴/24 with another scale in the other coordinate
  const far = prove(
    polynomial([[1, 2, 0], [-2e6, 1, 0], [0.5, 0, 2], [1 / 24, 0, 4]]),
    Float64Array.of(1e6, 1),
  );
  assertEquals(far.status, "proved");
  assert(far.radius! >= 1 && far.radius! < 1 + 1e-9);
  const steep = prove(
    polynomial([[1e12, 2], [-2e6, 1]]),
    Float64Array.of(5e-6),
  );
  assertEquals(steep.status, "proved");
  assert(steep.radius! >= 4e-6 && steep.radius! < 4.1e-6);
});

Deno.test("a regular critical point that is no minimum is no interpolation", () => {
  // (1 − ab)² at 0: eigenvalues ±2, and no orbit through it
  const net = network(parseNetwork("1 → 1 no bias → 1 no bias"));
  const data = dataset({ inputs: [[1], [1]], targets: [[1], [1]] });
  const proof = prove(empiricalLoss(net, data), new Float64Array(2));
  assertEquals([proof.status, proof.index], ["proved", 1]);
  assertEquals(proof.symmetries, []);
  assert(contains(at(proof.eigenvalueBounds!, 0), -2));
  assert(contains(at(proof.eigenvalueBounds!, 1), 2));
  assertMatch(proof.sentence, /it is a saddle of index 1; its smallest/);
});

Deno.test("a box that reaches a kink has no proof, and names the sample", () => {
  const net = network(parseNetwork("1 → 1 relu → 1"));
  const data = dataset({
    inputs: [[1], [2], [3], [-1]],
    targets: [[1], [2.1], [2.9], [0]],
  });
  const proof = prove(empiricalLoss(net, data), Float64Array.of(1, -2, 1, 0));
  assertEquals(proof.status, "not proved");
  assertEquals(
    proof.sentence,
    "Not proved: neuron 0 of layer 1 is at its kink on sample 1.",
  );
  // no kink here, but the nearest critical point is beyond one
  const far = prove(empiricalLoss(net, data), Float64Array.of(1, -2.4, 1, 0));
  assertMatch(
    far.sentence,
    /^Not proved: (no critical point|in the box that would hold a critical)/,
  );
});

Deno.test("what is not known between points is not proved", () => {
  const bowl = customObjective({
    parameterCount: 1,
    loss: ([x]) => x * x,
  });
  const { status, reason } = prove(bowl, Float64Array.of(0));
  assertEquals(status, "not proved");
  assertEquals(reason, "nothing is known of the derivatives between points");
  for (const bad of [NaN, Infinity]) {
    const ends = Float64Array.of(bad);
    const broken = customObjective({
      parameterCount: 1,
      loss: ([x]) => x * x,
      gradient: ([x]) => [2 * x],
      hessian: () => [2],
      enclosure: () => ({
        gradient: () => ({ lo: ends, hi: ends }),
        hessian: () => ({ lo: ends, hi: ends }),
      }),
    });
    assertEquals(prove(broken, Float64Array.of(0)).status, "not proved");
  }
});

Deno.test("held parameters stay, and the others are proved", () => {
  const { objective, start } = goldenMinima[0];
  const hold = [6, 7, 8];
  const proof = prove(objective, start, { hold });
  assertEquals([proof.status, proof.index], ["proved", 0]);
  assertEquals(proof.held, hold);
  assertEquals(proof.eigenvalueBounds!.lo.length, start.length - 3);
  assertMatch(
    proof.sentence,
    /^∎ With 3 parameters held, a critical point within .* no other critical point within [^,]*\.$/,
  );
  // Cauchy's interlacing: a restriction has no smaller eigenvalue
  const whole = prove(objective, start).eigenvalueBounds!;
  assert(proof.eigenvalueBounds!.hi[0] >= whole.lo[0]);
});

Deno.test("a proof can be stopped on its way", () => {
  const { objective, start } = goldenMinima[0];
  let checks = 0;
  const stop = () => {
    if (++checks === 40) throw new Error("stopped");
  };
  assertThrows(
    () => withCheck(stop, () => prove(objective, start)),
    Error,
    "stopped",
  );
});

Deno.test("misuse is refused with both numbers", () => {
  const { objective, start } = goldenMinima[0];
  const cases: readonly [() => unknown, string][] = [
    [
      () => prove(objective, start.slice(1)),
      "Cannot prove: θ has 8 entries, expected 9",
    ],
    [
      () => prove(objective, start.map(() => NaN)),
      "Cannot prove: parameter 0 is NaN, expected a finite number",
    ],
    [
      () => prove(objective, start, { hold: [9] }),
      "Cannot prove: parameter 9 held, expected some of 0 … 8",
    ],
    [
      () => prove(objective, start, { hold: [...start.keys()] }),
      "Cannot prove: all 9 parameters held, expected one that is free",
    ],
  ];
  for (const [act, message] of cases) assertThrows(act, RangeError, message);
});

Deno.test("how far a point is alone does not depend on how near it the start was", () => {
  const net = network(parseNetwork("1 → 1 tanh no bias → 1 no bias"));
  const data = teacherStudent({
    teacher: network(parseNetwork("1 → 2 tanh → 1")),
    samples: 50,
    seed: 0,
  });
  const objective = empiricalLoss(net, data, {
    penalties: [{ kind: "weightDecay", λ: 0.01 }],
  });
  for (const size of [0, 1e-30, 1.1e-20, 1e-16, 1e-10, 1e-5]) {
    const proof = prove(objective, Float64Array.of(size, -2 * size));
    assertEquals([proof.status, proof.index], ["proved", 1]);
    assert(proof.uniqueWithin! > 0.09, `${size}: ${proof.uniqueWithin}`);
  }
});
