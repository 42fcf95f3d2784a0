import { checkpoint } from "./checkpoint.ts";

/**
 * The result of a computation that yields where it stands, run to its end, or
 * until a checkpoint stops it.
 */
export function toEnd<Result>(steps: Generator<unknown, Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    checkpoint();
  }
}

/** The same computation, which tells something else of each step. */
export function* mapSteps<Step, Told, Result>(
  steps: Generator<Step, Result>,
  tell: (step: Step) => Told,
): Generator<Told, Result> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    yield tell(value);
  }
}
