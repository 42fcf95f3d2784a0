import { sweepSchema } from "../../sweep/schema.ts";
import { say } from "../terminal.ts";
import type { Part } from "./part.ts";

/** Prints what a description may hold, for editors. */
export const schema: Part = {
  takes: [],
  options: {},
  examples: [],
  run: () => Promise.resolve(say(JSON.stringify(sweepSchema(), undefined, 2))),
};
