/**
 * Draws the pictures that a gallery shows of the notebooks of a folder until
 * somebody has opened them: `deno task thumbnails [folder]` writes
 * `thumbnails/<name>.svg` there.
 *
 * @module
 */
import { runApart } from "../child/run_apart.ts";
import { listSources } from "./ipynb.ts";
import { giveUp, readArguments, say } from "./terminal.ts";
import { writeWhole } from "../storage/write_whole.ts";

/** Draws them anew, and names the files. */
export async function drawThumbnails(
  folder: string,
): Promise<readonly string[]> {
  const written: string[] = [];
  for (const notebook of await listSources(folder)) {
    const { svg } = await runApart(
      { notebook, want: "thumbnail", set: {} },
      { sandbox: false },
    );
    if (svg === undefined) continue;
    const name = notebook.slice(folder.length + 1).replace(/\.ts$/, ".svg");
    await writeWhole(`${folder}/thumbnails/${name}`, svg);
    written.push(`${folder}/thumbnails/${name}`);
  }
  return written;
}

if (import.meta.main) {
  try {
    const { words } = readArguments(Deno.args, []);
    for (const file of await drawThumbnails(words[0] ?? "notebooks")) say(file);
  } catch (error) {
    giveUp((error as Error).message);
  }
}
