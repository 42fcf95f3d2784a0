import {
  rowsOf,
  SweepCounter,
  type SweepPlan,
  type SweepRow,
} from "../../../sweep/mod.ts";
import { openPlace, type Whereabouts } from "../../sweep/open_place.ts";
import { say } from "../terminal.ts";

/** All that is there of a sweep. */
export async function readResults(where: Whereabouts): Promise<{
  readonly plan: SweepPlan;
  readonly counter: SweepCounter;
  readonly rows: readonly SweepRow[];
}> {
  const { sweep: { plan }, place, close } = await openPlace(where, say);
  const counter = new SweepCounter(plan.count);
  const rows: SweepRow[] = [];
  for await (const result of place.results()) {
    counter.add(result, true);
    for (const row of rowsOf(plan, result)) rows.push(row);
  }
  await close();
  return { plan, counter, rows };
}
