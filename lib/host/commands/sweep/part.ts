import type { CommandOption } from "../command.ts";

/** The last value of an option, "" of a flag; undefined where it is not given. */
export type Option = (name: string) => string | undefined;

/** A part of the command: a file of this folder, a line of list.ts. */
export interface Part {
  /** What stands behind its name. */
  readonly takes: readonly string[];
  readonly options: Readonly<Record<string, CommandOption>>;
  /** Lines to try, without the name of the program. */
  readonly examples: readonly string[];
  /**
   * Does it.
   *
   * @throws {Error} In words for whoever called it.
   */
  run(words: readonly string[], option: Option): Promise<void>;
}

/** For `plan` and `serve`. */
export const batchOption: Readonly<Record<string, CommandOption>> = {
  batch: { value: "runs", words: "so many runs at a time, without measuring" },
};

/** For what computes. */
export const workersOption: Readonly<Record<string, CommandOption>> = {
  workers: { value: "count", words: "processors of each process" },
};
