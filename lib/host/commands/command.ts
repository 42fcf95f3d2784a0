import { suggestion } from "../../options/mod.ts";
import { type Arguments, giveUp, readArguments, say } from "./terminal.ts";

/** An option of a command, as `--help` tells of it. */
export interface CommandOption {
  /** What stands behind it: "file". A flag has nothing. */
  readonly value?: string;
  readonly words: string;
}

/** Something that the command line does: a file of this folder, a line of list.ts. */
export interface Command {
  readonly name: string;
  /** What it does, in a line. */
  readonly summary: string;
  /** What stands behind its name: "<notebook.ts>". */
  readonly words: string;
  readonly options: Readonly<Record<string, CommandOption>>;
  /** Lines to try, without the name of the program. */
  readonly examples: readonly string[];
  /**
   * Does it. False: a notebook was run, and not all of its cells were done.
   *
   * @throws {Error} In words for whoever called it.
   */
  run(given: Arguments): Promise<boolean | void>;
}

/** What the program is called once it is installed. */
export const programName = "thalweg";

/** What `--help` says of a command. */
export function helpOf(command: Command): string {
  const { name, summary, words, options, examples } = command;
  const rows = Object.entries(options).map(([option, { value, words }]) =>
    [
      `--${option}${value === undefined ? "" : ` <${value}>`}`,
      words,
    ] as const
  );
  return `${summary}

  ${programName} ${[name, words].join(" ").trimEnd()}

${rows.length === 0 ? "" : `${table(rows)}\n\n`}${
    examples.map((line) => `  ${programName} ${line}`).join("\n")
  }`;
}

/** Two columns. */
export function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, words]) => `  ${name.padEnd(width)}  ${words}`)
    .join("\n");
}

/**
 * Does what a command line says; ends the process with status 1 where it cannot,
 * or a cell of a notebook was not done.
 */
export async function runCommandLine(
  commands: readonly Command[],
  [name = "--help", ...line]: readonly string[],
  version: string,
): Promise<void> {
  if (/^(--version|-V)$/.test(name)) return say(version);
  if (/^(--help|-h|help)$/.test(name)) return say(overview(commands, version));
  const command = commands.find((command) => command.name === name);
  if (!command) {
    const names = commands.map(({ name }) => name);
    giveUp(
      `Cannot do "${name}": expected ${
        suggestion(name, names, `${names.join(", ")}, or --help`)
      }`,
    );
  }
  if (line.some((word) => word === "--help" || word === "-h")) {
    return say(helpOf(command));
  }
  try {
    const given = readArguments(line, ...namesOf(command.options));
    const ok = await command.run(given);
    if (ok === false) giveUp("Cannot finish the notebook: see ✗ above");
  } catch (error) {
    giveUp((error as Error).message);
  }
}

function namesOf(options: Command["options"]): [string[], string[]] {
  const names = Object.keys(options);
  const flag = (name: string) => options[name].value === undefined;
  return [names.filter((name) => !flag(name)), names.filter(flag)];
}

function overview(commands: readonly Command[], version: string): string {
  const rows = commands.map(({ name, summary }) => [name, summary] as const);
  return `Thalweg ${version}: notebooks about loss landscapes and training dynamics

  ${programName} <command> …

${table(rows)}

"${programName} <command> --help" says more. Without installing anything:
  deno run -A jsr:@thalweg/thalweg/cli <command> …
This makes it "${programName}":
  deno install -g -A jsr:@thalweg/thalweg/cli`;
}
