import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertLess,
  assertThrows,
} from "@std/assert";
import {
  gaussNewton,
  hessianTrace,
  spectralDensity,
  topEigenpairs,
} from "../../lib/curvature/mod.ts";
import { curvatureMap } from "../../lib/curvature/curvature_map.ts";
import { dataset, teacherStudent } from "../../lib/data/mod.ts";
import { forward } from "../../lib/kernels/mod.ts";
import { norm, symmetricEigen } from "../../lib/linalg/mod.ts";
import { initialize, network, parseNetwork } from "../../lib/network/mod.ts";
import { empiricalLoss } from "../../lib/objective/mod.ts";
import { diagonal } from "../flow/objectives.ts";

const net = network(parseNetwork("2 → 6 tanh → 3 tanh → 2"));
const data = teacherStudent({ teacher: net, samples: 40, seed: 1 });
const objective = empiricalLoss(net, data);
const θ = initialize(net, { seed: 2 });
const p = θ.length;
const penalized = empiricalLoss(net, data, {
  penalties: [{ kind: "weightDecay", λ: 0.1 }],
});

const trace = (A: Float64Array, n: number) =>
  Array.from({ length: n }, (_, i) => A[i * n + i]).reduce((a, b) => a + b);

Deno.test("Gauss–Newton and its difference add up to the Hessian, with penalties as well", () => {
  for (const each of [objective, penalized]) {
    const { matrix, difference } = gaussNewton(each, θ);
    const H = each.hessian(θ);
    H.forEach((h, k) =>
      assertAlmostEquals(matrix[k] + difference[k], h, 1e-14)
    );
    const { values } = symmetricEigen(matrix, p);
    assert(values[0] > -1e-14);
  }
  const plain = gaussNewton(objective, θ);
  const more = gaussNewton(penalized, θ);
  for (let i = 0; i < p; i++) {
    const added = more.matrix[i * p + i] - plain.matrix[i * p + i];
    assertAlmostEquals(added, 0.1, 1e-13); // the Hessian of 0.1 ‖θ‖²/2
  }
});

Deno.test("Gauss–Newton is the Hessian where the residuals are zero", () => {
  const teacher = data.teacherParameters;
  const { relativeDifference } = gaussNewton(objective, teacher);
  assertLess(relativeDifference, 1e-14);
  assert(gaussNewton(objective, θ).relativeDifference > 0.01);
});

Deno.test("Gauss–Newton is the Hessian of a linear model, sample weights included", () => {
  const line = network(parseNetwork("1 → 1"));
  const weighted = empiricalLoss(
    line,
    dataset({
      inputs: [[1], [2], [4]],
      targets: [1, 0, 3],
      weights: [1, 2, 5],
    }),
  );
  const { matrix } = gaussNewton(weighted, [0.3, -0.2]);
  const want = weighted.hessian(Float64Array.of(0.3, -0.2));
  matrix.forEach((x, k) => assertAlmostEquals(x, want[k], 1e-12));
});

Deno.test("matrix-free products are those of the matrix, kept or in blocks of samples", () => {
  const { matrix, difference } = gaussNewton(objective, θ);
  for (const [name, A] of Object.entries({ gaussNewton: matrix, difference })) {
    const { values } = symmetricEigen(A, p);
    const { eigenvalues } = topEigenpairs(objective, θ, 3, {
      matrix: name as "gaussNewton",
    });
    eigenvalues.forEach((λ, k) =>
      assertAlmostEquals(λ, values[p - 1 - k], 1e-10 * values[p - 1])
    );
  }
  // 20 000 samples of 2 outputs × p numbers are more than are kept
  const wide = network(parseNetwork("2 → 150 tanh → 2"));
  const many = teacherStudent({ teacher: wide, samples: 24_000, seed: 1 });
  const large = empiricalLoss(wide, many);
  const start = initialize(wide, { seed: 3 });
  assert(24_000 * 2 * start.length > 2 ** 25);
  assert(12_000 * 2 * start.length < 2 ** 25);
  const v = initialize(wide, { seed: 4 });
  const [whole, first, second] = [
    large,
    large.batch(0, 12_000),
    large.batch(12_000, 12_000),
  ].map((part) => {
    const out = new Float64Array(v.length);
    curvatureMap("test", part, start, { matrix: "gaussNewton" })
      .product(v, out);
    return out;
  });
  whole.forEach((x, i) =>
    assertAlmostEquals(x, (first[i] + second[i]) / 2, 1e-12)
  );
});

Deno.test("a block of parameters has the spectrum of the block on the diagonal", () => {
  const H = objective.hessian(θ);
  const parameters = [3, 4, 5, 20, 21];
  const block = Float64Array.from(
    { length: 25 },
    (_, k) => H[parameters[Math.floor(k / 5)] * p + parameters[k % 5]],
  );
  const { values } = symmetricEigen(block, 5);
  const { eigenvalues } = topEigenpairs(objective, θ, 5, { parameters });
  eigenvalues.forEach((λ, k) => assertAlmostEquals(λ, values[4 - k], 1e-12));
  assertEquals(spectralDensity(objective, θ, { parameters }).size, 5);
  for (const wrong of [[0, 0], [p], [-1], [0.5], []]) {
    assertThrows(
      () => topEigenpairs(objective, θ, 1, { parameters: wrong }),
      RangeError,
      "Cannot find eigenpairs",
    );
  }
});

