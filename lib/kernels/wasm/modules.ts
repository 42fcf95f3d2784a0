import type { Network } from "../../network/mod.ts";
import type { LossChoice } from "../kernels.ts";
import { type Operation, writeOperation } from "./operations.ts";
import type { Plan } from "./plan.ts";

/** Compiled modules by key, least recently used first. */
const modules = new Map<string, WebAssembly.Module>();

/**
 * How many modules are kept: an architecture needs five at most, and a slider
 * over widths and activations passes dozens of architectures.
 */
const capacity = 256;

/** What generated code depends on. */
export function keyOf(net: Network, loss: LossChoice, plan: Plan): string {
  const { shape, tile } = plan;
  return `${net.text}|${loss}|${tile}|${shape.name}|${shape.relaxed}`;
}

/** The module of an operation: emitted and compiled once per key. */
export function moduleFor(
  key: string,
  plan: Plan,
  operation: Operation,
): WebAssembly.Module {
  const name = `${operation}|${key}`;
  const module = modules.get(name) ??
    new WebAssembly.Module(writeOperation(plan, operation));
  modules.delete(name);
  modules.set(name, module);
  if (modules.size > capacity) {
    modules.delete(modules.keys().next().value as string);
  }
  return module;
}
