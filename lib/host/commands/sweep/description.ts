import {
  type BatchResult,
  equalBatches,
  measureBatches,
  planSweep,
  type SharedSweep,
} from "../../../sweep/mod.ts";
import { readWhole } from "../../sweep/number_options.ts";
import type { Option } from "./part.ts";

/** The sweep that a file describes, in batches; what was run to size them. */
export async function readDescription(source: string, option: Option): Promise<{
  readonly sweep: SharedSweep;
  readonly results: readonly BatchResult[];
}> {
  const { $schema: _, ...description } = JSON.parse(
    await Deno.readTextFile(source),
  );
  const plan = planSweep(description);
  const size = readWhole("batch", option("batch"));
  const { batches, results } = size === undefined
    ? await measureBatches(plan)
    : { batches: equalBatches(plan, size), results: [] };
  return { sweep: { plan, batches }, results };
}
