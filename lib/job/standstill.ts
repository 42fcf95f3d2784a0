/** How often a busy worker is looked at, in ms. */
const interval = 2000;
/** Looks without any work in between, after which it will do none any more. */
const looks = 3;
/** A worker that computes uses more of its processor than this, in seconds. */
const least = 1e-3;

/**
 * Calls `onStill` once a worker that has work has done nothing for some seconds:
 * so it is with one that was ended for want of memory, which no event tells.
 * However long its step, one that computes uses its processor, unless the
 * machine gives it none: then this thread, of the same priority, gets none
 * either, and nothing is known of the worker.
 *
 * @param isStarved Whether the machine gives threads like this one no processor.
 * @returns What ends the watch.
 */
export function watchStandstill(
  processorSeconds: () => Promise<number>,
  onStill: () => void,
  isStarved: () => boolean = getsNoProcessor,
): () => void {
  let used = -Infinity;
  let still = 0;
  const timer = setInterval(async () => {
    const now = await processorSeconds().catch(() => Infinity);
    const isStill = now - used < least && !isStarved();
    still = isStill ? still + 1 : 0;
    used = now;
    if (still < looks) return;
    clearInterval(timer);
    onStill();
  }, interval);
  return () => clearInterval(timer);
}

/** So long this thread tries to compute, in ms of its own and of the clock. */
const trial = { own: 20, whole: 1000 };
/** Between two looks at the clock a thread that computes needs less, in ms. */
const longestLook = 0.5;

/**
 * Computes for a moment: whether the machine kept the processor from this
 * thread for most of it. A timer would not tell: one that slept is let in first.
 */
function getsNoProcessor(): boolean {
  const begin = performance.now();
  let own = 0;
  for (let last = begin; last - begin < trial.whole;) {
    const now = performance.now();
    if (now - last < longestLook) own += now - last;
    if (own >= trial.own) return false;
    last = now;
  }
  return true;
}
