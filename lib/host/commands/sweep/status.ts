import { progressSentence } from "../../../sweep/mod.ts";
import { say } from "../terminal.ts";
import type { Part } from "./part.ts";
import { readResults } from "./results.ts";
import { connectionOptions, whereabouts } from "./whereabouts.ts";

/** Says how far a sweep is. */
export const status: Part = {
  takes: ["folder or nats://…"],
  options: connectionOptions,
  examples: ["status out/study"],
  async run([where], option) {
    const { counter } = await readResults(whereabouts(where, option));
    say(progressSentence(counter.now()));
  },
};
