import { loadResult, type Objective, saveResult } from "../../../../engine.ts";
import { record, required, text } from "../../../options/mod.ts";
import type { Call } from "../call.ts";

/** Writes a result, by the path's extension. */
export const save: Call<{
  readonly path: string;
  readonly result: object;
  readonly objective?: Objective;
}> = {
  name: "save",
  act: "save the result",
  takes: { path: required(text), result: required(record), objective: record },
  answer: async ({ path, result, objective }) => {
    const named = objective?.specification;
    await saveResult(named ? { ...result, objective: named } : result, path);
    return null;
  },
};

/** Reads a result, by the path's extension. */
export const load: Call<{ readonly path: string }> = {
  name: "load",
  act: "load a result",
  takes: { path: required(text) },
  answer: ({ path }) => loadResult(path),
};
