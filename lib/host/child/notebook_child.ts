/**
 * Runs a notebook in a process of its own, which may do no more than it needs;
 * see run_apart.ts. Reads a {@linkcode Task} as JSON from standard input, writes
 * what came of it as JSON to standard output.
 *
 * @module
 */
import { pathToFileURL } from "node:url";
import {
  closeWorkers,
  configureMemo,
  configureWorkers,
  warmWorkers,
} from "../../job/mod.ts";
import { figureOf } from "../cells.ts";
import { reportNotebook } from "../headless/report.ts";
import { runNotebook } from "../headless/run_notebook.ts";
import { drawNotebook } from "../static/render_notebook.ts";
import { roomsOf } from "../room.ts";
import { diskStorage } from "../storage/disk_storage.ts";
import { drawThumbnail } from "../thumbnail.ts";
import type { Answer, Task } from "./task.ts";

/** Results may be written for so long after the answer, in ms. */
const lingering = 5000;
/** A small picture shows what has come so far after so long, in ms. */
const patience = 120_000;

async function work(task: Task): Promise<Answer> {
  const url = pathToFileURL(task.notebook);
  const notebook = await runNotebook(
    url,
    task.set,
    task.want === "thumbnail" ? (graph) => graph.settled(patience) : undefined,
  );
  const { graph } = notebook;
  const report = reportNotebook(notebook);
  switch (task.want) {
    case "page":
      return { report, ...drawNotebook(notebook) };
    case "files":
      return {
        report,
        rooms: roomsOf(graph),
        files: Object.fromEntries(
          Array.from(
            notebook.files,
            ([path, bytes]) => [path, bytes.toBase64()],
          ),
        ),
      };
    case "thumbnail": {
      const figures = graph.cells.map(figureOf)
        .filter((figure) => figure !== undefined);
      return {
        report,
        rooms: roomsOf(graph),
        svg: await drawThumbnail(figures),
      };
    }
  }
}

const task: Task = JSON.parse(await new Response(Deno.stdin.readable).text());
const { error: say } = console;
// What a notebook prints is for people; standard output is the answer's.
Object.assign(console, { log: say, info: say, debug: say });
configureWorkers({ idle: Infinity });
warmWorkers(2);
configureMemo(
  task.cache === undefined
    ? {}
    : { storage: diskStorage({ folder: task.cache }) },
);
const answer = await work(task).catch(({ message }: Error) => ({ message }));
await new Blob([JSON.stringify(answer)]).stream().pipeTo(Deno.stdout.writable);
closeWorkers();
// What is being kept is written to its end; a timer of the notebook's is not
// waited for.
Deno.unrefTimer(setTimeout(() => Deno.exit(), lingering));
