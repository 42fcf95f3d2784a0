/** A point of a trajectory whose loss is computed when first asked for. */
export interface RecordedPoint {
  readonly time: number;
  readonly parameters: Float64Array;
  /** NaN until computed. */
  loss: number;
}

/** Points at even distances along a coordinate, in bounded memory. */
export interface Recorder {
  /**
   * Records the points at the multiples of the spacing up to u; `pointAt`
   * makes each. Calls come with ascending u.
   */
  advance(u: number, pointAt: (u: number) => RecordedPoint): void;
  /** At most `count` of the points, evenly chosen, the first among them. */
  select(count: number): RecordedPoint[];
  /**
   * At most `count` of them and half as many at least, nearly the same ones
   * each time: while a run goes on, few losses have to be computed.
   */
  preview(count: number): RecordedPoint[];
}

/**
 * Keeps between `capacity`/2 and `capacity` points: when they become too many,
 * every other one goes and the spacing doubles. So the end need not be known
 * beforehand.
 */
export function evenRecorder(spacing: number, capacity: number): Recorder {
  let points: RecordedPoint[] = [];
  let next = 1; // the multiple of the spacing that comes next

  function advance(u: number, pointAt: (u: number) => RecordedPoint): void {
    while (u / spacing > capacity) {
      points = points.filter((_, k) => k % 2 === 1);
      spacing *= 2;
      next = points.length + 1;
    }
    for (; next * spacing <= u; next++) points.push(pointAt(next * spacing));
  }

  function select(count: number): RecordedPoint[] {
    if (points.length <= count) return points.slice();
    const stride = (points.length - 1) / Math.max(1, count - 1);
    return Array.from(
      { length: count },
      (_, k) => points[Math.round(k * stride)],
    );
  }

  function preview(count: number): RecordedPoint[] {
    if (count < 1) return [];
    let stride = 1;
    while (stride * count < points.length) stride *= 2;
    return points.filter((_, k) => (k + 1) % stride === 0);
  }

  return { advance, select, preview };
}
