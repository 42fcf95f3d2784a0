import { checkArguments, record, text } from "../options/mod.ts";
import { requireFiles, saveResult } from "./file.ts";

/** Results by the names of their files. */
export type DatedFiles = Readonly<Record<string, unknown>>;

/**
 * Saves results in a new folder named by the date, as in
 * "results/2026-11-29-14-03-59": each by the name of its file, .json or .npz.
 *
 * @param folder Where the new folder is made; it is made itself if need be.
 * @param files Results by the names of their files.
 * @param date Default: now, in the machine's time zone.
 * @returns The new folder's path.
 * @throws {TypeError} If an argument is of another type, or a result holds
 * anything but plain data.
 * @throws {RangeError} If a file's extension is another one.
 *
 * @example Usage
 * ```ts
 * import { assert } from "@std/assert";
 * import { saveDated } from "@thalweg/thalweg";
 *
 * const folder = await Deno.makeTempDir();
 * const run = await saveDated(folder, { "settings.json": { width: 5 } });
 * assert(run.startsWith(folder));
 * ```
 */
export async function saveDated(
  folder: string,
  files: DatedFiles,
  date: Date = new Date(),
): Promise<string> {
  const act = `save results in "${folder}"`;
  checkArguments("save results", { folder, files, date }, {
    folder: text,
    files: record,
    date: {
      expected: "a date",
      isType: (value) => value instanceof Date && !isNaN(value.getTime()),
    },
  });
  requireFiles(act, "encodeJson or encodeNpz for the bytes of a download");
  const parts = [
    date.getFullYear(),
    date.getMonth() + 1,
    date.getDate(),
    date.getHours(),
    date.getMinutes(),
    date.getSeconds(),
  ];
  const name = parts.map((part) => String(part).padStart(2, "0")).join("-");
  const path = `${folder}/${name}`;
  await Deno.mkdir(path, { recursive: true });
  for (const [file, result] of Object.entries(files)) {
    await saveResult(result, `${path}/${file}`);
  }
  return path;
}
