import { assert, assertAlmostEquals } from "@std/assert";
import {
  baseNames,
  densityGradient,
  type InvertibleNetwork,
  latents,
  logLikelihood,
  logLikelihoodTerms,
} from "../../lib/density/mod.ts";
import { block, product, transposedBlock } from "../../lib/linalg/mod.ts";
import { difference, normals, randomFlow } from "./problems.ts";

const shapes = [[1, 1], [2, 3], [5, 2], [8, 4], [33, 2]] as const;

function times(A: Float64Array, B: Float64Array, n: number, m = n) {
  const k = A.length / n;
  const out = new Float64Array(n * m);
  return product(block(A, n, k), block(B, k, m), block(out, n, m)).entries;
}

function transposed(A: Float64Array, n: number): Float64Array {
  return A.map((_, i) => A[i % n * n + Math.floor(i / n)]);
}

for (const [D, K] of shapes) {
  const flow = randomFlow(D, K, 10 * D + K);
  const X = normals(7 * D, D);

  Deno.test(`${K} layers of ${D}: the relative gradient is A Aᵀ times the ordinary`, () => {
    const ordinary = densityGradient(flow, X, { kind: "ordinary" });
    densityGradient(flow, X).forEach(({ weights, bias }, k) => {
      const { weights: W, bias: b } = flow.layers[k];
      const { weights: G, bias: g } = ordinary[k];
      // A = [[W, 0], [b, 1]] over G with g as its last row
      const WᵀG = times(transposed(W, D), G, D).map((x, i) =>
        x + b[Math.floor(i / D)] * g[i % D]
      );
      const expected = times(W, WᵀG, D);
      const last = times(b, WᵀG, 1, D).map((x, i) => x + g[i]);
      const size = Math.max(...expected.map(Math.abs), 1);
      assert(difference(weights, expected) < 1e-12 * size);
      assert(difference(bias, last) < 1e-12 * size);
    });
  });

  Deno.test(`${K} layers of ${D}: both determinants are that of the Jacobian`, () => {
    const x = X.subarray(0, D);
    const h = 1e-5;
    const J = new Float64Array(D * D);
    for (let i = 0; i < D; i++) {
      const at = (s: number) =>
        latents(flow, x.map((v, j) => j === i ? v + s * h : v)).z;
      const [a, b, c, d] = [-2, -1, 1, 2].map(at);
      for (let j = 0; j < D; j++) {
        J[i * D + j] = (a[j] - 8 * b[j] + 8 * c[j] - d[j]) / (12 * h);
      }
    }
    const { activations, weights } = logLikelihoodTerms(flow, x);
    assertAlmostEquals(logDeterminant(J, D), activations + weights, 1e-8);
  });

  Deno.test(`${K} layers of ${D}: the relative gradient is equivariant`, () => {
    const M = randomFlow(D, 1, 99).layers[0].weights;
    const inverse = inverseOf(M, D);
    const XM = times(X, M, 7, D);
    const [first, ...rest] = flow.layers.map((layer) => ({
      ...layer,
      bias: new Float64Array(D),
    }));
    const plain = { ...flow, layers: [first, ...rest] };
    const moved = {
      ...flow,
      layers: [
        { ...first, weights: times(inverse, first.weights, D) },
        ...rest,
      ],
    };
    const before = densityGradient(plain, X);
    const after = densityGradient(moved, XM);
    const expected = times(inverse, before[0].weights, D);
    const size = Math.max(...expected.map(Math.abs), 1);
    assert(difference(after[0].weights, expected) < 1e-11 * size);
    for (let k = 1; k < K; k++) {
      assert(difference(after[k].weights, before[k].weights) < 1e-11 * size);
    }
  });
}

function inverseOf(A: Float64Array, n: number): Float64Array {
  const rows = Array.from({ length: n }, (_, i) => [
    ...A.subarray(i * n, i * n + n),
    ...Array.from({ length: n }, (_, j) => +(i === j)),
  ]);
  eliminate(rows);
  return Float64Array.from(rows.flatMap((row) => row.slice(n)));
}

function logDeterminant(A: Float64Array, n: number): number {
  const rows = Array.from(
    { length: n },
    (_, i) => [...A.subarray(i * n, i * n + n)],
  );
  return Math.log(Math.abs(eliminate(rows)));
}

/** Gauss–Jordan: rows become those of the identity; the determinant. */
function eliminate(rows: number[][]): number {
  let determinant = 1;
  for (let k = 0; k < rows.length; k++) {
    const pivot = rows.reduce(
      (best, row, i) =>
        i >= k && Math.abs(row[k]) > Math.abs(rows[best][k]) ? i : best,
      k,
    );
    [rows[k], rows[pivot]] = [rows[pivot], rows[k]];
    const value = rows[k][k];
    determinant *= pivot === k ? value : -value;
    rows[k] = rows[k].map((x) => x / value);
    rows.forEach((row, i) => {
      if (i === k) return;
      const factor = row[k];
      rows[i] = row.map((x, j) => x - factor * rows[k][j]);
    });
  }
  return determinant;
}

for (const name of baseNames) {
  Deno.test(`base ${name}: the ordinary gradient is that of differences`, () => {
    for (const activation of ["smoothLeakyRelu", "elu", "tanh", "identity"]) {
      const flow = randomFlow(3, 3, 5, { activation, base: name });
      const X = normals(30, 6);
      densityGradient(flow, X, { kind: "ordinary" }).forEach((layer, k) => {
        for (const part of ["weights", "bias"] as const) {
          layer[part].forEach((value, i) => {
            const h = 1e-4;
            const at = (s: number) =>
              -logLikelihood(moved(flow, k, part, i, s * h), X);
            const slope = (at(-2) - 8 * at(-1) + 8 * at(1) - at(2)) / (12 * h);
            assertAlmostEquals(value, slope, 1e-9);
          });
        }
      });
    }
  });
}

function moved(
  flow: InvertibleNetwork,
  layer: number,
  part: "weights" | "bias",
  index: number,
  by: number,
): InvertibleNetwork {
  return {
    ...flow,
    layers: flow.layers.map((each, k) =>
      k === layer
        ? {
          ...each,
          [part]: each[part].map((x, i) => i === index ? x + by : x),
        }
        : each
    ),
  };
}

Deno.test("single precision is near the double", () => {
  const D = 40;
  const flow = randomFlow(D, 2, 3);
  const X = normals(64 * D, 4);
  const A = block(X, 64, D);
  const W = block(flow.layers[0].weights, D, D);
  const [single, double] = (["float32", "float64"] as const).map((precision) =>
    product(
      A,
      transposedBlock(W),
      block(new Float64Array(64 * D), 64, D),
      "set",
      precision,
    ).entries
  );
  const gap = difference(single, double);
  assert(gap < 2e-5 && gap > 1e-9, `${gap}`);
});
