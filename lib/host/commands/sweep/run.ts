import { startOf } from "../../sweep/take_part.ts";
import { type Part, workersOption } from "./part.ts";
import { work } from "./work.ts";

/** Works on the sweep in a folder. */
export const run: Part = {
  takes: ["folder"],
  options: {
    shard: { value: "i/n", words: "begins at a part of the whole" },
    ...workersOption,
  },
  examples: ["run out/study"],
  run: ([folder], option) => work({ folder }, option, startOf(option("shard"))),
};
