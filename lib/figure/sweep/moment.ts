import { formatPercent } from "../format.ts";
import type { Runs } from "./columns.ts";
import type { Plan } from "./plan.ts";
import type { Range, Selected, Selection } from "./selection.ts";

/** All that the picture shows at one moment. */
export interface Moment {
  readonly runs: Runs;
  readonly plan: Plan;
  readonly xName: string;
  readonly yName: string;
  /** What of the two axes is seen. */
  readonly x: Range;
  readonly y: Range;
  /** The ends of every column. */
  domain(name: string): Range;
  readonly selection: Selection;
  readonly selected: Selected;
  /** How many runs there will be, where that is told. */
  readonly of: number | undefined;
}

/** How many runs there are, and how many are selected. */
export function headWords(
  { runs: { rows, failed }, selected, of }: Moment,
): string {
  const there = of !== undefined && of > rows.length
    ? `${rows.length} of ${of} runs`
    : rows.length === 1
    ? "1 run"
    : `${rows.length} runs`;
  const share = selected.count === rows.length
    ? ""
    : `, ${selected.count} selected (${
      formatPercent(selected.count / rows.length)
    })`;
  return `${there}${share}${failed === 0 ? "" : `, ${failed} failed`}`;
}

/** Where a run is in the picture; nothing where it is not seen. */
export function placeOf(
  { runs, plan: { box }, xName, yName, x, y }: Moment,
  at: number,
): readonly [number, number] | undefined {
  const across = (runs.column(xName).places[at] - x[0]) / (x[1] - x[0]);
  const upward = (runs.column(yName).places[at] - y[0]) / (y[1] - y[0]);
  if (!(across >= 0 && across <= 1 && upward >= 0 && upward <= 1)) {
    return undefined;
  }
  return [
    box.left + across * box.width,
    box.top + (1 - upward) * box.height,
  ];
}
