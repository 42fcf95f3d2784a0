/**
 * Sweeps from the command line, in a folder that any number of processes share:
 *
 *     deno task sweep plan study.json out/study     # measures, makes batches
 *     deno task sweep run out/study                 # as often and wherever wanted
 *     deno task sweep status out/study
 *     deno task sweep sbatch out/study --tasks 20 --time 01:00:00
 *     deno task sweep collect out/study study.csv   # or .npz, .parquet
 *
 * or through a NATS server:
 *
 *     deno task sweep serve study.json nats://127.0.0.1:4222
 *     deno task sweep worker nats://127.0.0.1:4222  # on any machine
 *
 * @module
 */
import { suggestion } from "../../options/mod.ts";
import type { Command, CommandOption } from "./command.ts";
import { parts } from "./sweep/list.ts";
import { connectionOptions } from "./sweep/whereabouts.ts";

const entries = Object.entries(parts);

/** The options of all parts, each with the parts that take it. */
function allOptions(): Record<string, CommandOption> {
  const all = Object.assign({}, ...entries.map(([, { options }]) => options));
  for (const [option, told] of Object.entries<CommandOption>(all)) {
    const takers = entries.filter(([, { options }]) => option in options);
    const whose = option in connectionOptions
      ? "nats"
      : takers.map(([name]) => name).join(", ");
    all[option] = { ...told, words: `${whose}: ${told.words}` };
  }
  return all;
}

/** See {@linkcode Command}. */
export const sweepCommand: Command = {
  name: "sweep",
  summary: "Runs many trainings in a folder that processes share",
  words: `<${Object.keys(parts).join("|")}> …`,
  options: allOptions(),
  examples: entries.flatMap(([, { examples }]) =>
    examples.map((line) => `sweep ${line}`)
  ),
  async run({ words: [name = "", ...words], options }) {
    const known = Object.keys(parts);
    if (!known.includes(name)) {
      throw new SyntaxError(
        `Cannot sweep: found "${name}", expected ${
          suggestion(name, known, `one of ${known.join(", ")}`)
        }`,
      );
    }
    const part = parts[name];
    if (words.length !== part.takes.length) {
      throw new SyntaxError(
        `Cannot ${name} the sweep: found ${words.length} paths, expected ${
          part.takes.join(" and ") || "none"
        }`,
      );
    }
    const taken = Object.keys(part.options);
    for (const option of options.keys()) {
      if (taken.includes(option)) continue;
      throw new SyntaxError(
        `Cannot ${name} the sweep: found --${option}, expected ${
          taken.map((each) => `--${each}`).join(", ") || "no option"
        }`,
      );
    }
    // a flag has no value, and is there
    await part.run(
      words,
      (option) =>
        options.has(option) ? options.get(option)!.at(-1) ?? "" : undefined,
    );
  },
};
