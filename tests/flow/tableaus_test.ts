import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertLess,
  assertThrows,
} from "@std/assert";
import {
  type ButcherTableau,
  checkedTableau,
  type RosenbrockTableau,
} from "../../lib/flow/mod.ts";
import { dop853Tableau } from "../../lib/flow/dop853.ts";
import { dopri5Tableau } from "../../lib/flow/dopri5.ts";
import { eulerTableau } from "../../lib/flow/euler.ts";
import { heunTableau } from "../../lib/flow/heun.ts";
import { kencarp4Tableau } from "../../lib/flow/kencarp4.ts";
import { kencarp58Tableau } from "../../lib/flow/kencarp58.ts";
import { rk4Tableau } from "../../lib/flow/rk4.ts";
import { rodas5pTableau } from "../../lib/flow/rodas5p.ts";
import { ros3pTableau } from "../../lib/flow/ros3p.ts";
import { trbdf2Tableau } from "../../lib/flow/trbdf2.ts";
import { tsit5Tableau } from "../../lib/flow/tsit5.ts";
import { lu, luSolve } from "../../lib/linalg/mod.ts";
import { density, elementaryWeights, type Tree, treesOf } from "./trees.ts";

const explicit = [
  eulerTableau,
  heunTableau,
  rk4Tableau,
  tsit5Tableau,
  dopri5Tableau,
  dop853Tableau,
];
const implicit = [trbdf2Tableau, kencarp4Tableau, kencarp58Tableau];
const rosenbrocks = [ros3pTableau, rodas5pTableau];

Deno.test("treesOf counts rooted trees", () => {
  const counts = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => treesOf(n).length);
  assertEquals(counts, [1, 1, 2, 4, 9, 20, 48, 115]);
});

/** Largest violation of Σ wᵢ Φᵢ(τ) = 1/γ(τ) over the trees of one order. */
function violation(
  order: number,
  weights: readonly number[],
  phi: (tree: Tree) => number[],
  want = (tree: Tree) => 1 / density(tree),
): number {
  return Math.max(
    ...treesOf(order).map((tree) => {
      const Φ = phi(tree);
      const sum = weights.reduce((total, w, i) => total + w * Φ[i], 0);
      return Math.abs(sum - want(tree));
    }),
  );
}

for (const tableau of [...explicit, ...implicit]) {
  const { name, a, b, bError, order, embeddedOrder = 0 } = tableau;
  const phi = (tree: Tree): number[] => elementaryWeights(tree, a);

  Deno.test(`${name} satisfies the conditions of order ${order} and no more`, () => {
    for (let q = 1; q <= order; q++) assertLess(violation(q, b, phi), 1e-13);
    assert(violation(order + 1, b, phi) > 1e-5);
  });

  if (bError === undefined) continue;
  Deno.test(`${name} has an embedded solution of order ${embeddedOrder}`, () => {
    const embedded = b.map((weight, i) => weight - bError[i]);
    for (let q = 1; q <= embeddedOrder; q++) {
      assertLess(violation(q, embedded, phi), 1e-13);
    }
  });
}

Deno.test("the embedded solution of trbdf2 has order 3, as its own error shows", () => {
  const { a, b, bError = [] } = trbdf2Tableau;
  const embedded = b.map((weight, i) => weight - bError[i]);
  assertLess(
    violation(3, embedded, (tree) => elementaryWeights(tree, a)),
    1e-15,
  );
});

const denseOrders = new Map<ButcherTableau, number>([
  [eulerTableau, 1],
  [heunTableau, 2],
  [rk4Tableau, 3],
  [tsit5Tableau, 4],
  [dopri5Tableau, 4],
  [dop853Tableau, 7],
  [trbdf2Tableau, 2],
  [kencarp4Tableau, 3],
  [kencarp58Tableau, 4],
]);

for (const [tableau, order] of denseOrders) {
  Deno.test(`${tableau.name} dense output satisfies the conditions of order ${order}`, () => {
    const { a, dense, extra = { a: [] } } = tableau;
    const all = [...a, ...extra.a];
    for (const θ of [0.25, 0.6, 0.9]) {
      const weights = dense.map((row) =>
        row.reduce((sum, w, j) => sum + w * θ ** (j + 1), 0)
      );
      for (let q = 1; q <= order; q++) {
        const error = violation(
          q,
          weights,
          (tree) => elementaryWeights(tree, all),
          (tree) => θ ** q / density(tree),
        );
        assertLess(error, 1e-12);
      }
    }
  });
}

/** Solves M x = r. */
function solve(M: number[][], r: readonly number[]): Float64Array {
  const n = r.length;
  const A = Float64Array.from(M.flat());
  const pivots = new Int32Array(n);
  assert(lu(A, n, pivots));
  return luSolve(A, pivots, Float64Array.from(r), new Float64Array(n));
}

