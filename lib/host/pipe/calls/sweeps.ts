import {
  planSweep,
  sweep as sweepHere,
  type SweepDescription,
  type SweepProgress,
  type SweepRow,
  sweepTable,
} from "../../../../engine.ts";
import { record, required, text } from "../../../options/mod.ts";
import { progressSentence, rowsOf, SweepCounter } from "../../../sweep/mod.ts";
import { sweepInFolder } from "../../sweep/sweep_in_folder.ts";
import type { Call, CallContext } from "../call.ts";

/** Many trainings as data: each row when it is there, then all as a table. */
export const sweep: Call<{
  readonly description: SweepDescription;
  readonly folder?: string;
}> = {
  name: "sweep",
  act: "sweep",
  takes: { description: required(record), folder: text },
  async answer({ description, folder }, context) {
    const rows: SweepRow[] = [];
    const add = (row: SweepRow) => {
      rows.push(row);
      context.item(row);
    };
    const plan = planSweep(description);
    if (folder === undefined) await inMemory(description, context, add);
    else await inFolder(description, folder, context, add);
    return sweepTable(plan, rows);
  },
};

async function inMemory(
  description: SweepDescription,
  { signal, progress }: CallContext,
  add: (row: SweepRow) => void,
): Promise<void> {
  const rows = sweepHere(description, {
    signal,
    onProgress: (now) => progress(told(now)),
    memo: "session",
  });
  for await (const row of rows) add(row);
}

async function inFolder(
  description: SweepDescription,
  folder: string,
  { signal, progress }: CallContext,
  add: (row: SweepRow) => void,
): Promise<void> {
  let counter: SweepCounter | undefined;
  await sweepInFolder(description, folder, {
    signal,
    onResult(result, plan, kept) {
      counter ??= new SweepCounter(plan.count);
      counter.add(result, kept);
      progress(told(counter.now()));
      for (const row of rowsOf(plan, result)) add(row);
    },
    onTrouble: (note) => progress({ note }),
  });
}

function told(now: SweepProgress): Record<string, unknown> {
  return { ...now, note: progressSentence(now), done: now.done / now.count };
}
