import type {
  KeyboardEvent,
  PointerEvent,
  SVGElement,
} from "../surface/live_types.ts";
import { type Column, nameOf } from "./columns.ts";
import { between, type Explored, follow, placeIn } from "./explored.ts";
import type { Plan } from "./plan.ts";
import { type Range, ranged } from "./selection.ts";
import { barsBox, rangeWords } from "./strips.ts";

/** Keys move a range by such a part of its column, where values are many. */
const PARTS = 20;

/**
 * Makes the bars of a column ones to select runs with: by a drag over them, or by
 * arrow keys, which move a range, with Shift its upper end; a click or Escape
 * takes it away.
 */
export function bindStrip(
  part: SVGElement,
  explored: Explored,
  { name, box }: Plan["strips"][number],
): void {
  const bars = barsBox(box);
  const column = explored.now.runs.column(name);
  const tell = () =>
    part.setAttribute("aria-valuetext", rangeWords(explored.now, name));
  const set = (range: Range | undefined) => {
    explored.select(ranged(explored.now.selection, name, range));
    tell();
  };
  part.setAttribute("tabindex", "0");
  part.setAttribute("role", "slider");
  part.setAttribute("aria-label", nameOf(name));
  part.setAttribute("aria-valuenow", "0");
  part.style.cursor = "ew-resize";
  part.style.touchAction = "pan-y";
  tell();

  const shareOf = (event: PointerEvent) =>
    (placeIn(explored.svg, event)[0] - bars.left) / bars.width;
  part.addEventListener("pointerdown", (down: PointerEvent) => {
    if (down.button !== 0) return;
    part.focus({ preventScroll: true });
    const before = explored.now.selection.ranges.get(name);
    const from = shareOf(down);
    const domain = explored.now.domain(name);
    follow(down, {
      drag: (event) =>
        set(wholeBars(column, between(from, shareOf(event), domain))),
      click: () => set(undefined),
      cancel: () => set(before),
    });
  });

  part.addEventListener("keydown", (event: KeyboardEvent) => {
    const domain = explored.now.domain(name);
    const ways: Record<string, number> = {
      ArrowLeft: -1,
      ArrowDown: -1,
      ArrowRight: 1,
      ArrowUp: 1,
    };
    const way = ways[event.key];
    const step = column.gap || (domain[1] - domain[0]) / PARTS;
    if (event.key === "Escape") set(undefined);
    else if (way === undefined) return;
    else {
      const range = explored.now.selection.ranges.get(name);
      const [low, high] = range ??
        [domain[0] - way * step, domain[0] + step - way * step];
      const next: Range = event.shiftKey
        ? [low, Math.max(low + step, high + way * step)]
        : [low + way * step, high + way * step];
      if (next[0] > domain[0] - step / 2 && next[1] < domain[1] + step / 2) {
        set(next);
      }
    }
    event.preventDefault();
  });
}

/** Of few values, all of each that a range touches: their dots are spread. */
function wholeBars({ few, gap }: Column, [low, high]: Range): Range {
  const touched = few?.filter((x) => x + gap / 2 > low && x - gap / 2 < high);
  if (!touched?.length) return [low, high];
  return [touched[0] - gap / 2, touched[touched.length - 1] + gap / 2];
}
