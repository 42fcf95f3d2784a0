/** The part of Web Locks that shows whether a worker lives. */
interface Locks {
  /** Calls back once it has the lock, and keeps it until the promise is done. */
  request(
    name: string,
    options: { readonly signal?: AbortSignal },
    callback: () => unknown,
  ): Promise<unknown>;
}

/** Web Locks, which a page opened from disk lacks. */
export const locks: Locks | undefined =
  (globalThis.navigator as { readonly locks?: Locks } | undefined)?.locks;
