/**
 * A basis of the same space in which each direction has a parameter of its own, as
 * far as it can: parameters count in units that differ, and mixed ones hide from
 * each other what the loss does along them.
 *
 * @param directions Independent ones.
 * @param units In which parameters are alike, to choose them by.
 */
export function nullAxes(
  directions: readonly Float64Array[],
  units: Float64Array,
): Float64Array[] {
  const rows = directions.map((d) => d.slice());
  const own: number[] = [];
  // Gauss–Jordan elimination, its pivots the largest in their units
  for (let k = 0; k < rows.length; k++) {
    let [row, column, largest] = [k, 0, -1];
    for (let j = k; j < rows.length; j++) {
      rows[j].forEach((x, i) => {
        const size = Math.abs(x) / units[i];
        if (size > largest && !own.includes(i)) {
          [row, column, largest] = [j, i, size];
        }
      });
    }
    if (!(largest > 0)) return rows;
    [rows[k], rows[row]] = [rows[row], rows[k]];
    own.push(column);
    const pivot = rows[k][column];
    for (let j = 0; j < rows.length; j++) {
      if (j === k) continue;
      const factor = rows[j][column] / pivot;
      for (let i = 0; i < rows[j].length; i++) {
        rows[j][i] -= factor * rows[k][i];
      }
      rows[j][column] = 0;
    }
  }
  return rows;
}
