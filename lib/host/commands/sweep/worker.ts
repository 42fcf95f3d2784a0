import { type Part, workersOption } from "./part.ts";
import { connectionOptions, server } from "./whereabouts.ts";
import { work } from "./work.ts";

/** Works on the sweep of a server. */
export const worker: Part = {
  takes: ["nats://…"],
  options: { ...workersOption, ...connectionOptions },
  examples: ["worker nats://127.0.0.1:4222"],
  run: ([url], option) => work(server(url, option), option),
};
