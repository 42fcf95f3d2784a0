/**
 * Opens the notebooks of a folder in the browser.
 *
 * @module
 */
import { NotebookServer } from "../server/notebook_server.ts";
import type { Command } from "./command.ts";
import { checkFolder, oneFolder } from "./one_folder.ts";
import { say } from "./terminal.ts";

/** Serves `folder` to browsers on this machine; port 0 takes any that is free. */
export async function start(
  folder: string,
  port: number,
): Promise<Deno.HttpServer<Deno.NetAddr>> {
  await checkFolder("open", folder);
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
      `Cannot listen on port ${port}: it is in use, expected a free one, as in --port ${
        port + 1
      }`,
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

/** See {@linkcode Command}. */
export const startCommand: Command = {
  name: "start",
  summary: "Opens the notebooks of a folder in the browser, live",
  words: "[folder]",
  options: {
    port: { value: "number", words: "where to listen; default 8000, 0 is any" },
  },
  examples: ["start", "start lessons --port 8080"],
  async run({ words, options }) {
    await start(
      await oneFolder("open", words),
      readPort(options.get("port")?.at(-1) ?? "8000"),
    );
  },
};
