import { checkpoint } from "../../checkpoint.ts";
import type { EigenWorkspace } from "./workspace.ts";

/**
 * Householder reduction to tridiagonal form from the last row up: diagonal to
 * d, off-diagonal to e (entry i couples i and i + 1). Row r keeps its vector u
 * left of the diagonal, with H = I − u uᵀ/h; returns all h (0 where H = I).
 *
 * The update A ← A − u wᵀ − w uᵀ of one step is applied together with the
 * product A u of the next: each is little work per number of A.
 */
export function reduce(
  { numbers, kernels, matrixAt, stride, lines }: EigenWorkspace,
  d: Float64Array,
  e: Float64Array,
): Float64Array {
  const n = d.length;
  const h = new Float64Array(n);
  let [u, w, v, p] = lines.map((place) =>
    numbers.subarray(place, place + stride)
  );
  let [uByte, wByte, vByte, pByte] = lines.map((place) => 8 * place);
  u.fill(0);
  w.fill(0);
  for (let r = n - 1; r >= 0; r--) {
    checkpoint();
    const row = matrixAt + r * stride;
    for (let j = 0; j <= r; j++) {
      numbers[row + j] -= u[r] * w[j] + w[r] * u[j];
    }
    d[r] = numbers[row + r];
    if (r === 0) break;
    v.fill(0, 0, r + 1);
    p.fill(0, 0, r + 2);
    let scale = 0;
    for (let j = 0; j < r; j++) scale += Math.abs(numbers[row + j]);
    let rest = scale - Math.abs(numbers[row + r - 1]);
    if (rest === 0) {
      for (let j = 0; j < r - 1; j++) rest += Math.abs(numbers[row + j]);
    }
    if (rest === 0) e[r - 1] = numbers[row + r - 1];
    else {
      let square = 0;
      for (let j = 0; j < r; j++) {
        v[j] = numbers[row + j] / scale;
        square += v[j] * v[j];
      }
      const last = v[r - 1];
      const g = last > 0 ? -Math.sqrt(square) : Math.sqrt(square);
      e[r - 1] = scale * g;
      h[r] = square - last * g;
      v[r - 1] = last - g;
    }
    for (let j = 0; j < r; j++) numbers[row + j] = v[j];
    u[r] = w[r] = 0;
    kernels.updateAndMultiply(
      8 * matrixAt,
      8 * stride,
      r + (r & 1),
      uByte,
      wByte,
      vByte,
      pByte,
    );
    let product = 0;
    for (let j = 0; j < r; j++) product += v[j] * p[j];
    const inverse = h[r] === 0 ? 0 : 1 / h[r];
    const half = 0.5 * product * inverse * inverse;
    for (let j = 0; j < r; j++) p[j] = p[j] * inverse - half * v[j];
    p[r] = 0;
    [u, w, v, p] = [v, p, u, w];
    [uByte, wByte, vByte, pByte] = [vByte, pByte, uByte, wByte];
  }
  return h;
}
