import { pack, packTransposed, product, wholeFours } from "./product.ts";
import { type EigenWorkspace, panelWidth } from "./workspace.ts";

/**
 * The eigenvectors of A from those of T, in the rows of V: V ← V H₁ ⋯ Hₙ₋₁, with
 * Hᵣ = I − u uᵀ/hᵣ and u in row r of the matrix, left of its diagonal.
 *
 * The reflections of a panel U (in rows) are I − Uᵀ S U, where S⁻¹ is the upper
 * triangle of U Uᵀ with h on its diagonal (Puglisi, SIAM J. Sci. Stat. Comput.
 * 13, 1992; Joffrain et al., ACM Trans. Math. Softw. 32, 2006).
 */
export function backTransform(
  space: EigenWorkspace,
  n: number,
  h: Float64Array,
): void {
  const { numbers, rows, stride, matrixAt, vectorsAt, copyAt, blockAt } = space;
  const [columnsAt, rowsAt, productAt, turnedAt] = [0, 1, 2, 3]
    .map((k) => copyAt + k * panelWidth * (rows + 4));
  const V = { place: vectorsAt, stride, rows: n };
  const VU = { place: productAt, stride: panelWidth, rows: n };
  const turned = { place: turnedAt, stride: panelWidth, rows: n };
  const S = { place: blockAt, stride: panelWidth };
  for (let first = 0; first < n; first += panelWidth) {
    const count = Math.min(panelWidth, n - first);
    const length = first + count - 1;
    for (let r = first; r < first + count; r++) {
      const row = matrixAt + r * stride;
      numbers.fill(0, row + r, row + wholeFours(length));
    }
    const U = { place: matrixAt + first * stride, stride, rows: count };
    const all = Array.from({ length: count }, (_, k) => k);
    const columns = packTransposed(numbers, U, count, length, columnsAt);
    product(space, S, U, columns);
    invert(numbers, S.place, h.subarray(first, first + count));
    const minusS = pack(numbers, S, all, count, blockAt + panelWidth ** 2);
    product(space, VU, V, columns);
    product(space, turned, VU, minusS);
    product(space, V, turned, pack(numbers, U, all, length, rowsAt), {
      onto: true,
    });
  }
}

/** The Gram matrix G = U Uᵀ becomes −S. */
function invert(numbers: Float64Array, place: number, h: Float64Array): void {
  for (let i = 0; i < h.length; i++) {
    const row = place + i * panelWidth;
    numbers.fill(0, row, row + i);
    // S S⁻¹ = I: S(i, j) hⱼ = δ(i, j) − Σ S(i, l) G(l, j), l from i to j − 1
    for (let j = i; j < h.length; j++) {
      let sum = j === i ? 1 : 0;
      for (let l = i; l < j; l++) {
        sum += numbers[row + l] * numbers[place + l * panelWidth + j];
      }
      numbers[row + j] = h[j] === 0 ? 0 : -sum / h[j];
    }
  }
}
