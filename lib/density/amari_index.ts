import { checkArguments, list } from "../options/mod.ts";

/**
 * How far W (n × n) is from undoing the mixing A, whatever the order and size of
 * what comes out: 0 where A W has one entry in each row and column, at most 1.
 * For P = |A W|: Σ over rows and columns of (sum/largest − 1), over 2n(n − 1).
 *
 * @param mixing A: rows of sources, as in x = s A.
 * @param weights W: of y = x W; rows, or all rows one after another.
 * @throws {RangeError} If the matrices are not both n × n, with n from 2 on, or one
 * is singular enough to lose a source.
 * @throws {TypeError} If an argument is of another type.
 * @see Amari, Cichocki and Yang, A new learning algorithm for blind signal
 * separation, 1996.
 *
 * @example Usage
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { amariIndex } from "@thalweg/thalweg";
 *
 * const mixing = [[1, 0.5], [0.2, 1]];
 * const unmixing = [[1, -0.5], [-0.2, 1]]; // its inverse, up to a factor
 * assertAlmostEquals(amariIndex(mixing, unmixing), 0, 1e-12);
 * ```
 */
export function amariIndex(
  mixing: readonly ArrayLike<number>[],
  weights: ArrayLike<number> | readonly ArrayLike<number>[],
): number {
  const act = "compare mixing and weights";
  checkArguments(act, { mixing, weights }, { mixing: list, weights: list });
  const A = rowsOf(mixing);
  const W = rowsOf(weights);
  const n = A.length;
  const fits = [A, W].every((M) =>
    M.length === n &&
    M.every((row) => row.length === n && row.every(Number.isFinite))
  );
  if (!fits || n < 2) {
    throw new RangeError(
      `Cannot ${act}: ${A.length} and ${W.length} rows, expected two matrices ` +
        `of n × n numbers, n from 2 on`,
    );
  }
  const P = A.map((row) =>
    W.map((_, j) => Math.abs(row.reduce((sum, a, k) => sum + a * W[k][j], 0)))
  );
  const columns = P.map((_, j) => P.map((row) => row[j]));
  if ([...P, ...columns].some((line) => line.every((p) => p === 0))) {
    throw new RangeError(
      `Cannot ${act}: A W has a row or column of zeros, expected invertible matrices`,
    );
  }
  const spread = [...P, ...columns].reduce((sum, line) => {
    const largest = Math.max(...line);
    return sum + line.reduce((s, p) => s + p, 0) / largest - 1;
  }, 0);
  return spread / (2 * n * (n - 1));
}

function rowsOf(
  matrix: ArrayLike<number> | readonly ArrayLike<number>[],
): number[][] {
  const list = Array.from(matrix as ArrayLike<number | ArrayLike<number>>);
  if (typeof list[0] !== "number") {
    return list.map((row) => Array.from(row as ArrayLike<number>));
  }
  const n = Math.round(Math.sqrt(list.length));
  return Array.from(
    { length: n },
    (_, i) => list.slice(i * n, (i + 1) * n) as number[],
  );
}