Deno.test("traces: exact where products suffice, else within four standard errors", () => {
  const exact = trace(objective.hessian(θ), p);
  const all = hessianTrace(objective, θ, { products: p });
  assertAlmostEquals(all.value, exact, 1e-12);
  assertEquals(all.standardError, 0);
  for (const method of ["hutchinson", "hutch++"] as const) {
    let inside = 0;
    for (let seed = 0; seed < 20; seed++) {
      const { value, standardError, products } = hessianTrace(objective, θ, {
        method,
        seed,
        products: 30,
      });
      assert(products <= 30 && standardError > 0);
      assertLess(Math.abs(value - exact), 6 * standardError);
      if (Math.abs(value - exact) <= 2.26 * standardError) inside++;
    }
    assert(inside >= 15, `${method}: ${inside} of 20`);
  }
});

Deno.test("Hutch++ beats Hutchinson where a few eigenvalues are most of the trace", () => {
  const n = 400;
  const λ = Float64Array.from({ length: n }, (_, i) => (1 + i) ** -2);
  // not diagonal: random signs give a diagonal's trace exactly
  const u = λ.map((_, i) => Math.cos(i + 1));
  const length = norm(u);
  u.forEach((x, i) => u[i] = x / length);
  const reflect = (v: Float64Array) => {
    const product = 2 * v.reduce((sum, x, i) => sum + x * u[i], 0);
    return v.map((x, i) => x - product * u[i]);
  };
  const turned = {
    ...diagonal(λ),
    hessianVectorProduct: (
      _: Float64Array,
      v: Float64Array,
      out = new Float64Array(n),
    ) => {
      out.set(reflect(reflect(v).map((x, i) => λ[i] * x)));
      return out;
    },
  };
  const exact = λ.reduce((a, b) => a + b);
  const errorOf = (method: "hutchinson" | "hutch++") => {
    let square = 0;
    for (let seed = 0; seed < 10; seed++) {
      const { value } = hessianTrace(turned, new Float64Array(n), {
        method,
        seed,
      });
      square += (value - exact) ** 2 / 10;
    }
    return Math.sqrt(square);
  };
  assertLess(errorOf("hutch++"), errorOf("hutchinson") / 3);
});

const labeled = dataset({
  inputs: [[1, 2], [0, 1], [-1, 0.5], [2, -2]],
  labels: [0, 2, 1, 1],
  classes: 3,
  weights: [1, 2, 0.5, 3],
});

Deno.test("of cross-entropy Gauss–Newton is the Hessian of a linear classifier", () => {
  const linear = network(parseNetwork("2 → 3 softmax"));
  const loss = empiricalLoss(linear, labeled);
  const at = initialize(linear, { seed: 1, scheme: "standardNormal" });
  const { difference, relativeDifference } = gaussNewton(loss, at);
  assertLess(relativeDifference, 1e-14);
  difference.forEach((x) => assertAlmostEquals(x, 0, 1e-15));
});

Deno.test("of cross-entropy it is Jᵀ S J, by differences of what goes into softmax", () => {
  const classes = network(parseNetwork("2 → 4 tanh → 3 softmax"));
  const logits = network(parseNetwork("2 → 4 tanh → 3"));
  const at = initialize(classes, { seed: 1, scheme: "standardNormal" });
  const q = forward(classes, at, labeled.inputs);
  const h = 1e-5;
  const columns = Array.from(at, (_, k) => {
    const [up, down] = [h, -h].map((s) =>
      forward(logits, at.map((x, i) => i === k ? x + s : x), labeled.inputs)
    );
    return up.map((x, n) => (x - down[n]) / (2 * h));
  });
  const { matrix } = gaussNewton(empiricalLoss(classes, labeled), at);
  const n = at.length;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let want = 0;
      for (let s = 0; s < 4; s++) {
        for (let k = 0; k < 3; k++) {
          for (let l = 0; l < 3; l++) {
            const S = q[3 * s + k] * (+(k === l) - q[3 * s + l]);
            want += labeled.weights![s] / 4 * S * columns[i][3 * s + k] *
              columns[j][3 * s + l];
          }
        }
      }
      assertAlmostEquals(matrix[i * n + j], want, 1e-8);
    }
  }
  assert(symmetricEigen(matrix, n).values[0] > -1e-14);
});

Deno.test("Gauss–Newton refuses a loss that it does not know in outputs", () => {
  const robust = empiricalLoss(net, data, { loss: "huber" });
  for (
    const call of [
      () => gaussNewton(robust, θ),
      () => topEigenpairs(robust, θ, 1, { matrix: "gaussNewton" }),
    ]
  ) assertThrows(call, TypeError, "no sum of squares");
});
