import { openSweep } from "../../../sweep/mod.ts";
import { diskFiles } from "../../sweep/disk_files.ts";
import { readWhole } from "../../sweep/number_options.ts";
import { sbatchScript } from "../../sweep/sbatch.ts";
import { say } from "../terminal.ts";
import { type Part, workersOption } from "./part.ts";

/** Writes a script for Slurm that works on the sweep in a folder. */
export const sbatch: Part = {
  takes: ["folder"],
  options: {
    tasks: { value: "count", words: "how many processes" },
    time: { value: "hh:mm:ss", words: "how long each may take" },
    memory: { value: "2G", words: "how much each may hold" },
    ...workersOption,
  },
  examples: ["sbatch out/study --tasks 20 > study.sh"],
  async run([folder], option) {
    await openSweep(diskFiles(folder));
    say(sbatchScript(await Deno.realPath(folder), {
      tasks: readWhole("tasks", option("tasks")),
      workers: readWhole("workers", option("workers")),
      time: option("time"),
      memory: option("memory"),
    }));
  },
};
