/** Symmetric eigenvalues, without and with vectors; ml-matrix as a peer. */
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { plainSymmetricEigen, symmetricEigen } from "../lib/linalg/mod.ts";
import { sink, symmetricMatrix } from "./problems.ts";

for (const n of [21, 50, 100, 500, 1000]) {
  const A = symmetricMatrix(n);
  const rows = Array.from(
    { length: n },
    (_, i) => [...A.subarray(i * n, i * n + n)],
  );
  const matrix = new Matrix(rows);
  const repeats = n < 500 ? {} : { n: n === 500 ? 10 : 3, warmup: 1 };
  for (const vectors of [false, true]) {
    const group = `eigen${vectors ? "vectors" : "values"}, n = ${n}`;
    Deno.bench("symmetricEigen", { group, baseline: true, ...repeats }, () => {
      sink(symmetricEigen(A, n, { vectors }).values[0]);
    });
    Deno.bench("plain QL", { group, ...repeats }, () => {
      sink(plainSymmetricEigen(A, n, { vectors }).values[0]);
    });
    if (!vectors || n === 1000) continue;
    Deno.bench("ml-matrix", { group, ...repeats }, () => {
      const { realEigenvalues } = new EigenvalueDecomposition(matrix, {
        assumeSymmetric: true,
      });
      sink(realEigenvalues[0]);
    });
  }
}