/** R(z) = 1 + z wᵀ (I − z A)⁻¹ 1. */
function stability(
  A: readonly (readonly number[])[],
  w: readonly number[],
  z: number,
): number {
  const M = A.map((_, i) =>
    A.map((_, j) => (i === j ? 1 : 0) - z * (A[i][j] ?? 0))
  );
  const stages = solve(M, A.map(() => 1));
  return 1 + z * w.reduce((sum, wi, i) => sum + wi * stages[i], 0);
}

for (const { name, a, b, dense } of implicit) {
  Deno.test(`${name} is L-stable along the negative axis, dense output bounded`, () => {
    for (let k = -3; k <= 8; k++) {
      assertLess(Math.abs(stability(a, b, -(10 ** k))), 1);
    }
    assertLess(Math.abs(stability(a, b, -1e9)), 1e-7);
    for (const θ of [0.1, 0.3, 0.5, 0.7, 0.9]) {
      const weights = dense.map((row) =>
        row.reduce((sum, w, j) => sum + w * θ ** (j + 1), 0)
      );
      assertLess(Math.abs(stability(a, weights, -1e6)), 1.3);
    }
  });
}

/** The matrices A and Γ of a Rosenbrock method, from the transformed ones. */
function untransformed({ γ, a, C, m }: RosenbrockTableau) {
  const s = m.length;
  // Γ⁻¹ = I/γ − C, A = a Γ, b = m Γ; rows of X Γ solve x Γ⁻¹ = row of X
  const transposed = m.map((_, j) =>
    m.map((_, i) => (i === j ? 1 / γ : 0) - (C[i][j] ?? 0))
  );
  const times = (row: readonly number[]): number[] =>
    Array.from(solve(transposed, m.map((_, j) => row[j] ?? 0)));
  const Γ = m.map((_, i) => times(m.map((_, j) => i === j ? 1 : 0)));
  const A = a.map(times);
  const β = A.map((row, i) => row.map((value, j) => value + Γ[i][j]));
  return { s, A, Γ, β, times };
}

for (const tableau of rosenbrocks) {
  const { name, order, embeddedOrder, m, mError, α, γSum, dense } = tableau;
  const { A, Γ, β, times } = untransformed(tableau);
  const phi = (tree: Tree): number[] => elementaryWeights(tree, A, β);

  Deno.test(`${name} satisfies the conditions of order ${order} and no more`, () => {
    for (let q = 1; q <= order; q++) {
      assertLess(violation(q, times(m), phi), 1e-11);
    }
    assert(violation(order + 1, times(m), phi) > 1e-5);
    if (mError === undefined) return;
    const embedded = times(m.map((weight, i) => weight - mError[i]));
    for (let q = 1; q <= embeddedOrder; q++) {
      assertLess(violation(q, embedded, phi), 1e-11);
    }
  });

  Deno.test(`${name} has nodes and time factors that are its row sums`, () => {
    A.forEach((row, i) => {
      assertAlmostEquals(row.reduce((x, y) => x + y, 0), α[i], 1e-12);
      assertAlmostEquals(Γ[i].reduce((x, y) => x + y, 0), γSum[i], 1e-12);
    });
  });

  Deno.test(`${name} dense output is of its order and ends at the step`, () => {
    const denseOrder = order - 1;
    for (const θ of [0.3, 0.8]) {
      const weights = dense.map((row) =>
        row.reduce((sum, w, j) => sum + w * θ ** (j + 1), 0)
      );
      for (let q = 1; q <= denseOrder; q++) {
        const error = violation(
          q,
          times(weights),
          phi,
          (tree) => θ ** q / density(tree),
        );
        assertLess(error, 1e-11);
      }
    }
    dense.forEach((row, i) =>
      assertAlmostEquals(row.reduce((x, y) => x + y, 0), m[i], 1e-12)
    );
  });
}

Deno.test("rodas5p is L-stable, ros3p damps by 1 − √3 at infinity", () => {
  const at = (tableau: RosenbrockTableau, z: number): number => {
    const { β, times } = untransformed(tableau);
    return stability(β, times(tableau.m), z);
  };
  assertLess(Math.abs(at(rodas5pTableau, -1e7)), 1e-5);
  assertAlmostEquals(at(ros3pTableau, -1e8), 1 - Math.sqrt(3), 1e-6);
  for (let k = -2; k <= 6; k++) {
    assertLess(Math.abs(at(rodas5pTableau, -(10 ** k))), 1);
    assertLess(Math.abs(at(ros3pTableau, -(10 ** k))), 1);
  }
});

Deno.test("checkedTableau refuses a mistyped digit", () => {
  const euler = {
    name: "euler",
    order: 1,
    embeddedOrder: 0,
    c: [0],
    a: [[]],
    b: [1],
    bError: [0],
    dense: [[1]],
  };
  assertEquals(checkedTableau(euler), euler);
  const wrong = { ...euler, b: [1.001], dense: [[1.001]] };
  assertThrows(() => checkedTableau(wrong), RangeError, "Σ b c^0 is 1.001");
  assertThrows(
    () => checkedTableau({ ...euler, c: [0.5] }),
    RangeError,
    "row 0",
  );
});
