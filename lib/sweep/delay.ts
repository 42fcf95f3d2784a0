/**
 * Waits so many ms.
 *
 * @throws The signal's reason when aborted.
 */
export function unlessAborted(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal.addEventListener("abort", stop, { once: true });
  });
}

/** Those who wait for news, or for their time to pass. */
export class Waiting {
  readonly #sleepers = new Set<AbortController>();

  /** Waits so many ms, or until there are news; throws as `unlessAborted`. */
  async forNews(ms: number, signal: AbortSignal): Promise<void> {
    const news = new AbortController();
    this.#sleepers.add(news);
    try {
      await unlessAborted(ms, AbortSignal.any([news.signal, signal]));
    } catch {
      signal.throwIfAborted();
    } finally {
      this.#sleepers.delete(news);
    }
  }

  /** Ends all waits. */
  tell(): void {
    for (const sleeper of this.#sleepers) sleeper.abort();
  }
}
