/** Two vectors count as orthogonal from here on, relative to their lengths. */
const orthogonal = 2 ** -50;
const mostSweeps = 60;

/**
 * Makes the rows of W (k × m) orthogonal by plane rotations, each of two rows,
 * and remembers them in V (k × k): what W was is Vᵀ W after.
 */
export function rotateUntilOrthogonal(
  W: Float64Array,
  m: number,
  k: number,
): { V: Float64Array; settled: boolean } {
  const V = new Float64Array(k * k);
  for (let i = 0; i < k; i++) V[i * k + i] = 1;
  const scale = largest(W);
  if (scale === 0) return { V, settled: true };
  for (let i = 0; i < W.length; i++) W[i] /= scale;
  let rotated = true;
  for (let sweep = 0; rotated && sweep < mostSweeps; sweep++) {
    rotated = false;
    for (let p = 0; p < k - 1; p++) {
      for (let q = p + 1; q < k; q++) {
        let pp = 0;
        let qq = 0;
        let pq = 0;
        for (let r = 0; r < m; r++) {
          const x = W[p * m + r];
          const y = W[q * m + r];
          pp += x * x;
          qq += y * y;
          pq += x * y;
        }
        if (!(Math.abs(pq) > orthogonal * Math.sqrt(pp * qq))) continue;
        rotated = true;
        const ζ = (qq - pp) / (2 * pq);
        const t = (ζ < 0 ? -1 : 1) / (Math.abs(ζ) + Math.sqrt(1 + ζ * ζ));
        const c = 1 / Math.sqrt(1 + t * t);
        rotateRows(W, m, p, q, c, c * t);
        rotateRows(V, k, p, q, c, c * t);
      }
    }
  }
  for (let i = 0; i < W.length; i++) W[i] *= scale;
  return { V, settled: !rotated };
}

function rotateRows(
  A: Float64Array,
  length: number,
  p: number,
  q: number,
  c: number,
  s: number,
): void {
  for (let r = 0; r < length; r++) {
    const x = A[p * length + r];
    const y = A[q * length + r];
    A[p * length + r] = c * x - s * y;
    A[q * length + r] = s * x + c * y;
  }
}

function largest(x: Float64Array): number {
  let size = 0;
  for (let i = 0; i < x.length; i++) size = Math.max(size, Math.abs(x[i]));
  return size;
}
