import { foundInFolder } from "../../sweep/sweep_in_folder.ts";
import { say } from "../terminal.ts";
import { readDescription } from "./description.ts";
import { batchOption, type Part } from "./part.ts";

/** Puts a sweep into a folder that processes share. */
export const plan: Part = {
  takes: ["description.json", "folder"],
  options: batchOption,
  examples: ["plan study.json out/study"],
  async run([source, folder], option) {
    const { sweep, results } = await readDescription(source, option);
    await foundInFolder(folder, sweep, results);
    const { plan: { count }, batches } = sweep;
    say(`${count} runs in ${batches.length} batches: ${folder}`);
  },
};
