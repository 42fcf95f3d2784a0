import { assert, assertEquals, assertMatch } from "@std/assert";
import { teacherStudent } from "../../../lib/data/mod.ts";
import { initialize, network, parseNetwork } from "../../../lib/network/mod.ts";
import { empiricalLoss } from "../../../lib/objective/mod.ts";
import { train } from "../../../lib/train/mod.ts";
import { prove } from "../../../lib/verdict/mod.ts";

const net = (text: string) => network(parseNetwork(text));

Deno.test("an exact interpolation is proved where residuals are few", () => {
  for (const text of ["2 → 10 tanh → 1", "2 → 4 softplus → 4 sigmoid → 1"]) {
    const student = net(text);
    const data = teacherStudent({
      teacher: net("2 → 5 tanh → 1"),
      samples: 12,
      seed: 9,
    });
    const weights = Float64Array.from({ length: 12 }, (_, n) => 1 + n);
    for (const samples of [data, { ...data, weights }]) {
      const objective = empiricalLoss(student, samples);
      const { parameters } = train(objective, initialize(student, { seed: 1 }));
      const proof = prove(objective, parameters);
      const { status, kind, dimension, held, radius, sentence } = proof;
      assertEquals([status, kind], ["proved", "interpolation"], sentence);
      assertEquals(dimension, student.parameterCount - 12);
      assertEquals(held.length, dimension);
      assert(radius! < 1e-5);
      // a second opinion: Newton's method in the parameters that may move
      const free = [...parameters.keys()].filter((i) => !held.includes(i));
      const θ = newton(objective, parameters, free);
      assert(objective.loss(θ) < 1e-28);
      free.forEach((i) =>
        assert(Math.abs(θ[i] - parameters[i]) <= radius! + 1e-12)
      );
      assertMatch(
        sentence,
        /^∎ An exact interpolation within .*; the loss there is 0, the least possible, and near it such points form a manifold of dimension \d+; no other one within .* held\.$/,
      );
    }
  }
});

function newton(
  objective: ReturnType<typeof empiricalLoss>,
  start: Float64Array,
  free: readonly number[],
): Float64Array {
  const θ = start.slice();
  const n = free.length;
  for (let k = 0; k < 5; k++) {
    const r = objective.residuals!(θ);
    const J = objective.jacobian!(θ);
    const A = Array.from(
      { length: n },
      (_, i) => [...free.map((j) => J[i * θ.length + j]), r[i]],
    );
    // Gauss–Jordan with pivoting
    for (let c = 0; c < n; c++) {
      let best = c;
      for (let i = c; i < n; i++) {
        if (Math.abs(A[i][c]) > Math.abs(A[best][c])) best = i;
      }
      [A[c], A[best]] = [A[best], A[c]];
      for (let i = 0; i < n; i++) {
        if (i === c) continue;
        const factor = A[i][c] / A[c][c];
        for (let j = c; j <= n; j++) A[i][j] -= factor * A[c][j];
      }
    }
    free.forEach((j, i) => θ[j] -= A[i][n] / A[i][i]);
  }
  return θ;
}

Deno.test("as many residuals as parameters, or a misfit, is no interpolation", () => {
  const student = net("2 → 2 tanh → 1");
  const teacher = net("2 → 2 tanh → 1");
  const few = teacherStudent({ teacher, samples: 9, seed: 1 });
  const kind = (data: typeof few, θ: Float64Array) =>
    prove(empiricalLoss(student, data), θ).kind;
  assertEquals(kind(few, few.teacherParameters), "critical point");
  const fewer = teacherStudent({ teacher, samples: 8, seed: 1 });
  assertEquals(kind(fewer, fewer.teacherParameters), "interpolation");
  const far = fewer.teacherParameters.map((x) => x + 1);
  assertEquals(kind(fewer, far), "critical point");
});
