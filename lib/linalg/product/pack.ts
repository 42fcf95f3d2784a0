/** The least multiple of four that is not below. */
export function wholeFours(count: number): number {
  return count + 3 & ~3;
}

/**
 * Lines of `depth` numbers in panels of `width` lines, number by number along
 * the depth, filled up with zeros to whole panels and a depth of whole fours.
 *
 * @param across In `entries`, from a number of a line to that of the next line.
 * @param along From a number of a line to its next one.
 */
export function packPanels(
  numbers: Float64Array | Float32Array,
  to: number,
  entries: Float64Array,
  at: number,
  across: number,
  along: number,
  lines: number,
  depth: number,
  width: number,
): void {
  const deep = wholeFours(depth);
  const whole = lines - lines % width;
  const last = to + whole * deep;
  if (depth < deep) numbers.fill(0, to, last);
  // Numbers are read in the order in which they stand.
  if (width === 4 && across === 1) {
    packRows(numbers, to, entries, at, along, whole, depth, 4 * deep);
  } else {
    for (let first = 0; first < whole; first += width) {
      packPanel(
        numbers,
        to + first * deep,
        entries,
        at + first * across,
        across,
        along,
        width,
        depth,
        width,
      );
    }
  }
  if (whole === lines) return;
  numbers.fill(0, last, last + width * deep);
  packPanel(
    numbers,
    last,
    entries,
    at + whole * across,
    across,
    along,
    lines - whole,
    depth,
    width,
  );
}

/** Whole panels of four lines that stand side by side, in one go. */
function packRows(
  numbers: Float64Array | Float32Array,
  to: number,
  entries: Float64Array,
  at: number,
  along: number,
  lines: number,
  depth: number,
  nextPanel: number,
): void {
  for (let k = 0; k < depth; k++) {
    let from = at + k * along;
    let place = to + 4 * k;
    for (const end = from + lines; from < end; from += 4, place += nextPanel) {
      numbers[place] = entries[from];
      numbers[place + 1] = entries[from + 1];
      numbers[place + 2] = entries[from + 2];
      numbers[place + 3] = entries[from + 3];
    }
  }
}

/** One panel, of `lines` lines or four. */
function packPanel(
  numbers: Float64Array | Float32Array,
  to: number,
  entries: Float64Array,
  at: number,
  across: number,
  along: number,
  lines: number,
  depth: number,
  width: number,
): void {
  let from = at;
  if (lines === 4 && width === 4) {
    for (let k = 0; k < depth; k++, from += along, to += 4) {
      numbers[to] = entries[from];
      numbers[to + 1] = entries[from + across];
      numbers[to + 2] = entries[from + 2 * across];
      numbers[to + 3] = entries[from + 3 * across];
    }
    return;
  }
  for (let k = 0; k < depth; k++, from += along, to += width) {
    for (let i = 0; i < lines; i++) {
      numbers[to + i] = entries[from + i * across];
    }
  }
}
