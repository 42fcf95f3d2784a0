/**
 * Opens the notebooks of a folder in the browser:
 * `deno task start [folder] [--port 8000]`.
 *
 * @module
 */
import { NotebookServer } from "../server/notebook_server.ts";
import { giveUp, readArguments, say } from "./terminal.ts";

/** Serves `folder` to browsers on this machine; port 0 takes any that is free. */
export async function start(
  folder: string,
  port: number,
): Promise<Deno.HttpServer<Deno.NetAddr>> {
  const isFolder = await Deno.stat(folder).then(
    ({ isDirectory }) => isDirectory,
    () => false,
  );
  if (!isFolder) {
    throw new RangeError(
      `Cannot open "${folder}": there is no such folder, expected one with notebooks (.ts files)`,
    );
  }
  const server = new NotebookServer(await Deno.realPath(folder));
  try {
    return Deno.serve(
      {
        hostname: "127.0.0.1",
        port,
        onListen: ({ port }) => {
          say(`Thalweg notebooks are at http://127.0.0.1:${port}/`);
          server.warm();
        },
      },
      (request) => server.handle(request),
    );
  } catch (error) {
    if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    throw new Error(
      `Cannot listen on port ${port}: it is in use, expected a free one, as in "deno task start --port ${
        port + 1
      }"`,
    );
  }
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw new RangeError(
    `Cannot listen on port "${text}": expected a number from 0 to 65535`,
  );
}

if (import.meta.main) {
  try {
    const { words, options } = readArguments(Deno.args, ["port"]);
    await start(
      words[0] ?? "notebooks",
      readPort(options.get("port")?.at(-1) ?? "8000"),
    );
  } catch (error) {
    giveUp((error as Error).message);
  }
}
