import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { withConfiguration } from "../project/configuration.ts";
import { runChild } from "../child/run_child.ts";
import { reportedProblems, type SourceProblem } from "../source/problems.ts";

/** The first check of a library takes 10 s, in s. */
const patience = 120;

/** A check that waits for its turn, or runs. */
interface Turn {
  readonly problems: Promise<readonly SourceProblem[]>;
  /** How many want to know. */
  askers: number;
  readonly stop: AbortController;
}

/**
 * Checks the types of notebooks in a process of its own, one at a time: who asks
 * while a check runs waits for the one after it, which sees what is there by
 * then. A check is given up when those who asked have gone.
 */
export class TypeCheck {
  #running: Promise<unknown> = Promise.resolve();
  readonly #waiting = new Map<string, Turn>();

  /** What is wrong with the types in a file; `gone`: who asked waits no more. */
  problems(
    file: string,
    gone?: AbortSignal,
  ): Promise<readonly SourceProblem[]> {
    const turn = this.#waiting.get(file) ?? this.#queue(file);
    turn.askers++;
    gone?.addEventListener("abort", () => {
      if (--turn.askers === 0) turn.stop.abort();
    });
    return turn.problems;
  }

  #queue(file: string): Turn {
    const stop = new AbortController();
    const problems = this.#running.then(() => {
      this.#waiting.delete(file);
      return check(file, stop.signal);
    });
    const turn: Turn = { problems, askers: 0, stop };
    this.#waiting.set(file, turn);
    this.#running = problems.catch(() => {});
    return turn;
  }
}

async function check(
  file: string,
  signal: AbortSignal,
): Promise<readonly SourceProblem[]> {
  if (signal.aborted) return [];
  const { status, errors } = await withConfiguration(
    dirname(file),
    (configuration) =>
      runChild({
        args: ["check", ...configuration, file],
        seconds: patience,
        signal,
      }),
  );
  return status === "failed" && !signal.aborted
    ? reportedProblems(errors, pathToFileURL(file).href)
    : [];
}
