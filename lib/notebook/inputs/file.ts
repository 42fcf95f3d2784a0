import type { Cell } from "../../cell/mod.ts";
import {
  checkArguments,
  checkOptions,
  type OptionTable,
  shown,
  text,
} from "../../options/mod.ts";
import { readNotebookFile } from "../notebook.ts";
import { defineInput } from "./input.ts";
import { checkTag } from "../template.ts";

/** A file that was read. */
export interface FileValue {
  /** Without folders. */
  readonly name: string;
  /** What is in it. */
  readonly bytes: Uint8Array;
  /** The same as text, in UTF-8. */
  readonly text: string;
}

/** A picked file as hosts send and keep it. */
export interface PickedFile {
  /** Without folders. */
  readonly name: string;
  /** Its bytes. */
  readonly base64: string;
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
 *
 * @example Usage
 * ```ts
 * import { cell, file } from "@thalweg/thalweg";
 *
 * const source = file`Measurements ${"data/iris.csv"} ${{ accept: ".csv" }}`;
 * cell`Rows ${source} ${({ text }) => text.split("\n").length}`;
 * ```
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
    initial: async () =>
      fileValue(
        path.slice(path.lastIndexOf("/") + 1),
        await readNotebookFile(path),
      ),
    check: (value) => {
      const { name, bytes, text } = value as Partial<FileValue>;
      if (typeof name === "string") {
        if (bytes instanceof Uint8Array) return fileValue(name, bytes);
        if (typeof text === "string") {
          return fileValue(name, new TextEncoder().encode(text));
        }
      }
      throw new TypeError(
        `${shown(value)}, expected a file's name and bytes, or text`,
      );
    },
    settings: () => ({ control: "file", accept }),
    toText: (value) => (value as FileValue).name,
    fromText: (text) => {
      const { name, base64 } = JSON.parse(text) as PickedFile;
      const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
      return fileValue(name, bytes);
    },
    keep: false, // it may be of any length
  });
}

function fileValue(name: string, bytes: Uint8Array): FileValue {
  let text: string | undefined;
  return {
    name,
    bytes,
    get text() { // read when somebody asks: most bytes are no text
      return text ??= new TextDecoder().decode(bytes);
    },
  };
}
