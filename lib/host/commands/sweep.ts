/**
 * Sweeps from the command line, in a folder that any number of processes share:
 *
 *     deno task sweep plan study.json out/study     # measures, makes batches
 *     deno task sweep run out/study                 # as often and wherever wanted
 *     deno task sweep status out/study
 *     deno task sweep sbatch out/study --tasks 20 --time 01:00:00
 *     deno task sweep collect out/study study.csv   # or .npz, .parquet
 *
 * or through a NATS server:
 *
 *     deno task sweep serve study.json nats://127.0.0.1:4222
 *     deno task sweep worker nats://127.0.0.1:4222  # on any machine
 *
 * @module
 */
import {
  type BatchResult,
  equalBatches,
  measureBatches,
  openSweep,
  planSweep,
  progressSentence,
  rowsOf,
  type SharedSweep,
  SweepCounter,
  type SweepPlan,
  type SweepRow,
  sweepTable,
} from "../../sweep/mod.ts";
import { diskFiles } from "../sweep/disk_files.ts";
import { connectNats, type NatsAddress } from "../sweep/nats/connect.ts";
import { publishSweep } from "../sweep/nats/nats_sweep.ts";
import { readWhole } from "../sweep/number_options.ts";
import { openPlace, type Whereabouts } from "../sweep/open_place.ts";
import { sbatchScript } from "../sweep/sbatch.ts";
import { sweepSchema } from "../sweep/schema.ts";
import { foundInFolder } from "../sweep/sweep_in_folder.ts";
import { startOf, takePart } from "../sweep/take_part.ts";
import { encodeTable } from "../sweep/write_table.ts";
import { defined, suggestion } from "../../options/mod.ts";
import type { Command } from "./command.ts";
import { say } from "./terminal.ts";

type Option = (name: string) => string | undefined;

/** A part of the command: what it takes, and what it does. */
interface Part {
  readonly takes: readonly string[];
  readonly options: readonly string[];
  run(words: readonly string[], option: Option): Promise<void>;
}

const connection = [
  "name",
  "creds",
  "tls-ca",
  "tls-cert",
  "tls-key",
  "insecure",
] as const;

const parts: Readonly<Record<string, Part>> = {
  plan: {
    takes: ["description.json", "folder"],
    options: ["batch"],
    async run([source, folder], option) {
      const { sweep, results } = await readDescription(source, option);
      await foundInFolder(folder, sweep, results);
      const { plan: { count }, batches } = sweep;
      say(`${count} runs in ${batches.length} batches: ${folder}`);
    },
  },

  run: {
    takes: ["folder"],
    options: ["shard", "workers"],
    run: ([folder], option) =>
      work({ folder }, option, startOf(option("shard"))),
  },

  status: {
    takes: ["folder or nats://…"],
    options: connection,
    async run([where], option) {
      const { counter } = await readResults(whereabouts(where, option));
      say(progressSentence(counter.now()));
    },
  },

  sbatch: {
    takes: ["folder"],
    options: ["tasks", "time", "memory", "workers"],
    async run([folder], option) {
      await openSweep(diskFiles(folder));
      say(sbatchScript(await Deno.realPath(folder), {
        tasks: readWhole("tasks", option("tasks")),
        workers: readWhole("workers", option("workers")),
        time: option("time"),
        memory: option("memory"),
      }));
    },
  },

  serve: {
    takes: ["description.json", "nats://…"],
    options: ["batch", "stale", ...connection],
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
      say(
        `${plan.count} runs in ${batches.length} batches: "${name}" at ${url}`,
      );
      while (!await place.isDone()) {
        await new Promise((resolve) => setTimeout(resolve, 2000));
      }
      await close();
      const { counter } = await readResults({ address, name });
      say(progressSentence(counter.now()));
    },
  },

  worker: {
    takes: ["nats://…"],
    options: ["workers", ...connection],
    run: ([url], option) => work(server(url, option), option),
  },

  schema: {
    takes: [],
    options: [],
    run: () =>
      Promise.resolve(say(JSON.stringify(sweepSchema(), undefined, 2))),
  },

  collect: {
    takes: ["folder or nats://…", "table.csv, .npz or .parquet"],
    options: connection,
    async run([where, table], option) {
      const { plan, rows } = await readResults(whereabouts(where, option));
      const bytes = await encodeTable(sweepTable(plan, rows), table);
      const slash = table.lastIndexOf("/");
      if (slash > 0) {
        await Deno.mkdir(table.slice(0, slash), { recursive: true });
      }
      await diskFiles(slash < 0 ? "." : table.slice(0, slash))
        .replace(table.slice(slash + 1), bytes);
      say(`${rows.length} of ${plan.count} runs: ${table}`);
    },
  },
};

