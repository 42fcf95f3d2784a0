/**
 * Draws the pictures that a gallery shows of the notebooks of a folder until
 * somebody has opened them, as `thumbnails/<name>.svg` there, and keeps beside
 * them, as JSON, the room that their figures take: pages hold it open.
 *
 * @module
 */
import { runApart } from "../child/run_apart.ts";
import type { Command } from "./command.ts";
import { listSources } from "./ipynb.ts";
import { checkFolder, oneFolder } from "./one_folder.ts";
import { say } from "./terminal.ts";
import { writeWhole } from "../storage/write_whole.ts";

/** Draws them anew, and names the files. */
export async function drawThumbnails(
  folder: string,
): Promise<readonly string[]> {
  const written: string[] = [];
  for (const notebook of await listSources(folder)) {
    const { svg, rooms } = await runApart(
      { notebook, want: "thumbnail", set: {} },
      { sandbox: false },
    );
    const name = notebook.slice(folder.length + 1).replace(/\.ts$/, "");
    const place = `${folder}/thumbnails/${name}`;
    await writeWhole(`${place}.json`, JSON.stringify(rooms) + "\n");
    written.push(`${place}.json`);
    if (svg === undefined) continue;
    await writeWhole(`${place}.svg`, svg);
    written.push(`${place}.svg`);
  }
  return written;
}

/** See {@linkcode Command}. */
export const thumbnailsCommand: Command = {
  name: "thumbnails",
  summary:
    "Draws the pictures that a gallery shows until a notebook was opened",
  words: "[folder]",
  options: {},
  examples: ["thumbnails lessons"],
  async run({ words }) {
    const folder = await oneFolder("draw pictures for", words);
    await checkFolder("draw pictures for", folder);
    for (const file of await drawThumbnails(folder)) say(file);
  },
};
