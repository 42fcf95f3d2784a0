import { sweepTable } from "../../../sweep/mod.ts";
import { diskFiles } from "../../sweep/disk_files.ts";
import { encodeTable } from "../../sweep/write_table.ts";
import { say } from "../terminal.ts";
import type { Part } from "./part.ts";
import { readResults } from "./results.ts";
import { connectionOptions, whereabouts } from "./whereabouts.ts";

/** Writes the results that are there into a table. */
export const collect: Part = {
  takes: ["folder or nats://…", "table.csv, .npz or .parquet"],
  options: connectionOptions,
  examples: ["collect out/study study.csv"],
  async run([where, table], option) {
    const { plan, rows } = await readResults(whereabouts(where, option));
    const bytes = await encodeTable(sweepTable(plan, rows), table);
    const slash = table.lastIndexOf("/");
    if (slash > 0) {
      await Deno.mkdir(table.slice(0, slash), { recursive: true });
    }
    await diskFiles(slash < 0 ? "." : table.slice(0, slash))
      .replace(table.slice(slash + 1), bytes);
    say(`${rows.length} of ${plan.count} runs: ${table}`);
  },
};
