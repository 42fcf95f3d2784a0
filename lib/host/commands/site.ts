/**
 * Writes the notebooks of a folder as a site that any static host serves.
 *
 * @module
 */
import { writeSite } from "../site/write_site.ts";
import type { Command } from "./command.ts";
import { checkFolder, oneFolder } from "./one_folder.ts";
import { say } from "./terminal.ts";

/** See {@linkcode Command}. */
export const siteCommand: Command = {
  name: "site",
  summary: "Writes a folder's notebooks as a site for any static host, live",
  words: "[folder]",
  options: {
    out: { value: "folder", words: "where to write it; default out/site" },
  },
  examples: ["site", "site lessons --out public"],
  async run({ words, options }) {
    const folder = await oneFolder("write a site of", words);
    await checkFolder("write a site of", folder);
    const out = options.get("out")?.at(-1) ?? "out/site";
    const { notebooks, failed } = await writeSite(folder, out);
    for (const { name, message } of failed) say(`✗ ${name}: ${message}`);
    say(`${out}/index.html: ${notebooks.length} notebooks`);
    return failed.length === 0;
  },
};
