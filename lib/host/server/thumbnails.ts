import { fileURLToPath } from "node:url";
import { configurationArguments } from "../bundle/bundler.ts";

/**
 * Small pictures of notebooks, drawn from a real run in another process, one
 * at a time, when first asked for; kept until the notebook changes.
 */
export class Thumbnails {
  readonly #known = new Map<string, {
    readonly stamp: number;
    readonly svg: Promise<string | undefined>;
  }>();
  #last: Promise<unknown> = Promise.resolve();

  /** The picture of a notebook file; undefined if the notebook fails. */
  async find(file: string): Promise<string | undefined> {
    const { mtime } = await Deno.stat(file);
    const stamp = mtime?.getTime() ?? 0;
    const known = this.#known.get(file);
    if (known?.stamp === stamp) return await known.svg;
    const svg = this.#last.then(() => drawInProcess(file));
    this.#last = svg;
    this.#known.set(file, { stamp, svg });
    return await svg;
  }
}

async function drawInProcess(file: string): Promise<string | undefined> {
  const program = new URL("./draw_thumbnail.ts", import.meta.url);
  const { success, stdout } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--allow-all",
      ...configurationArguments(),
      program.protocol === "file:" ? fileURLToPath(program) : program.href,
      file,
    ],
    stdout: "piped",
    stderr: "null",
  }).output();
  return success ? new TextDecoder().decode(stdout) : undefined;
}
