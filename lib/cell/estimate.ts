/** What is known of a run under way, in seconds. */
export interface Pace {
  /** Since it began. */
  readonly elapsed: number;
  /** The share done, 0 … 1, when it was told last. */
  readonly done: number | undefined;
  /** When, after the beginning, that was told. */
  readonly told: number;
  /** What the last finished run of the same cell took. */
  readonly usual: number | undefined;
}

/** A share that was told sooner than this says more about the start of a run. */
const tooSoon = 0.2;

/**
 * What remains of a run, in seconds: at the pace so far where it tells its
 * share, else as long as the last one took. Undefined where neither says
 * anything, as in a run that is slower than the last.
 */
export function estimateRemaining(pace: Pace): number | undefined {
  const { elapsed, done, told, usual } = pace;
  if (done !== undefined && done > 0 && told >= tooSoon) {
    return Math.max(0, told / Math.min(done, 1) - elapsed);
  }
  return usual !== undefined && usual > elapsed ? usual - elapsed : undefined;
}
