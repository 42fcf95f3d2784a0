import { randomGenerator } from "../../lib/random/mod.ts";
import { show } from "./parser_worker.ts";
import { anyRequest } from "./requests.ts";
import {
  hasTrace,
  memoryFaults,
  send,
  type ServerProcess,
  withServerProcess,
} from "./server_process.ts";
import type { Outcome, Soak } from "./soak.ts";

/** So many at once. */
const together = 16;
/** How often somebody asks for a page as one does. */
const between = 200;

/** A folder of a notebook and what may lie beside it. */
export async function makeFolder(): Promise<string> {
  const folder = await Deno.makeTempDir();
  await Deno.mkdir(`${folder}/data`);
  await Deno.mkdir(`${folder}/thumbnails`);
  await Deno.writeTextFile(
    `${folder}/small.ts`,
    'import { md } from "@thalweg/thalweg";\nmd`# Small\n\nIt adds.`;\n',
  );
  await Deno.writeTextFile(`${folder}/data/a.csv`, "x\n1\n");
  await Deno.writeTextFile(`${folder}/data/large.csv`, "1,2\n".repeat(1e5));
  await Deno.writeTextFile(`${folder}/thumbnails/small.svg`, "<svg/>");
  return folder;
}

/** Sends requests of any kind to a notebook server. */
export async function fuzzHttp(
  count: number,
  seed: number,
  from = 0,
): Promise<Outcome> {
  const folder = await makeFolder();
  try {
    return await withServerProcess(
      ["tests/soak/measured_server.ts", folder],
      (server) => sendAll(server, { count, seed, from }),
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function sendAll(
  server: ServerProcess,
  { count, seed, from }: { count: number; seed: number; from: number },
): Promise<Outcome> {
  const failures: string[] = [];
  const port = Number(server.address.port);
  await checkServes(server); // the page is bundled
  const early = await server.megabytes();
  const statuses = new Map<string, number>();
  for (let done = 0; done < count; done += together) {
    await Promise.all(
      Array.from(
        { length: Math.min(together, count - done) },
        async (_, k) => {
          const index = from + done + k;
          const bytes = anyRequest(randomGenerator(seed * 1e8 + index));
          const fault = await faultOf(port, bytes, statuses)
            .catch((error) => String(error));
          if (fault) {
            failures.push(
              `request ${index}, seed ${seed}: ${fault} for ${
                show(new TextDecoder().decode(bytes))
              }`,
            );
          }
        },
      ),
    );
    if (done % between < together) {
      await checkServes(server).catch((error) =>
        failures.push(`after request ${from + done}, seed ${seed}: ${error}`)
      );
    }
    if (failures.length > 20) break;
  }
  const late = await server.megabytes();
  failures.push(...memoryFaults(early, late));
  const said = server.complaints();
  if (said !== "") failures.push(`the server complained: ${said}`);
  const seen = [...statuses].sort().map(([status, n]) => `${status}: ${n}`);
  return {
    count,
    failures,
    measured: `heap ${early.toFixed(1)} to ${late.toFixed(1)} MB; ${
      seen.join(", ")
    }`,
  };
}

/** What is wrong with the answer to a request. */
async function faultOf(
  port: number,
  bytes: Uint8Array,
  statuses: Map<string, number>,
): Promise<string | undefined> {
  const { text, closed } = await send(port, bytes);
  const status = text.match(/^HTTP\/1\.[01] (\d{3}) /)?.[1] ??
    (text === "" ? "closed" : "other");
  statuses.set(status, (statuses.get(status) ?? 0) + 1);
  if (!closed) {
    return `no end after 10 s of ${JSON.stringify(text.slice(0, 99))}`;
  }
  if (status === "other") {
    return `an answer ${JSON.stringify(text.slice(0, 99))}`;
  }
  if (status.startsWith("5")) return text.slice(0, 500);
  if (hasTrace(text) && !/text\/(css|javascript)/.test(text)) {
    return `a trace in ${text.slice(0, 500)}`;
  }
  return undefined;
}

/** Somebody opens a page, and has it soon. */
async function checkServes({ address }: ServerProcess): Promise<void> {
  const response = await fetch(new URL("/notebooks/small", address), {
    signal: AbortSignal.timeout(10_000),
  });
  const page = await response.text();
  if (response.status !== 200 || !page.includes("Small")) {
    throw new Error(`${response.status} ${page.slice(0, 200)}`);
  }
}

/** Ten thousand requests. */
export const httpSoak: Soak = {
  name: "HTTP requests",
  unit: "requests",
  whole: 10_000,
  part: 10_000,
  run: fuzzHttp,
};
