/**
 * Writes the Jupyter notebook that belongs to each notebook source.
 *
 * `deno task ipynb [files…]` writes `<name>.ipynb` beside each `<name>.ts`, by
 * default for all of notebooks/; with `--check` it writes nothing and exits
 * with 1 if a pair is out of step.
 *
 * @module
 */
import { toIpynb } from "../ipynb/to_ipynb.ts";
import { giveUp, readArguments, say } from "./terminal.ts";

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
    if (isFile && name.endsWith(".ts")) files.push(`${folder}/${name}`);
  }
  return files.sort();
}

async function main(line: readonly string[]): Promise<void> {
  const { words, options } = readArguments(line, [], ["check"]);
  const check = options.has("check");
  const files = words.length > 0 ? words : await listSources("notebooks");
  const changed = await syncIpynb(files, { check });
  for (const file of changed) {
    say(check ? `${file} is out of step with its source` : file);
  }
  if (check && changed.length > 0) Deno.exit(1);
}

if (import.meta.main) {
  try {
    await main(Deno.args);
  } catch (error) {
    giveUp((error as Error).message);
  }
}
