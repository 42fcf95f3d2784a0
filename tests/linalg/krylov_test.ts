import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertLessOrEqual,
} from "@std/assert";
import { Matrix, solve } from "ml-matrix";
import {
  gmres,
  type KrylovSolver,
  type LinearMap,
  matrixVector,
  minres,
  norm,
} from "../../lib/linalg/mod.ts";
import { randomGenerator } from "../../lib/random/mod.ts";

const n = 24;

/** Entries of a random matrix; symmetric and indefinite if asked for. */
function randomMatrix(seed: number, symmetric: boolean): Float64Array {
  const random = randomGenerator(seed);
  const A = Float64Array.from({ length: n * n }, () => random.normal());
  for (let i = 0; i < n; i++) {
    for (let j = 0; symmetric && j < i; j++) A[j * n + i] = A[i * n + j];
  }
  return A;
}

function mapOf(A: Float64Array): LinearMap {
  return (v, out) => void matrixVector(A, v, out);
}

function oracle(A: Float64Array, b: Float64Array): number[] {
  const rows = Array.from(
    { length: n },
    (_, i) => Array.from(A.subarray(i * n, i * n + n)),
  );
  return solve(new Matrix(rows), Matrix.columnVector(b)).to1DArray();
}

const b = Float64Array.from({ length: n }, (_, i) => Math.sin(i + 1));

const cases: [string, KrylovSolver, boolean][] = [
  ["minres", minres(n), true],
  ["gmres", gmres(n), true],
  ["gmres", gmres(n), false],
];

for (const [name, solver, symmetric] of cases) {
  const kind = symmetric ? "symmetric indefinite" : "general";
  Deno.test(`${name} agrees with ml-matrix on a ${kind} matrix, again and again`, () => {
    for (const seed of [1, 2, 3]) {
      const A = randomMatrix(seed, symmetric);
      const x = new Float64Array(n);
      const report = solver(mapOf(A), b, x, {
        relativeTolerance: 1e-12,
        maxProducts: 20 * n,
      });
      assert(report.converged);
      oracle(A, b).forEach((want, i) => assertAlmostEquals(x[i], want, 1e-9));
    }
  });

  Deno.test(`${name} passes on what is not finite (${kind})`, () => {
    const limits = { relativeTolerance: 1e-12, maxProducts: 100 };
    const x = new Float64Array(n);
    for (const wrong of [NaN, Infinity]) {
      const A = randomMatrix(1, symmetric);
      const right = b.slice();
      right[3] = wrong;
      assertEquals(solver(mapOf(A), right, x, limits).products, 0);
      assert(x.every(Number.isNaN));
      A[7 * n + 5] = wrong;
      const { converged, products } = solver(mapOf(A), b, x, limits);
      assertEquals([converged, products], [false, 1]);
      assert(x.every(Number.isNaN));
    }
  });

  Deno.test(`${name} reports the residual it leaves (${kind})`, () => {
    const A = randomMatrix(4, symmetric);
    const x = new Float64Array(n);
    let last = Infinity;
    for (const maxProducts of [1, 4, 10, 18]) {
      const report = solver(mapOf(A), b, x, {
        relativeTolerance: 1e-12,
        maxProducts,
      });
      assertEquals(report.products, maxProducts);
      const residual = matrixVector(A, x, new Float64Array(n))
        .map((value, i) => b[i] - value);
      assertAlmostEquals(report.residual, norm(residual) / norm(b), 1e-10);
      assertLessOrEqual(report.residual, last); // more products, no worse
      last = report.residual;
    }
  });
}

Deno.test("minres and gmres need as many products as there are eigenvalues", () => {
  const diagonal = Float64Array.from(
    { length: n },
    (_, i) => [1, 5, -3][i % 3],
  );
  const A: LinearMap = (v, out) =>
    v.forEach((value, i) => out[i] = diagonal[i] * value);
  for (const solver of [minres(n), gmres(n)]) {
    const x = new Float64Array(n);
    const limits = { relativeTolerance: 1e-12, maxProducts: 50 };
    const report = solver(A, b, x, limits);
    assert(report.converged);
    assertEquals(report.products, 3);
    x.forEach((value, i) =>
      assertAlmostEquals(value, b[i] / diagonal[i], 1e-12)
    );
  }
});

Deno.test("gmres restarted still converges", () => {
  const A = randomMatrix(5, false);
  for (let i = 0; i < n; i++) A[i * n + i] += 12;
  const x = new Float64Array(n);
  const report = gmres(n, 5)(mapOf(A), b, x, {
    relativeTolerance: 1e-10,
    maxProducts: 500,
  });
  assert(report.converged);
  oracle(A, b).forEach((want, i) => assertAlmostEquals(x[i], want, 1e-9));
});

Deno.test("minres and gmres solve for zero, and stop on a singular map", () => {
  for (const solver of [minres(n), gmres(n)]) {
    const x = new Float64Array(n).fill(1);
    const limits = { relativeTolerance: 1e-8, maxProducts: 50 };
    const zero = solver((v, out) => out.set(v), new Float64Array(n), x, limits);
    assertEquals(zero, { converged: true, products: 0, residual: 0 });
    assertEquals(norm(x), 0);
    const nothing = solver((_, out) => out.fill(0), b, x, limits);
    assertEquals(nothing.converged, false);
    assertAlmostEquals(nothing.residual, 1, 1e-15);
    assert(x.every(Number.isFinite));
  }
});
