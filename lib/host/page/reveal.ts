import type { Revealed } from "./part.ts";

/** Marks what is not shown for now. */
export const unplaced = "data-unplaced";

/** Hides parts that have just been made. */
export function conceal(parts: readonly Revealed[]): void {
  for (const { element } of parts) element.setAttribute(unplaced, "");
}

/**
 * Shows the first parts of a column: those whose places are known. What stands
 * below a part of unknown height keeps its room unseen until it is known, so
 * that nothing moves under a reader's eyes; what is on the screen stays.
 */
export function reveal(
  parts: readonly Revealed[],
  count: number = countPlaced(parts),
): void {
  parts.forEach(({ element }, i) => {
    if (i < count) element.removeAttribute(unplaced);
    else if (!isSeen(element)) element.setAttribute(unplaced, "");
  });
}

/** Of parts below each other: up to the first of unknown height. */
function countPlaced(parts: readonly Revealed[]): number {
  const first = parts.findIndex(({ settled }) => !settled);
  return first === -1 ? parts.length : first + 1;
}

/** Whether it is shown, and on the screen. */
function isSeen(element: Element): boolean {
  if (element.hasAttribute(unplaced)) return false;
  const { top, bottom } = element.getBoundingClientRect();
  return top < innerHeight && bottom > 0;
}
