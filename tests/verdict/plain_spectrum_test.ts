import { assert, assertLessOrEqual } from "@std/assert";
import { matrixVector, symmetricEigen } from "../../lib/linalg/mod.ts";
import { randomGenerator } from "../../lib/random/mod.ts";
import { plainSpectrum } from "../../lib/verdict/plain_spectrum.ts";
import { objectiveOf } from "../flow/objectives.ts";

/** Bounds on the eigenvalues of H, which may be off by E. */
function boundsOf(H: Float64Array, E: Float64Array) {
  const p = Math.sqrt(H.length);
  const objective = objectiveOf({
    parameterCount: p,
    loss: () => 0,
    gradient: () => {},
    hessian: (_, out) => out.set(H),
  });
  return plainSpectrum(objective, new Float64Array(p), H, [E]);
}

Deno.test("of two equal eigenvalues both may be what a difference makes of one", () => {
  const { bounds } = boundsOf(
    Float64Array.of(1e-9, 0, 0, 1e-9),
    Float64Array.of(1e-8, 0, 0, 0),
  );
  for (const bound of bounds) assertLessOrEqual(1e-8, bound);
});

Deno.test("bounds by order hold of eigenvalues that differences of either sign move past each other", () => {
  const random = randomGenerator(8);
  let passed = 0;
  for (let trial = 0; trial < 200; trial++) {
    const p = 2 + random.integer(5);
    const symmetric = (size: number, apart: number) => {
      const A = new Float64Array(p * p);
      for (let i = 0; i < p; i++) {
        for (let j = 0; j <= i; j++) {
          A[i * p + j] = A[j * p + i] = size * random.normal();
        }
        A[i * p + i] += apart * random.integer(3);
      }
      return A;
    };
    // clusters of some that E moves farther than they are apart
    const H = symmetric(1e-3, 1);
    const E = symmetric(1e-2, 0);
    const { eigenvalues, eigenvectors, bounds } = boundsOf(H, E);
    for (const sign of [1, -1]) {
      const moved = symmetricEigen(H.map((h, k) => h + sign * E[k]), p);
      eigenvalues.forEach((λ, k) => {
        assertLessOrEqual(Math.abs(moved.values[k] - λ), bounds[k]);
        const along = matrixVector(
          moved.vectors,
          eigenvectors[k],
          new Float64Array(p),
        );
        if (Math.abs(along[k]) < 0.5) passed++;
      });
    }
  }
  assert(passed > 100, `${passed} in other places`);
});
