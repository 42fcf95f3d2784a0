import {
  endOf,
  pack,
  type Packed,
  packTransposed,
  product,
  wholeFours,
} from "./product.ts";
import { blockRows, type EigenWorkspace, panelWidth } from "./workspace.ts";

/** Reflections H₁ … H₁₆ as H₁ ⋯ H₁₆ = I − Uᵀ S U, each in a row of U. */
interface Panel {
  /** Uᵀ, −S and U, as right factors. */
  readonly columns: Packed;
  readonly minusS: Packed;
  readonly lines: Packed;
}

/**
 * The eigenvectors of A from those of T, in the rows of V: V ← V H₁ ⋯ Hₙ₋₁, with
 * Hᵣ = I − u uᵀ/hᵣ and u in row r of the matrix, left of its diagonal. A block of
 * V meets all reflections while it stays in the cache.
 */
export function backTransform(
  space: EigenWorkspace,
  n: number,
  h: Float64Array,
): void {
  const { vectorsAt, stride, blockAt } = space;
  const panels = packPanels(space, n, h);
  for (let first = 0; first < n; first += blockRows) {
    const rows = Math.min(blockRows, n - first);
    const V = { place: vectorsAt + first * stride, stride, rows };
    const VU = { place: blockAt, stride: panelWidth, rows };
    const turned = { ...VU, place: blockAt + blockRows * panelWidth };
    for (const { columns, minusS, lines } of panels) {
      product(space, VU, V, columns);
      product(space, turned, VU, minusS);
      product(space, V, turned, lines, { onto: true });
    }
  }
}

/**
 * All reflections in panels. S⁻¹ is the upper triangle of U Uᵀ with h on its
 * diagonal (Puglisi, SIAM J. Sci. Stat. Comput. 13, 1992; Joffrain et al., ACM
 * Trans. Math. Softw. 32, 2006).
 */
function packPanels(
  space: EigenWorkspace,
  n: number,
  h: Float64Array,
): Panel[] {
  const { numbers, matrixAt, stride, copyAt, blockAt } = space;
  const S = { place: blockAt, stride: panelWidth };
  const panels: Panel[] = [];
  let free = copyAt;
  for (let first = 0; first < n; first += panelWidth) {
    const count = Math.min(panelWidth, n - first);
    const length = first + count - 1;
    for (let r = first; r < first + count; r++) {
      const row = matrixAt + r * stride;
      numbers.fill(0, row + r, row + wholeFours(length));
    }
    const U = { place: matrixAt + first * stride, stride, rows: count };
    const all = Array.from({ length: count }, (_, k) => k);
    const columns = packTransposed(numbers, U, count, length, free);
    product(space, S, U, columns);
    invert(numbers, S.place, h.subarray(first, first + count));
    const minusS = pack(numbers, S, all, count, endOf(columns));
    const lines = pack(numbers, U, all, length, endOf(minusS));
    free = endOf(lines);
    panels.push({ columns, minusS, lines });
  }
  return panels;
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
