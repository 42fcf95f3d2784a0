import type { Cell } from "../../cell/mod.ts";
import {
  checkArguments,
  checkOptions,
  type OptionTable,
  text,
} from "../../options/mod.ts";
import { readNotebookFile } from "../notebook.ts";
import { defineInput } from "./input.ts";
import { checkTag } from "../template.ts";

/** A file that was read as text. */
export interface FileValue {
  /** Without folders. */
  readonly name: string;
  /** What is in it. */
  readonly text: string;
}

/** Settings of {@linkcode file}. */
export interface FileSettings {
  /** Kinds of file that the picker offers, as in ".csv". Default: any. */
  readonly accept?: string;
}

/** What {@linkcode file} takes beside the path. */
export const fileSettings: OptionTable<FileSettings> = { accept: text };

/**
 * A file picker: file`Measurements ${"data/iris.csv"} ${{ accept: ".csv" }}`.
 * The path of the file at first is relative to the notebook.
 *
 * @throws {TypeError} If a setting is unknown or of another type.
 */
export function file(
  strings: TemplateStringsArray,
  path: string,
  settings: FileSettings = {},
): Cell<FileValue> {
  checkTag("file", strings);
  const act = `ask for "${strings[0].trim()}"`;
  checkArguments(act, { path }, { path: text });
  checkOptions(act, settings, fileSettings);
  const { accept = "" } = settings;
  return defineInput<FileValue>({
    tag: "file",
    strings,
    initial: async () => ({
      name: path.slice(path.lastIndexOf("/") + 1),
      text: await readNotebookFile(path),
    }),
    check: (value) => {
      const { name, text } = value as FileValue;
      if (typeof name === "string" && typeof text === "string") {
        return { name, text };
      }
      throw new TypeError(`${String(value)}, expected a file's name and text`);
    },
    settings: () => ({ control: "file", accept }),
    toText: (value) => (value as FileValue).name,
    fromText: (text) => JSON.parse(text),
    keep: false, // it may be of any length
  });
}
