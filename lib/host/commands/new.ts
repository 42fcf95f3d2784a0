/**
 * Writes a notebook to begin with.
 *
 * @module
 */
import { writeNotebook } from "../project/new_notebook.ts";
import { templates } from "../project/templates/list.ts";
import { type Command, programName } from "./command.ts";
import { homeFolder } from "./one_folder.ts";
import { type Arguments, say } from "./terminal.ts";

/** See {@linkcode Command}. */
export const newCommand: Command = {
  name: "new",
  summary: "Writes a notebook to begin with, and overwrites nothing",
  words: "<name>",
  options: {
    template: {
      value: "name",
      words: `${templates.map(({ name }) => name).join(", ")}; default blank`,
    },
  },
  examples: ["new first", `new "lessons/Deep or wide" --template lesson`],
  run: write,
};

async function write({ words, options }: Arguments): Promise<void> {
  const [path] = words;
  if (words.length !== 1) {
    throw new SyntaxError(
      `Cannot name a notebook with ${words.length} words: expected one, or words in quotes`,
    );
  }
  const [, folder = await homeFolder(), name] = path.match(
    /^(?:(.*)[/\\])?(.*)$/s,
  )!;
  const template = options.get("template")?.at(-1);
  const { files, advice } = await writeNotebook({
    folder: folder === "" ? "/" : folder,
    name,
    ...template === undefined ? {} : { template },
  });
  for (const file of files) say(file);
  if (advice !== undefined) say(advice);
  say(`Open it with: ${programName} start ${folder}`);
}
