import { type Format, formats } from "./formats.ts";
import { checkArguments, text } from "../options/mod.ts";

/**
 * Saves a result (or any plain data with typed arrays) as .json, .npz,
 * .safetensors or .pt, by the path's extension. The file is replaced at once when it is complete: at
 * no moment does the path hold half a file.
 *
 * In a browser, where there are no paths, {@linkcode encodeJson} and
 * {@linkcode encodeNpz} give the bytes for a download.
 *
 * @throws {RangeError} If the extension is another one.
 * @throws {TypeError} If the result holds anything but plain data and typed
 * arrays, with its path.
 *
 * @example Usage
 * ```ts
 * import { assert } from "@std/assert";
 * import {
 *   empiricalLoss,
 *   initialize,
 *   mlp,
 *   saveResult,
 *   teacherStudent,
 *   train,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const folder = await Deno.makeTempDir();
 * await saveResult(train(objective, θ), `${folder}/fit.json`); // or .npz
 * assert((await Deno.stat(`${folder}/fit.json`)).isFile);
 * ```
 */
export async function saveResult(result: unknown, path: string): Promise<void> {
  checkArguments("save the result", { path }, { path: text });
  const act = `save the result to "${path}"`;
  const bytes = codecFor(path, act).encode(result);
  requireFiles(act, "encodeJson or encodeNpz for the bytes of a download");
  const temporary = `${path}.${crypto.randomUUID()}.tmp`;
  try {
    await Deno.writeFile(temporary, bytes);
    await Deno.rename(temporary, path);
  } catch (cause) {
    await Deno.remove(temporary).catch(() => {});
    throw failure(act, cause);
  }
}

/**
 * Loads what {@linkcode saveResult} saved, typed arrays and every double as
 * they were. The type is the caller's word: `loadResult<TrainingResult>(…)`.
 *
 * @throws {TypeError} If an argument is of another type.
 * @throws {RangeError} If the extension is another one.
 * @throws {SyntaxError} If the file was not written by `saveResult`, or is
 * damaged.
 *
 * @example Usage
 * ```ts
 * import { assert } from "@std/assert";
 * import {
 *   empiricalLoss,
 *   initialize,
 *   loadResult,
 *   mlp,
 *   saveResult,
 *   teacherStudent,
 *   train,
 *   type TrainingResult,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const folder = await Deno.makeTempDir();
 * await saveResult(train(objective, θ), `${folder}/fit.npz`);
 * const fit = await loadResult(`${folder}/fit.npz`) as TrainingResult;
 * assert(fit.loss < objective.loss(θ));
 * ```
 */
export async function loadResult<Result = unknown>(
  path: string,
): Promise<Result> {
  checkArguments("load a result", { path }, { path: text });
  const act = `load a result from "${path}"`;
  const { decode } = codecFor(path, act);
  requireFiles(act, "decodeJson or decodeNpz on the bytes of an upload");
  let bytes: Uint8Array;
  try {
    bytes = await Deno.readFile(path);
  } catch (cause) {
    throw failure(act, cause);
  }
  return decode(bytes) as Result;
}

function codecFor(path: string, act: string): Required<Format>["results"] {
  const extension = /\.[^./\\]*$/.exec(path)?.[0] ?? "";
  const known = formats.filter(({ results }) => results);
  const format = known.find(({ extensions }) => extensions.includes(extension));
  if (format?.results) return format.results;
  const list = known.flatMap(({ extensions }) => extensions);
  throw new RangeError(
    `Cannot ${act}: the extension is "${extension}", expected ${
      list.slice(0, -1).join(", ")
    } or ${list.at(-1)}`,
  );
}

/** Refuses where there is no file system. */
export function requireFiles(act: string, instead: string): void {
  if (typeof Deno === "undefined") {
    throw new TypeError(
      `Cannot ${act}: there are no files here, expected Deno (use ${instead})`,
    );
  }
}

function failure(act: string, cause: unknown): Error {
  const { message } = cause as Error;
  return new Error(`Cannot ${act}: ${message}`, { cause });
}
