/**
 * Thalweg from the command line, for notebooks in any folder.
 *
 * ```sh
 * deno run -A jsr:@thalweg/thalweg/cli new first   # a notebook, first.ts
 * deno run -A jsr:@thalweg/thalweg/cli start       # opens it in the browser
 * ```
 *
 * `--help` lists what else it does, `<command> --help` how;
 * `deno install -g -A jsr:@thalweg/thalweg/cli` makes it `thalweg`.
 *
 * @module
 */
import { runCommandLine } from "./lib/host/commands/command.ts";
import { commands } from "./lib/host/commands/list.ts";
import { packageVersion } from "./lib/host/project/package.ts";

await runCommandLine(commands, Deno.args, packageVersion);
