let check: (() => void) | undefined;

/**
 * Called now and then by long computations, at places where they may end with
 * an exception: whoever set a check with {@linkcode withCheck} can stop them
 * there. Costs nanoseconds.
 */
export function checkpoint(): void {
  check?.();
}

/** Every checkpoint from now on calls `chosen`, but where another was chosen. */
export function checkAlways(chosen: () => void): void {
  check = chosen;
}

/** Does synchronous work during which every checkpoint calls `chosen`. */
export function withCheck<T>(
  chosen: (() => void) | undefined,
  work: () => T,
): T {
  const before = check;
  check = chosen;
  try {
    return work();
  } finally {
    check = before;
  }
}
