import type { Trust } from "../child/run_apart.ts";
import type { CommandOption } from "./command.ts";
import { type Arguments, say } from "./terminal.ts";

/**
 * The one notebook that a command is about, and its name without folders.
 *
 * @throws {SyntaxError} If there are more, or none.
 */
export function oneNotebook(
  verb: "render" | "export",
  words: readonly string[],
): { readonly notebook: string; readonly name: string } {
  const [notebook] = words;
  if (words.length !== 1) {
    throw new SyntaxError(
      `Cannot ${verb} ${words.length} notebooks: expected one, as in "${verb} notebooks/teacher_student.ts"`,
    );
  }
  return { notebook, name: notebook.replace(/^.*\//, "").replace(/\.ts$/, "") };
}

/** Options that say how far a notebook is trusted, besides a command's own. */
export const trustOptions: Readonly<Record<string, CommandOption>> = {
  sandbox: {
    words: "for files from strangers: keeps and fetches nothing",
  },
  limit: {
    value: "seconds",
    words: "after which it is ended; default 600, sandboxed 120",
  },
};

/**
 * How far the command line trusts the notebook.
 *
 * @throws {RangeError} If the limit is no time.
 */
export function readTrust({ options }: Arguments): Trust {
  const sandbox = options.has("sandbox");
  const text = options.get("limit")?.at(-1);
  if (text === undefined) return { sandbox, tell: say };
  const limit = Number(text);
  if (limit > 0 && limit < Infinity) return { sandbox, limit, tell: say };
  throw new RangeError(
    `Cannot run the notebook for "${text}" seconds: expected a positive number, as in --limit 60`,
  );
}
