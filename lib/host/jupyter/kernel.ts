/** A picture of a value in the forms that a front end may choose from. */
export type MimeBundle = Readonly<Record<string, unknown>>;

/** What is used of Deno's Jupyter kernel. */
export interface Kernel {
  /** Sends a message of a type to all front ends. */
  broadcast(type: string, content: Readonly<Record<string, unknown>>): void;
}

/** The kernel that this program runs in, if it does. */
export function findKernel(): Kernel | undefined {
  if (typeof Deno === "undefined") return undefined;
  try {
    // Reading it throws outside a kernel; in a worker of one it is undefined.
    return (Deno as { jupyter?: Kernel }).jupyter;
  } catch {
    return undefined;
  }
}

/** In ms; with 1 ms none of 120 outputs went astray, with 0 up to 40 did. */
const publishing = 3;

/**
 * Gives the kernel time to publish what was broadcast. Another thread does, and
 * puts it under the Jupyter cell that runs by then: where many run at once, an
 * output would appear below the next cell (Deno 2.9).
 */
export function letPublish(): void {
  // Made here: a page that imports this file may have no shared memory.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, publishing);
}
