import { checkpoint } from "../../checkpoint.ts";
import { hypot } from "../../special/mod.ts";
import { negligible } from "./result.ts";

/**
 * Receives the rotations in order: rows i and i + 1 of the eigenvectors become
 * c·upper − s·lower and s·upper + c·lower.
 */
export type Rotate = (i: number, c: number, s: number) => void;

const sweeps = 60; // EISPACK allows 30; a handful is usual
/** From then on an off-diagonal need only be small beside all of T. */
const patience = 10;

/**
 * Diagonalizes the tridiagonal T in place: diagonal d, off-diagonal e (entry i
 * couples i and i + 1). False if an eigenvalue did not settle.
 */
export function implicitQL(
  d: Float64Array,
  e: Float64Array,
  n: number,
  rotate: Rotate | undefined,
): boolean {
  let largest = 0;
  for (let i = 0; i < n; i++) {
    largest = Math.max(largest, Math.abs(d[i]), Math.abs(e[i]));
  }
  for (let l = 0; l < n; l++) {
    checkpoint();
    for (let sweep = 0;; sweep++) {
      // clusters around zero, and large entries first, can keep couplings at
      // the rounding of the whole
      const floor = sweep < patience ? negligible : Number.EPSILON * largest;
      let m = l;
      for (; m < n - 1; m++) {
        const size = Math.abs(d[m]) + Math.abs(d[m + 1]);
        if (Math.abs(e[m]) <= Number.EPSILON * size + floor) break;
      }
      if (m === l) break;
      if (sweep === sweeps) return false;
      sweepQL(d, e, rotate, l, m);
    }
  }
  return true;
}

/** One implicit QL sweep on the block l … m, with Wilkinson's shift. */
function sweepQL(
  d: Float64Array,
  e: Float64Array,
  rotate: Rotate | undefined,
  l: number,
  m: number,
): void {
  const half = (d[l + 1] - d[l]) / (2 * e[l]);
  const root = Math.abs(half) > 1e150
    ? Math.abs(half)
    : Math.sqrt(half * half + 1);
  let g = d[m] - d[l] + e[l] / (half + (half >= 0 ? root : -root));
  let s = 1;
  let c = 1;
  let p = 0;
  for (let i = m - 1; i >= l; i--) {
    const f = s * e[i];
    const b = c * e[i];
    const r = hypotenuse(f, g);
    e[i + 1] = r;
    if (r === 0) { // the block splits here
      d[i + 1] -= p;
      e[m] = 0;
      return;
    }
    s = f / r;
    c = g / r;
    g = d[i + 1] - p;
    const q = (d[i] - g) * s + 2 * c * b;
    p = s * q;
    d[i + 1] = g + p;
    g = c * q - b;
    if (rotate !== undefined) rotate(i, c, s);
  }
  d[l] -= p;
  e[l] = g;
  e[m] = 0;
}

function hypotenuse(x: number, y: number): number {
  const square = x * x + y * y;
  // hypot is slow, and needed only where squares underflow
  return square > 1e-280 ? Math.sqrt(square) : hypot(x, y);
}
