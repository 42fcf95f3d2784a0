import { type Generator, randomGenerator } from "../../lib/random/mod.ts";

/** A random orthogonal matrix: a product of n Householder reflections. */
export function randomOrthogonal(n: number, random: Generator): Float64Array {
  const Q = new Float64Array(n * n);
  for (let i = 0; i < n; i++) Q[i * n + i] = 1;
  const u = new Float64Array(n);
  for (let reflection = 0; reflection < n; reflection++) {
    let square = 0;
    for (let i = 0; i < n; i++) square += (u[i] = random.normal()) ** 2;
    for (let i = 0; i < n; i++) {
      let product = 0;
      for (let j = 0; j < n; j++) product += Q[i * n + j] * u[j];
      for (let j = 0; j < n; j++) Q[i * n + j] -= 2 * product * u[j] / square;
    }
  }
  return Q;
}

/** Qᵀ diag(spectrum) Q with Q random: symmetric, of known eigenvalues. */
export function withSpectrum(
  spectrum: ArrayLike<number>,
  seed = 1,
): Float64Array {
  const n = spectrum.length;
  const Q = randomOrthogonal(n, randomGenerator(seed));
  const A = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < n; k++) {
        sum += Q[k * n + i] * spectrum[k] * Q[k * n + j];
      }
      A[i * n + j] = A[j * n + i] = sum;
    }
  }
  return A;
}

/** A symmetric matrix of standard normal entries. */
export function randomSymmetric(n: number, random: Generator): Float64Array {
  const A = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) A[i * n + j] = A[j * n + i] = random.normal();
  }
  return A;
}

/** A vector of standard normal entries. */
export function randomVector(n: number, random: Generator): Float64Array {
  return Float64Array.from({ length: n }, () => random.normal());
}
