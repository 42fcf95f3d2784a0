import { collect } from "./collect.ts";
import type { Part } from "./part.ts";
import { plan } from "./plan.ts";
import { run } from "./run.ts";
import { sbatch } from "./sbatch.ts";
import { schema } from "./schema.ts";
import { serve } from "./serve.ts";
import { status } from "./status.ts";
import { worker } from "./worker.ts";

/** What `sweep` does, by the word behind it, in the order of its help. */
export const parts: Readonly<Record<string, Part>> = {
  plan,
  run,
  status,
  sbatch,
  serve,
  worker,
  schema,
  collect,
};
