import { negligible } from "./result.ts";
import type { EigenWorkspace } from "./workspace.ts";

/** Rows `from` to `to` of V, and columns, in two halves. */
export interface Halves {
  readonly from: number;
  readonly middle: number;
  readonly to: number;
}

/** Rows of V, by what a merge does with them. */
export interface Deflation {
  /** Coupled to others, by ascending d, which differ. */
  readonly kept: number[];
  /** Eigenvectors already. */
  readonly deflated: number[];
  /**
   * The kept ones again: first those that are zero in the lower half of the
   * columns, last those that are zero in the upper.
   */
  readonly grouped: number[];
  /** How many of `grouped` are not zero in the upper half. */
  upperEnd: number;
  /** Where in `grouped` those begin that are not zero in the lower half. */
  lowerStart: number;
}

/** Lists for {@linkcode deflate} to fill. */
export function emptyDeflation(): Deflation {
  return { kept: [], deflated: [], grouped: [], upperEnd: 0, lowerStart: 0 };
}

const upper = 0;
const both = 1;
const lower = 2;

/**
 * Finds eigenvectors of diag(d) + ρ z zᵀ (‖z‖ = 1) that cost nothing: where z
 * is negligible, and where two d are so close that a rotation makes z so
 * (Dongarra and Sorensen, SIAM J. Sci. Stat. Comput. 8, 1987, section 4;
 * LAPACK's dlaed2). Rotates rows of V, changes d and z with them.
 */
export function deflate(
  space: EigenWorkspace,
  { from, middle, to }: Halves,
  d: Float64Array,
  z: Float64Array,
  ρ: number,
  out: Deflation,
): Deflation {
  const { kept, deflated, grouped } = out;
  kept.length = deflated.length = grouped.length = 0;
  let largest = ρ;
  for (let r = from; r < to; r++) largest = Math.max(largest, Math.abs(d[r]));
  const tolerance = 8 * Number.EPSILON * largest + negligible;
  const order = ascending(d, from, to);
  const group = new Uint8Array(to).fill(lower, middle);
  let previous = -1;
  for (const r of order) {
    if (ρ * Math.abs(z[r]) <= tolerance) {
      deflated.push(r);
      continue;
    }
    if (previous >= 0) {
      const length = Math.sqrt(z[previous] * z[previous] + z[r] * z[r]);
      const c = z[r] / length;
      const s = -z[previous] / length;
      if (Math.abs((d[r] - d[previous]) * c * s) <= tolerance) {
        z[r] = length;
        rotate(space, { from, middle, to }, d, previous, r, c, s);
        if (group[r] !== group[previous]) group[r] = both;
        deflated.push(previous);
      } else kept.push(previous);
    }
    previous = r;
  }
  if (previous >= 0) kept.push(previous);
  for (const r of kept) if (group[r] === upper) grouped.push(r);
  out.lowerStart = grouped.length;
  for (const r of kept) if (group[r] === both) grouped.push(r);
  out.upperEnd = grouped.length;
  for (const r of kept) if (group[r] === lower) grouped.push(r);
  return out;
}

/** The numbers from … to − 1, by the size of d there. */
export function ascending(
  d: Float64Array,
  from: number,
  to: number,
): Int32Array {
  const order = new Int32Array(to - from);
  for (let r = from; r < to; r++) order[r - from] = r;
  return order.sort((i, j) => d[i] - d[j]);
}

/** Turns rows x and y of V, and their d. */
function rotate(
  { numbers, vectorsAt, stride }: EigenWorkspace,
  { from, to }: Halves,
  d: Float64Array,
  x: number,
  y: number,
  c: number,
  s: number,
): void {
  const rowX = vectorsAt + x * stride;
  const rowY = vectorsAt + y * stride;
  for (let k = from; k < to; k++) {
    const a = numbers[rowX + k];
    const b = numbers[rowY + k];
    numbers[rowX + k] = c * a + s * b;
    numbers[rowY + k] = c * b - s * a;
  }
  const [a, b] = [d[x], d[y]];
  d[x] = a * c * c + b * s * s;
  d[y] = a * s * s + b * c * c;
}
