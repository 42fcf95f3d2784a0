import { above, type Balls } from "../../interval/mod.ts";

/**
 * A bound of ‖A − M‖₂ for all symmetric A and M in these balls (n × n): the
 * largest row sum of what |aᵢⱼ − mᵢⱼ| can be.
 */
export function distanceBound(a: Balls, m: Balls, n: number): number {
  let largest = 0;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let k = i * n; k < i * n + n; k++) {
      const gap = above(Math.abs(a.mid[k] - m.mid[k]));
      sum = above(sum + above(gap + above(a.rad[k] + m.rad[k])));
    }
    largest = Math.max(largest, sum); // NaN stays
  }
  return largest;
}

/** The identity (n × n). */
export function identity(n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) out[i * n + i] = 1;
  return out;
}
