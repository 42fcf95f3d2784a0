/** Where the axes of one place on a page were last, by their order and name. */
export type AxisMemory = Map<string, Held>;

interface Held {
  readonly ends: readonly [number, number];
  /** How often it was widened in this run. */
  readonly widened: number;
}

/** What is drawn now, in a place that remembers its axes. */
let drawing: {
  readonly memory: AxisMemory;
  readonly isRunning: boolean;
  axes: number;
} | undefined;

/**
 * Draws a picture in a place that remembers its axes. While what it shows is
 * still being computed they stay as they were, or widen with room to spare, so
 * that ticks do not jump from step to step; when it is there, they settle.
 */
export function holdAxes<T>(
  memory: AxisMemory,
  isRunning: boolean,
  draw: () => T,
): T {
  drawing = { memory, isRunning, axes: 0 };
  try {
    return draw();
  } finally {
    drawing = undefined;
  }
}

/** Ends of an axis that hold these. */
export function heldEnds(
  name: string,
  ends: readonly [number, number],
): readonly [number, number] {
  if (!drawing || !(ends[0] < ends[1])) return ends;
  const { memory, isRunning } = drawing;
  const key = `${drawing.axes++} ${name}`;
  const before = isRunning ? memory.get(key) : undefined;
  const held = before ? widen(before, ends) : { ends, widened: 0 };
  memory.set(key, held);
  return held.ends;
}

/** Room that is made, in lengths of what is to be shown: the first time, later. */
const ROOM = [4, 16];

function widen(
  { ends: [low, high], widened }: Held,
  [least, most]: readonly [number, number],
): Held {
  const [isLower, isHigher] = [least < low, most > high];
  if (!isLower && !isHigher) return { ends: [low, high], widened };
  const needed = Math.max(most, high) - Math.min(least, low);
  const room = (ROOM[widened] ?? ROOM[1]) * needed - needed;
  return {
    ends: [
      isLower ? least - (isHigher ? room / 2 : room) : low,
      isHigher ? most + (isLower ? room / 2 : room) : high,
    ],
    widened: widened + 1,
  };
}