/** The sweep that a file describes, in batches; what was run to size them. */
async function readDescription(source: string, option: Option): Promise<{
  readonly sweep: SharedSweep;
  readonly results: readonly BatchResult[];
}> {
  const { $schema: _, ...description } = JSON.parse(
    await Deno.readTextFile(source),
  );
  const plan = planSweep(description);
  const size = readWhole("batch", option("batch"));
  const { batches, results } = size === undefined
    ? await measureBatches(plan)
    : { batches: equalBatches(plan, size), results: [] };
  return { sweep: { plan, batches }, results };
}

function whereabouts(where: string, option: Option): Whereabouts {
  return /^\w+:\/\//.test(where) ? server(where, option) : { folder: where };
}

function server(
  url: string,
  option: Option,
): { readonly address: NatsAddress; readonly name: string } {
  const tls = defined({
    ca: option("tls-ca"),
    cert: option("tls-cert"),
    key: option("tls-key"),
  });
  return {
    name: option("name") ?? "sweep",
    address: {
      url,
      insecure: option("insecure") !== undefined,
      ...defined({ credentials: option("creds") }),
      ...(Object.keys(tls).length > 0 && { tls }),
    },
  };
}

async function work(
  where: Whereabouts,
  option: Option,
  startAt?: number,
): Promise<void> {
  const open = await openPlace(where, say, startAt);
  const workers = readWhole("workers", option("workers"));
  await takePart(open, { workers, say });
  await open.close();
}

async function readResults(where: Whereabouts): Promise<{
  readonly plan: SweepPlan;
  readonly counter: SweepCounter;
  readonly rows: readonly SweepRow[];
}> {
  const { sweep: { plan }, place, close } = await openPlace(where, say);
  const counter = new SweepCounter(plan.count);
  const rows: SweepRow[] = [];
  for await (const result of place.results()) {
    counter.add(result, true);
    for (const row of rowsOf(plan, result)) rows.push(row);
  }
  await close();
  return { plan, counter, rows };
}

/** See {@linkcode Command}. */
export const sweepCommand: Command = {
  name: "sweep",
  summary: "Runs many trainings in a folder that processes share",
  words: `<${Object.keys(parts).join("|")}> …`,
  options: {
    batch: {
      value: "runs",
      words: "plan: so many runs at a time, without measuring",
    },
    shard: { value: "i/n", words: "run: begins at a part of the whole" },
    workers: {
      value: "count",
      words: "run, sbatch: processors of each process",
    },
    tasks: { value: "count", words: "sbatch: how many processes" },
    time: { value: "hh:mm:ss", words: "sbatch: how long each may take" },
    memory: { value: "2G", words: "sbatch: how much each may hold" },
    stale: {
      value: "seconds",
      words: "serve: a batch whose worker is silent so long is another's (60)",
    },
    name: { value: "word", words: "nats: which sweep of the server (sweep)" },
    creds: { value: "file", words: "nats: credentials" },
    "tls-ca": { value: "file", words: "nats: who vouches for the server" },
    "tls-cert": { value: "file", words: "nats: who vouches for this machine" },
    "tls-key": { value: "file", words: "nats: the key that belongs to it" },
    insecure: { words: "nats: another machine, without TLS" },
  },
  examples: [
    "sweep plan study.json out/study",
    "sweep run out/study",
    "sweep status out/study",
    "sweep sbatch out/study --tasks 20 > study.sh",
    "sweep collect out/study study.csv",
    "sweep serve study.json nats://127.0.0.1:4222",
    "sweep worker nats://127.0.0.1:4222",
  ],
  async run({ words: [name = "", ...words], options }) {
    const known = Object.keys(parts);
    if (!known.includes(name)) {
      throw new SyntaxError(
        `Cannot sweep: found "${name}", expected ${
          suggestion(name, known, `one of ${known.join(", ")}`)
        }`,
      );
    }
    const part = parts[name];
    if (words.length !== part.takes.length) {
      throw new SyntaxError(
        `Cannot ${name} the sweep: found ${words.length} paths, expected ${
          part.takes.join(" and ") || "none"
        }`,
      );
    }
    for (const option of options.keys()) {
      if (part.options.includes(option)) continue;
      throw new SyntaxError(
        `Cannot ${name} the sweep: found --${option}, expected ${
          part.options.map((each) => `--${each}`).join(", ") || "no option"
        }`,
      );
    }
    // a flag has no value, and is there
    await part.run(
      words,
      (option) =>
        options.has(option) ? options.get(option)!.at(-1) ?? "" : undefined,
    );
  },
};
