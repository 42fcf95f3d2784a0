/**
 * The inner products of some vectors (p × p), two by two: four sums at once do not
 * wait for each other, and each number that is read serves two of them.
 */
export function gram(columns: readonly Float64Array[]): Float64Array {
  const p = columns.length;
  const G = new Float64Array(p * p);
  for (let i = 0; i < p; i += 2) {
    const a = columns[i];
    const b = columns[i + 1] ?? a;
    for (let k = 0; k <= i; k += 2) {
      const c = columns[k];
      const d = columns[k + 1] ?? c;
      let [ac, ad, bc, bd] = [0, 0, 0, 0];
      for (let n = 0; n < a.length; n++) {
        ac += a[n] * c[n];
        ad += a[n] * d[n];
        bc += b[n] * c[n];
        bd += b[n] * d[n];
      }
      put(G, p, i, k, ac);
      put(G, p, i, k + 1, ad);
      put(G, p, i + 1, k, bc);
      put(G, p, i + 1, k + 1, bd);
    }
  }
  return G;
}

function put(G: Float64Array, p: number, i: number, k: number, x: number) {
  if (i < p && k < p) G[i * p + k] = G[k * p + i] = x;
}

/** Combinations of some vectors: row k of V (p × p) holds the factors of one. */
export function combinations(
  columns: readonly Float64Array[],
  V: Float64Array,
): Float64Array[] {
  const p = columns.length;
  const { length } = columns[0];
  const none = new Float64Array(length);
  return columns.map((_, k) => {
    const out = new Float64Array(length);
    // four at a time, so that sums are stored a quarter as often
    for (let i = 0; i < p; i += 4) {
      const [a, b, c, d] = [0, 1, 2, 3].map((j) => columns[i + j] ?? none);
      const [s, t, u, v] = [0, 1, 2, 3].map((j) =>
        i + j < p ? V[k * p + i + j] : 0
      );
      for (let n = 0; n < length; n++) {
        out[n] += s * a[n] + t * b[n] + (u * c[n] + v * d[n]);
      }
    }
    return out;
  });
}
