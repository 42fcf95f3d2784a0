import type { Cell, Graph, Run } from "../../lib/cell/mod.ts";

export type Values = readonly unknown[];

/** A cell that holds what it is set to. */
export function input(
  graph: Graph,
  name: string,
  initial: unknown,
): Cell<unknown> {
  let value = initial;
  return graph.define({
    identity: name,
    title: () => name,
    inputs: [],
    compute: () => value,
    accept: (next) => value = next,
    reset: () => value = initial,
  });
}

/** A cell that follows from others. */
export function computed(
  graph: Graph,
  name: string,
  inputs: readonly Cell<unknown>[],
  compute: (values: Values, run: Run) => unknown,
  options: { readonly onDemand?: boolean; readonly isAsync?: boolean } = {},
): Cell<unknown> {
  const identity = name;
  return graph.define({
    identity,
    title: () => name,
    inputs,
    compute,
    ...options,
  });
}

/** Resolves after a while, unless the signal aborts. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
