import { suggestion } from "../../options/mod.ts";

/** Writes a line for the person at the terminal. */
export function say(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}

/** Says what went wrong and ends the process. */
export function giveUp(message: string): never {
  Deno.stderr.writeSync(new TextEncoder().encode(`${message}\n`));
  Deno.exit(1);
}

/** Words, `--name value` pairs and `--flag`s of a command line. */
export interface Arguments {
  readonly words: readonly string[];
  readonly options: ReadonlyMap<string, readonly string[]>;
}

/**
 * Reads a command line: `folder --port 8000` or `--port=8000`. `flags` are
 * options without a value.
 *
 * @throws {SyntaxError} On an option that is not known, or lacks its value.
 */
export function readArguments(
  line: readonly string[],
  known: readonly string[],
  flags: readonly string[] = [],
): Arguments {
  const words: string[] = [];
  const options = new Map<string, string[]>();
  for (let i = 0; i < line.length; i++) {
    const match = line[i].match(/^--([^=]+)(?:=(.*))?$/s);
    if (!match) {
      words.push(line[i]);
      continue;
    }
    const [, name, inline] = match;
    if (flags.includes(name) && inline === undefined) {
      options.set(name, []);
      continue;
    }
    if (!known.includes(name)) {
      const all = [...known, ...flags];
      const list = all.map((name) => `--${name}`).join(", ");
      throw new SyntaxError(
        `Cannot read the option --${name}: expected ${
          suggestion(name, all, list)
        }`,
      );
    }
    const value = inline ?? line[++i];
    if (value === undefined) {
      throw new SyntaxError(
        `Cannot read the option --${name}: it has no value`,
      );
    }
    const values = options.get(name);
    if (values) values.push(value);
    else options.set(name, [value]);
  }
  return { words, options };
}
