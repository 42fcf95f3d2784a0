/** How often a busy worker is looked at, in ms. */
const interval = 2000;
/** Looks without any work in between, after which it will do none any more. */
const looks = 3;
/** A worker that computes uses more of its processor than this, in seconds. */
const least = 1e-3;

/**
 * Calls `onStill` once a worker that has work has done nothing for some seconds:
 * so it is with one that was ended for want of memory, which no event tells.
 * However long its step, and however busy the machine, one that computes uses
 * its processor.
 *
 * @returns What ends the watch.
 */
export function watchStandstill(
  processorSeconds: () => Promise<number>,
  onStill: () => void,
): () => void {
  let used = -Infinity;
  let still = 0;
  const timer = setInterval(async () => {
    const now = await processorSeconds().catch(() => Infinity);
    still = now - used < least ? still + 1 : 0;
    used = now;
    if (still < looks) return;
    clearInterval(timer);
    onStill();
  }, interval);
  return () => clearInterval(timer);
}
