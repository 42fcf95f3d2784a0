import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { withConfiguration } from "../project/configuration.ts";
import { cacheFolder } from "../storage/cache_folder.ts";
import { runChild } from "./run_child.ts";
import type { Answer, Task } from "./task.ts";

/** How far a notebook is trusted. */
export interface Trust {
  /**
   * For files from strangers: no results are kept or taken from earlier runs,
   * nothing is fetched, and two minutes must do.
   */
  readonly sandbox: boolean;
  /** Seconds that it may take. Default: 600, sandboxed 120. */
  readonly limit?: number;
  /** Is told, in words, what it may do. */
  readonly tell?: (words: string) => void;
}

/** What a notebook's process may do; nothing else, and nobody is asked. */
export interface Permissions {
  readonly read: readonly string[];
  readonly write: readonly string[];
}

/**
 * Runs a notebook in a process of its own: what it may do stands in
 * {@linkcode permissionsOf}, and it ends by its clock and with this process.
 *
 * @throws {Error} If it cannot be run, or does not end.
 */
export async function runApart(
  wanted: Omit<Task, "cache">,
  { sandbox, limit = sandbox ? 120 : 600, tell = () => {} }: Trust,
): Promise<Answer> {
  const task: Task = sandbox ? wanted : { ...wanted, cache: cacheFolder() };
  const permissions = await permissionsOf(task);
  const { read, write } = permissions;
  tell(inWords(permissions));
  const program = new URL("./notebook_child.ts", import.meta.url);
  const folder = dirname(resolve(task.notebook));
  const { status, output } = await withConfiguration(
    folder,
    (configuration) =>
      runChild({
        args: [
          "run",
          "--no-prompt",
          "--quiet",
          ...sandbox ? ["--cached-only"] : [],
          ...configuration,
          `--allow-read=${read.join(",")}`,
          ...write.length > 0 ? [`--allow-write=${write.join(",")}`] : [],
          program.protocol === "file:" ? fileURLToPath(program) : program.href,
        ],
        seconds: limit,
        input: JSON.stringify(task),
        stderr: "inherit",
      }),
  );
  if (status === "out of time") {
    throw new Error(
      `Cannot finish the notebook within ${limit} s: it was ended, expected cells and loops that end`,
    );
  }
  const answer = parsed(output);
  if (answer && !("message" in answer)) return answer;
  throw new Error(
    answer?.message ??
      "Cannot run the notebook: its process ended before it had an answer",
  );
}

/**
 * It reads the notebook's folder, the library, and files that its inputs name;
 * it reads and writes the folder of kept results, if it may use them.
 */
export async function permissionsOf(
  { notebook, set, cache }: Task,
): Promise<Permissions> {
  const library = new URL("../../../", import.meta.url);
  const named: string[] = [];
  for (const value of Object.values(set)) {
    const isFile = await Deno.stat(value).then(
      ({ isFile }) => isFile,
      () => false,
    );
    if (isFile) named.push(value);
  }
  const kept = cache === undefined ? [] : [cache];
  return {
    read: [
      dirname(await Deno.realPath(notebook).catch(() => notebook)),
      ...library.protocol === "file:" ? [fileURLToPath(library)] : [],
      ...named,
      ...kept,
    ],
    write: kept,
  };
}

/** What a notebook's process may do, for the person at the terminal. */
export function inWords({ read, write }: Permissions): string {
  return `It may read ${read.join(", ")}${
    write.length > 0 ? `; write ${write.join(", ")}` : ""
  }; nothing else.`;
}

function parsed(
  output: string,
): Answer | { readonly message: string } | undefined {
  try {
    return JSON.parse(output);
  } catch {
    return undefined;
  }
}
