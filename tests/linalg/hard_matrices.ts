import { randomGenerator } from "../../lib/random/mod.ts";
import { withSpectrum } from "./matrices.ts";

/** Symmetric n × n matrices on which eigensolvers fail, by what is hard. */
export function hardMatrices(n: number): Record<string, () => Float64Array> {
  const random = randomGenerator(n);
  const normal = () => random.normal();
  const line = (entry: (i: number) => number) =>
    Float64Array.from({ length: n }, (_, i) => entry(i));
  const dense = (entry: (i: number, j: number) => number) => () =>
    entries(n, entry);
  const scaled = (factor: (i: number, j: number) => number) =>
    dense((i, j) => factor(i, j) * normal());
  const spectrum = (λ: (i: number) => number) => () => withSpectrum(line(λ), n);
  const banded = (
    diagonal: (i: number) => number,
    offDiagonal: (i: number) => number,
  ) =>
  () => tridiagonal(line(diagonal), line(offDiagonal));
  return {
    random: scaled(() => 1),
    huge: scaled(() => 1e300),
    tiny: scaled(() => 1e-300),
    subnormal: scaled(() => 1e-310),
    zero: dense(() => 0),
    ones: dense(() => 1),
    diagonal: dense((i, j) => i === j ? (i * 37) % n : 0),
    "equal on the diagonal": dense((i, j) => i === j ? 3 : 0),
    "decoupled blocks": scaled((i, j) => i % 7 === j % 7 ? 1 : 0),
    "neighboring blocks": scaled((i, j) => i >> 3 === j >> 3 ? 1 : 0),
    sparse: scaled((i, j) => i === j || random.uniform() < 2 / n ? 1 : 0),
    Hilbert: dense((i, j) => 1 / (i + j + 1)),
    "graded down": scaled((i, j) => 10 ** (-(i + j) / 8)),
    "graded up": scaled((i, j) => 10 ** ((i + j) / 8)),
    "null space": spectrum((i) => i < 0.8 * n ? 0 : normal()),
    "noisy null space": spectrum((i) => normal() * (i % 5 ? 1e-16 : 1)),
    "two clusters": spectrum((i) => i % 2 + 1e-14 * normal()),
    "one cluster": spectrum((i) => 1 + 1e-12 * i),
    "all but one equal": spectrum((i) => i === 0 ? 5 : 1),
    "opposite pairs": spectrum((i) => (i % 2 ? 1 : -1) * (1 + (i >> 1))),
    geometric: spectrum((i) => 10 ** (-i / 4)),
    steep: spectrum((i) => 10 ** (-2 * i)),
    arithmetic: spectrum((i) => i - n / 2),
    Laplacian: banded(() => 2, () => -1),
    Wilkinson: banded((i) => Math.abs(i - (n >> 1)), () => 1),
    ...Object.fromEntries(
      [1e-4, 1e-8, 1e-12, 1e-15].map((glue) => [
        `Wilkinson's W₂₁, glued by ${glue}`,
        banded(
          (i) => Math.abs(i % 21 - 10),
          (i) => i % 21 === 20 ? glue : 1,
        ),
      ]),
    ),
    "random tridiagonal": banded(normal, normal),
    "tridiagonal of all sizes": banded(
      () => 10 ** (10 * normal()),
      () => 10 ** (10 * normal()),
    ),
    "small couplings": banded(
      () => random.integer(3),
      () => 10 ** (-18 * random.uniform()),
    ),
    "vanishing tail": banded(
      (i) => i < n / 2 ? normal() : 0,
      (i) => i < n / 2 ? normal() : 1e-200,
    ),
    "vanishing couplings": banded(() => 0, (i) => 10 ** (-3 * i)),
  };
}

/** The tridiagonal matrix of a diagonal and an off-diagonal. */
export function tridiagonal(
  diagonal: Float64Array,
  offDiagonal: Float64Array,
): Float64Array {
  return entries(
    diagonal.length,
    (i, j) => i === j ? diagonal[i] : i === j + 1 ? offDiagonal[j] : 0,
  );
}

/** Symmetric, from the entries of the lower triangle, row by row. */
function entries(
  n: number,
  entry: (i: number, j: number) => number,
): Float64Array {
  const A = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) A[i * n + j] = A[j * n + i] = entry(i, j);
  }
  return A;
}
