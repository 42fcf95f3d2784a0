/**
 * Sweeps from the command line, in a folder that any number of processes share:
 *
 *     deno task sweep plan study.json out/study     # measures, makes batches
 *     deno task sweep run out/study                 # as often and wherever wanted
 *     deno task sweep status out/study
 *     deno task sweep sbatch out/study --tasks 20 --time 01:00:00
 *     deno task sweep collect out/study study.csv   # or .npz, .parquet
 *
 * @module
 */
import type { FolderSweep, SharedFiles } from "../../sweep/mod.ts";
import {
  equalBatches,
  folderPlace,
  foundSweep,
  measureBatches,
  openSweep,
  planSweep,
  progressSentence,
  rowsOf,
  SweepCounter,
  type SweepRow,
  sweepTable,
} from "../../sweep/mod.ts";
import { diskFiles } from "../sweep/disk_files.ts";
import { runInFolder } from "../sweep/run_in_folder.ts";
import { sbatchScript } from "../sweep/sbatch.ts";
import { encodeTable } from "../sweep/write_table.ts";
import { readWhole } from "../sweep/number_options.ts";
import { suggestion } from "../../options/mod.ts";
import type { Command } from "./command.ts";
import { say } from "./terminal.ts";

/** A part of the command: what it takes, and what it does. */
interface Part {
  readonly takes: readonly string[];
  readonly options: readonly string[];
  run(
    words: readonly string[],
    option: (name: string) => string | undefined,
  ): Promise<void>;
}

const parts: Readonly<Record<string, Part>> = {
  plan: {
    takes: ["description.json", "folder"],
    options: ["batch"],
    async run([source, folder], option) {
      const plan = planSweep(JSON.parse(await Deno.readTextFile(source)));
      const size = readWhole("batch", option("batch"));
      for (const within of ["claims", "results"]) {
        await Deno.mkdir(`${folder}/${within}`, { recursive: true });
      }
      const { batches, results } = size === undefined
        ? await measureBatches(plan)
        : { batches: equalBatches(plan, size), results: [] };
      await foundSweep(diskFiles(folder), { plan, batches }, results);
      say(`${plan.count} runs in ${batches.length} batches: ${folder}`);
    },
  },

  run: {
    takes: ["folder"],
    options: ["shard", "workers"],
    async run([folder], option) {
      await runInFolder(folder, {
        shard: option("shard"),
        workers: readWhole("workers", option("workers")),
        say,
      });
    },
  },

  status: {
    takes: ["folder"],
    options: [],
    async run([folder]) {
      const { counter } = await readResults(diskFiles(folder));
      say(progressSentence(counter.now()));
    },
  },

  sbatch: {
    takes: ["folder"],
    options: ["tasks", "time", "memory", "workers"],
    async run([folder], option) {
      await openSweep(diskFiles(folder));
      say(sbatchScript(await Deno.realPath(folder), {
        tasks: readWhole("tasks", option("tasks")),
        workers: readWhole("workers", option("workers")),
        time: option("time"),
        memory: option("memory"),
      }));
    },
  },

  collect: {
    takes: ["folder", "table.csv, .npz or .parquet"],
    options: [],
    async run([folder, table]) {
      const files = diskFiles(folder);
      const { sweep: { plan }, rows } = await readResults(files);
      const bytes = await encodeTable(sweepTable(plan, rows), table);
      const slash = table.lastIndexOf("/");
      if (slash > 0) {
        await Deno.mkdir(table.slice(0, slash), { recursive: true });
      }
      await diskFiles(slash < 0 ? "." : table.slice(0, slash))
        .replace(table.slice(slash + 1), bytes);
      say(`${rows.length} of ${plan.count} runs: ${table}`);
    },
  },
};

async function readResults(files: SharedFiles): Promise<{
  readonly sweep: FolderSweep;
  readonly counter: SweepCounter;
  readonly rows: readonly SweepRow[];
}> {
  const sweep = await openSweep(files);
  const counter = new SweepCounter(sweep.plan.count);
  const rows: SweepRow[] = [];
  const place = folderPlace(files, sweep.batches, { worker: "reader" });
  for await (const result of place.results()) {
    counter.add(result, true);
    for (const row of rowsOf(sweep.plan, result)) rows.push(row);
  }
  return { sweep, counter, rows };
}

/** See {@linkcode Command}. */
export const sweepCommand: Command = {
  name: "sweep",
  summary: "Runs many trainings in a folder that processes share",
  words: `<${Object.keys(parts).join("|")}> …`,
  options: {
    batch: {
      value: "runs",
      words: "plan: so many runs at a time, without measuring",
    },
    shard: { value: "i/n", words: "run: begins at a part of the whole" },
    workers: {
      value: "count",
      words: "run, sbatch: processors of each process",
    },
    tasks: { value: "count", words: "sbatch: how many processes" },
    time: { value: "hh:mm:ss", words: "sbatch: how long each may take" },
    memory: { value: "2G", words: "sbatch: how much each may hold" },
  },
  examples: [
    "sweep plan study.json out/study",
    "sweep run out/study",
    "sweep status out/study",
    "sweep sbatch out/study --tasks 20 > study.sh",
    "sweep collect out/study study.csv",
  ],
  async run({ words: [name = "", ...words], options }) {
    const known = Object.keys(parts);
    if (!known.includes(name)) {
      throw new SyntaxError(
        `Cannot sweep: found "${name}", expected ${
          suggestion(name, known, `one of ${known.join(", ")}`)
        }`,
      );
    }
    const part = parts[name];
    if (words.length !== part.takes.length) {
      throw new SyntaxError(
        `Cannot ${name} the sweep: found ${words.length} paths, expected ${
          part.takes.join(" and ")
        }`,
      );
    }
    for (const option of options.keys()) {
      if (part.options.includes(option)) continue;
      throw new SyntaxError(
        `Cannot ${name} the sweep: found --${option}, expected ${
          part.options.map((each) => `--${each}`).join(", ") || "no option"
        }`,
      );
    }
    await part.run(words, (option) => options.get(option)?.at(-1));
  },
};
