import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { withConfiguration } from "../project/configuration.ts";
import { runChild } from "../child/run_child.ts";
import { reportedProblems, type SourceProblem } from "../source/problems.ts";

/** The first check of a library takes 10 s, in s. */
const patience = 120;

/**
 * Checks the types of notebooks in a process of its own, one at a time: who asks
 * while a check runs waits for the one after it, which sees what is there by
 * then.
 */
export class TypeCheck {
  #running: Promise<unknown> = Promise.resolve();
  readonly #waiting = new Map<string, Promise<readonly SourceProblem[]>>();

  /** What is wrong with the types in a file. */
  problems(file: string): Promise<readonly SourceProblem[]> {
    const known = this.#waiting.get(file);
    if (known) return known;
    const turn = this.#running.then(() => {
      this.#waiting.delete(file);
      return check(file);
    });
    this.#waiting.set(file, turn);
    this.#running = turn.catch(() => {});
    return turn;
  }
}

async function check(file: string): Promise<readonly SourceProblem[]> {
  const { status, errors } = await withConfiguration(
    dirname(file),
    (configuration) =>
      runChild({
        args: ["check", ...configuration, file],
        seconds: patience,
      }),
  );
  return status === "failed"
    ? reportedProblems(errors, pathToFileURL(file).href)
    : [];
}
