/** The least time of some runs, in seconds, after one that does not count. */
export function least(turns: number, run: () => void): number {
  run();
  let best = Infinity;
  for (let turn = 0; turn < turns; turn++) {
    const began = performance.now();
    run();
    best = Math.min(best, performance.now() - began);
  }
  return best / 1000;
}
