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
