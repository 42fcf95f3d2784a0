import { pause } from "../pause.ts";

/** Lets others wait until a run ends or the queue empties. */
export class Idle {
  readonly #waiting = new Set<() => void>();
  readonly #eager: boolean;

  /** `eager` as in `GraphOptions`: who waits goes on in a task of its own. */
  constructor(eager: boolean) {
    this.#eager = eager;
  }

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
    const waiting = [...this.#waiting];
    if (waiting.length === 0) return;
    const end = () => waiting.forEach((done) => done());
    if (this.#eager) pause().then(end);
    else end();
  }
}
