import { progressSentence } from "../../../sweep/mod.ts";
import { connectNats } from "../../sweep/nats/connect.ts";
import { publishSweep } from "../../sweep/nats/nats_sweep.ts";
import { readWhole } from "../../sweep/number_options.ts";
import { openPlace } from "../../sweep/open_place.ts";
import { say } from "../terminal.ts";
import { readDescription } from "./description.ts";
import { batchOption, type Part } from "./part.ts";
import { readResults } from "./results.ts";
import { connectionOptions, server } from "./whereabouts.ts";

/** Hands a sweep out through a server, until all of it is done. */
export const serve: Part = {
  takes: ["description.json", "nats://…"],
  options: {
    ...batchOption,
    stale: {
      value: "seconds",
      words: "a batch whose worker is silent so long is another's (60)",
    },
    ...connectionOptions,
  },
  examples: ["serve study.json nats://127.0.0.1:4222"],
  async run([source, url], option) {
    const { address, name } = server(url, option);
    const { sweep, results } = await readDescription(source, option);
    const connection = await connectNats(address);
    const stale = readWhole("stale", option("stale"));
    const { plan, batches } = await publishSweep(connection, sweep, {
      name,
      ...(stale !== undefined && { staleAfter: 1000 * stale }),
    }, results);
    await connection.close();
    const { place, close } = await openPlace({ address, name }, say);
    say(`${plan.count} runs in ${batches.length} batches: "${name}" at ${url}`);
    while (!await place.isDone()) {
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
    await close();
    const { counter } = await readResults({ address, name });
    say(progressSentence(counter.now()));
  },
};
