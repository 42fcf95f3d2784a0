import { inspect } from "../../notebook/mod.ts";

/**
 * Shows a value to look into. What was folded open stays so while the value
 * keeps its shape.
 */
export function showValue(element: HTMLElement, value: unknown): void {
  const folds = () => [...element.querySelectorAll("details")];
  const before = folds().map(({ open }) => open);
  // Nothing in a value becomes markup there.
  element.innerHTML = inspect(value);
  const after = folds();
  if (after.length !== before.length) return;
  after.forEach((fold, i) => fold.open = before[i]);
}
