import type { Cell } from "../../cell/mod.ts";
import { failingLine } from "../../notebook/mod.ts";
import { anchorOf, wasStopped } from "../cells.ts";
import { againButtons } from "./actions.ts";
import { create } from "./dom.ts";
import type { Block } from "./part.ts";

/** A calm box: which cell failed, why, and what can be done. */
export function drawProblem(cell: Cell<unknown>, error: Error): HTMLElement {
  const again = againButtons(cell);
  const line = failingLine(cell);
  const place = line === undefined ? [] : [
    create("span", { class: "problem-line" }, ` line ${line} of the code`),
  ];
  const name = create("p", { class: "problem-title" }, cell.title, ...place);
  if (wasStopped(cell)) {
    return create(
      "div",
      { class: "problem stopped" },
      name,
      create("p", {}, "Stopped. "),
      ...again,
    );
  }
  return drawBox(name, error, ...again);
}

function drawBox(
  name: HTMLElement,
  error: Error,
  ...actions: readonly HTMLElement[]
): HTMLElement {
  return create(
    "div",
    { class: "problem", role: "group", "aria-label": "Problem" },
    name,
    create(
      "p",
      error.message.includes("\n") ? { class: "lines" } : {},
      error.message,
    ),
    create(
      "details",
      {},
      create("summary", {}, "Where it happened"),
      create("pre", {}, error.stack ?? ""),
    ),
    ...actions,
  );
}

/** What is shown in place of the cells that a notebook did not get to define. */
export function failureBlock(
  error: Error,
  cells: readonly Cell<unknown>[],
): Block {
  const last = Math.max(0, ...cells.map(({ line = 0 }) => line));
  const name = create(
    "p",
    { class: "problem-title" },
    "The notebook stops here",
    create(
      "span",
      { class: "problem-line" },
      last > 0 ? ` behind the cell of line ${last} of the code` : "",
    ),
  );
  return {
    element: create("section", { class: "block" }, drawBox(name, error)),
    place: "row",
    settled: true,
    height: () => 0,
    update: () => {},
  };
}

/** "waits for: Train 2 → 5 → 1", with a link to the cell that failed. */
export function drawWaiting(blame: Cell<unknown>): HTMLElement {
  const waits = create(
    "p",
    { class: "waits" },
    "waits for: ",
    create("a", { href: `#${anchorOf(blame)}` }, blame.title || "another cell"),
  );
  if (wasStopped(blame)) waits.append(", stopped ", ...againButtons(blame));
  return waits;
}
