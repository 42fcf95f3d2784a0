/**
 * Columns in which the rows of a matrix are independent, as well as can be told:
 * Gaussian elimination with complete pivoting, until nothing is left that is more
 * than rounding.
 *
 * @returns Rows and columns of the pivots, in the order of choice.
 */
export function completePivots(
  matrix: Float64Array,
  rows: number,
  columns: number,
): { readonly rows: number[]; readonly columns: number[] } {
  const A = matrix.slice();
  const chosen = { rows: [] as number[], columns: [] as number[] };
  let first = 0;
  while (chosen.rows.length < Math.min(rows, columns)) {
    let largest = 0;
    let pivot = -1;
    for (let i = 0; i < A.length; i++) {
      if (Math.abs(A[i]) > largest) {
        largest = Math.abs(A[i]);
        pivot = i;
      }
    }
    first ||= largest;
    if (!(largest > negligible * first)) break;
    const row = Math.floor(pivot / columns);
    const column = pivot % columns;
    chosen.rows.push(row);
    chosen.columns.push(column);
    for (let i = 0; i < rows; i++) {
      const factor = A[i * columns + column] / A[row * columns + column];
      if (i === row || factor === 0) continue;
      for (let j = 0; j < columns; j++) {
        A[i * columns + j] -= factor * A[row * columns + j];
      }
      A[i * columns + column] = 0;
    }
    A.fill(0, row * columns, (row + 1) * columns);
  }
  return chosen;
}

const negligible = 1e-10;
