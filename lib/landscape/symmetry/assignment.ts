/**
 * The assignment of rows to columns of least total cost (n × n, row-major), by
 * the Hungarian method with potentials: shortest augmenting paths, O(n³).
 *
 * Costs may be large where a pair is not wanted, but not infinite.
 *
 * @returns For each row its column.
 * @see H. Kuhn, The Hungarian method for the assignment problem, 1955; R. Jonker
 * and A. Volgenant, A shortest augmenting path algorithm, 1987.
 */
export function leastAssignment(costs: Float64Array, n: number): Int32Array {
  // row and column 0 stand for none: rows and columns count from 1 here
  const u = new Float64Array(n + 1);
  const v = new Float64Array(n + 1);
  const rowOf = new Int32Array(n + 1);
  const before = new Int32Array(n + 1);
  const least = new Float64Array(n + 1);
  const seen = new Uint8Array(n + 1);
  for (let row = 1; row <= n; row++) {
    rowOf[0] = row;
    least.fill(Infinity);
    seen.fill(0);
    let column = 0;
    do { // grow a tree of shortest paths until it meets a free column
      seen[column] = 1;
      const from = rowOf[column];
      let δ = Infinity;
      let next = 0;
      for (let j = 1; j <= n; j++) {
        if (seen[j] === 1) continue;
        const reduced = costs[(from - 1) * n + j - 1] - u[from] - v[j];
        if (reduced < least[j]) {
          least[j] = reduced;
          before[j] = column;
        }
        if (least[j] < δ) {
          δ = least[j];
          next = j;
        }
      }
      for (let j = 0; j <= n; j++) {
        if (seen[j] === 1) {
          u[rowOf[j]] += δ;
          v[j] -= δ;
        } else least[j] -= δ;
      }
      column = next;
    } while (rowOf[column] !== 0);
    while (column !== 0) { // exchange along the path
      rowOf[column] = rowOf[before[column]];
      column = before[column];
    }
  }
  const columnOf = new Int32Array(n);
  for (let j = 1; j <= n; j++) columnOf[rowOf[j] - 1] = j - 1;
  return columnOf;
}
