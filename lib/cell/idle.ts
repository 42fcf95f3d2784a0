/** Lets others wait until a run ends or the queue empties. */
export class Idle {
  readonly #waiting = new Set<() => void>();

  /** Resolves at the next end of a run, or after `limit` ms. */
  next(limit: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#waiting.delete(done);
        resolve();
      };
      const timer = limit < Infinity
        ? setTimeout(done, Math.min(limit, 2 ** 31 - 1))
        : undefined;
      this.#waiting.add(done);
    });
  }

  /** Ends all waits. */
  wake(): void {
    for (const wake of [...this.#waiting]) wake();
  }
}
