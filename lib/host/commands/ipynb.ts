/**
 * Writes the Jupyter notebook that belongs to each notebook source, beside it.
 *
 * @module
 */
import { toIpynb } from "../ipynb/to_ipynb.ts";
import type { Command } from "./command.ts";
import { homeFolder } from "./one_folder.ts";
import { say } from "./terminal.ts";

/** Writes the pairs of `files`, or with `check` names those out of step. */
export async function syncIpynb(
  files: readonly string[],
  options: { readonly check?: boolean } = {},
): Promise<readonly string[]> {
  const changed: string[] = [];
  for (const file of files) {
    const target = file.replace(/\.ts$/, ".ipynb");
    const text = toIpynb(await Deno.readTextFile(file));
    if (text === await readIfThere(target)) continue;
    changed.push(target);
    if (!options.check) await Deno.writeTextFile(target, text);
  }
  return changed;
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** The notebook sources of a folder, by name. */
export async function listSources(folder: string): Promise<readonly string[]> {
  const files: string[] = [];
  for await (const { name, isFile } of Deno.readDir(folder)) {
    // hidden files are none of its notebooks, here as for the server
    if (!isFile || !name.endsWith(".ts") || name.startsWith(".")) continue;
    files.push(`${folder}/${name}`);
  }
  return files.sort();
}

/** See {@linkcode Command}. */
export const ipynbCommand: Command = {
  name: "ipynb",
  summary: "Writes each notebook for Jupyter's Deno kernel as well",
  words: "[notebook.ts …]",
  options: {
    check: {
      words: "writes nothing, and fails where a pair is out of step",
    },
  },
  examples: ["ipynb", "ipynb first.ts second.ts"],
  async run({ words, options }) {
    const check = options.has("check");
    const files = words.length > 0
      ? words
      : await listSources(await homeFolder());
    const changed = await syncIpynb(files, { check });
    if (!check) return changed.forEach(say);
    if (changed.length === 0) return;
    throw new Error(
      changed.map((file) =>
        `Cannot pass "${file}": it differs from what its source gives, expected "ipynb" run after each change`
      )
        .join("\n"),
    );
  },
};
