import { assert, assertEquals, assertLess } from "@std/assert";
import { norm } from "../../lib/linalg/mod.ts";
import { initialize, network, parseNetwork } from "../../lib/network/mod.ts";
import { teacherStudent } from "../../lib/data/mod.ts";
import { empiricalLoss } from "../../lib/objective/mod.ts";
import { randomGenerator } from "../../lib/random/mod.ts";
import { combinations, gram } from "../../lib/verdict/gram.ts";
import { perfectFit } from "../../lib/verdict/perfect_fit.ts";

/** A student as wide as its teacher, and the teacher's parameters. */
function asWide(samples: number) {
  const net = network(parseNetwork("2 → 3 tanh → 1"));
  const teacherParameters = initialize(net, { seed: 4 });
  const data = teacherStudent({
    teacher: net,
    teacherParameters,
    samples,
    seed: 1,
  });
  return { objective: empiricalLoss(net, data), teacherParameters };
}

const wide = (θ: Float64Array) => θ.map(() => 1e-3);
const all = (θ: Float64Array) => Array.from(θ.keys());

Deno.test("the teacher is found from beside it, also with many samples", () => {
  for (const samples of [40, 400, 40_000]) {
    const { objective, teacherParameters } = asWide(samples);
    const random = randomGenerator(samples);
    const θ = teacherParameters.map((x) => x + 1e-9 * random.normal());
    const fit = perfectFit(objective, θ, all(θ), wide(θ))!;
    assert(fit, `${samples} samples`);
    assertLess(norm(objective.residuals!(fit)), 1e-13 * Math.sqrt(samples));
    assertLess(norm(fit.map((x, i) => x - teacherParameters[i])), 1e-12);
  }
});

Deno.test("it is looked for neither far away, nor beside a misfit, nor where it may not move", () => {
  const { objective, teacherParameters } = asWide(100);
  const far = teacherParameters.map((x) => x + 1e-3);
  assertEquals(perfectFit(objective, far, all(far), wide(far)), undefined);
  const near = teacherParameters.map((x) => x + 1e-9);
  const nowhere = near.map(() => 1e-11);
  assertEquals(perfectFit(objective, near, all(near), nowhere), undefined);
  // the first parameter has to stay where it is
  const held = teacherParameters.slice();
  held[0] += 1e-9;
  const others = all(held).slice(1);
  const fit = perfectFit(objective, held, others, wide(held));
  assertEquals(fit, undefined);
  // at the fit itself it is that
  assertEquals(
    perfectFit(objective, teacherParameters, all(held), wide(held)),
    teacherParameters,
  );
});

Deno.test("inner products and combinations of vectors, two and four at a time", () => {
  const random = randomGenerator(2);
  for (const p of [1, 2, 3, 4, 5, 9]) {
    const columns = Array.from(
      { length: p },
      () => Float64Array.from({ length: 7 }, () => random.normal()),
    );
    const V = Float64Array.from({ length: p * p }, () => random.normal());
    const G = gram(columns);
    const mixed = combinations(columns, V);
    for (let i = 0; i < p; i++) {
      for (let k = 0; k < p; k++) {
        const inner = columns[i].reduce(
          (sum, x, n) => sum + x * columns[k][n],
          0,
        );
        assertLess(Math.abs(G[i * p + k] - inner), 1e-13);
      }
      mixed[i].forEach((x, n) => {
        const sum = columns.reduce((s, c, k) => s + V[i * p + k] * c[n], 0);
        assertLess(Math.abs(x - sum), 1e-13);
      });
    }
  }
});
