import { type Generator, randomGenerator } from "../../lib/random/mod.ts";
import { mutateBytes, mutateText, pick } from "./mutate.ts";
import { makeFolder } from "./http_fuzz.ts";
import {
  hasTrace,
  memoryFaults,
  type ServerProcess,
  withServerProcess,
  writeAll,
} from "./server_process.ts";
import { type Outcome, sleep, type Soak } from "./soak.ts";

/** So many messages over a connection, before another is made. */
const perConnection = 20;
/** Connections at once. */
const together = 8;
const encoder = new TextEncoder();

/** A socket that can be knocked at. */
interface Door {
  readonly server: ServerProcess;
  /** Path and query that open it. */
  readonly key: string;
  readonly origin: string;
  /** Whether an honest client is served, right now. */
  readonly check: () => Promise<void>;
}

const messages = [
  '{"key":"range Width","text":"7"}',
  '{"key":"range Width","text":"1e999"}',
  '{"key":"cell Twice","stop":true}',
  '{"key":"cell Twice","run":true}',
  '{"key":"range Width","left":true}',
  '{"key":"range Width","text":"press"}',
  '{"key":"__proto__","text":"1"}',
  "changed",
];

/** A frame, and whether its length is right: then another may follow. */
interface Frame {
  readonly bytes: Uint8Array;
  readonly whole: boolean;
}

/** "?" as a ping; what answers it has read all that came before. */
const ping = Uint8Array.of(0x89, 0x81, 0, 0, 0, 0, 0x3f);
const pong = Uint8Array.of(0x8a, 0x01, 0x3f);

/** A frame as a browser sends it (RFC 6455, 5.2), or nearly so. */
function anyFrame(random: Generator): Frame {
  const payload = random.uniform() < 0.1
    ? mutateBytes([encoder.encode(pick(random, messages))], random)
    : encoder.encode(mutateText(messages, random));
  const odd = random.uniform() < 0.03;
  const opcode = odd ? random.integer(16) : pick(random, [1, 1, 1, 1, 2, 9]);
  const first = (odd && random.uniform() < 0.5 ? 0 : 0x80) | opcode |
    (random.uniform() < 0.03 ? 0x40 : 0);
  const masked = random.uniform() < 0.97;
  const { length } = payload;
  const header = [first];
  if (length < 126) header.push(length);
  else if (length < 65536) header.push(126, length >> 8, length & 255);
  else header.push(127, 0, 0, 0, 0, 0, length >> 16, length >> 8, length & 255);
  // says more than it has
  const lies = random.uniform() < 0.01;
  if (lies) {
    header.splice(1, header.length, 127, ...Array(8).fill(0x7f));
  }
  if (masked) header[1] |= 0x80;
  const mask = masked ? [1, 2, 3, 4].map(() => random.integer(256)) : [];
  const body = masked ? payload.map((byte, i) => byte ^ mask[i % 4]) : payload;
  const frame = Uint8Array.from([...header, ...mask, ...body]);
  return random.uniform() < 0.02
    ? { bytes: mutateBytes([frame], random), whole: false }
    : { bytes: frame, whole: !lies };
}

/** What is asked first, and whether it must open the door, or must not. */
interface Greeting {
  readonly text: string;
  readonly right: boolean;
  readonly wrong: boolean;
}

function anyGreeting(door: Door, random: Generator): Greeting {
  const way = random.uniform();
  const token = way < 0.1
    ? mutateText([door.key], random).replace(/[\s\0]/g, "")
    : door.key;
  const origin = way > 0.9
    ? pick(random, ["https://example.org", "null", `${door.origin}.x`, ""])
    : door.origin;
  const { host } = door.server.address;
  const lines = [
    `GET ${token} HTTP/1.1`,
    `Host: ${host}`,
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ...(origin === "" ? [] : [`Origin: ${origin}`]),
    "",
    "",
  ];
  return {
    text: lines.join("\r\n"),
    right: token === door.key && origin === door.origin,
    wrong: tokenIn(token) !== tokenIn(door.key) || origin !== door.origin,
  };
}

function tokenIn(path: string): string | null {
  return new URLSearchParams(path.slice(path.indexOf("?"))).get("token");
}

/** Waits until something holds, ten seconds at most. */
async function until(holds: () => boolean): Promise<void> {
  for (let wait = 0; !holds() && wait < 1000; wait++) await sleep(10);
}

/** Opens one connection, and says many things over it. */
async function talk(door: Door, random: Generator): Promise<string[]> {
  const failures: string[] = [];
  const { text, right, wrong } = anyGreeting(door, random);
  const connection = await Deno.connect({
    hostname: "127.0.0.1",
    port: Number(door.server.address.port),
  });
  /** The first that came, and the last. */
  let first = "";
  let heard = "";
  let closed = false;
  let answered = false;
  const decoder = new TextDecoder("latin1");
  const answer = decoder.decode(pong);
  const listening = (async () => {
    const buffer = new Uint8Array(65536);
    for (;;) {
      const length = await connection.read(buffer).catch(() => null);
      if (length === null) break;
      heard = heard.slice(-1e5) + decoder.decode(buffer.subarray(0, length));
      first ||= heard;
      answered ||= heard.includes(answer);
    }
    closed = true;
  })();
  try {
    await writeAll(connection, encoder.encode(text));
    await until(() => first !== "" || closed);
    const opened = first.startsWith("HTTP/1.1 101");
    if (!opened && right) failures.push(`refused: ${first.slice(0, 99)}`);
    if (opened && wrong) failures.push(`opened for ${JSON.stringify(text)}`);
    if (!closed && first === "") failures.push("no answer in 10 s");
    let whole = opened;
    for (let k = 0; opened && k < perConnection && !closed; k++) {
      const frame = anyFrame(random);
      whole &&= frame.whole;
      await writeAll(connection, frame.bytes).catch(() => {});
    }
    if (whole) {
      await writeAll(connection, ping).catch(() => {});
      await until(() => answered || closed);
      if (!answered && !closed) failures.push("no pong in 10 s");
    }
    if (hasTrace(heard)) failures.push(`a trace in ${heard.slice(0, 500)}`);
  } finally {
    try {
      connection.close();
    } catch {
      // closed already
    }
    await listening;
  }
  return failures;
}

async function talkAll(
  door: Door,
  { count, seed, from }: { count: number; seed: number; from: number },
): Promise<Outcome> {
  const failures: string[] = [];
  const connections = Math.ceil(count / perConnection);
  await door.check();
  const early = await door.server.megabytes();
  for (let done = 0; done < connections; done += together) {
    await Promise.all(
      Array.from(
        { length: Math.min(together, connections - done) },
        async (_, k) => {
          const index = from + done + k;
          const random = randomGenerator(seed * 1e8 + index);
          const found = await talk(door, random).catch((error) => [`${error}`]);
          failures.push(
            ...found.map((fault) =>
              `connection ${index}, seed ${seed}: ${fault}`
            ),
          );
        },
      ),
    );
    await door.check().catch((error) =>
      failures.push(`after connection ${from + done}, seed ${seed}: ${error}`)
    );
    if (failures.length > 20) break;
  }
  const late = await door.server.megabytes();
  failures.push(...memoryFaults(early, late));
  const said = door.server.complaints();
  if (said !== "") failures.push(`the server complained: ${said}`);
  return {
    count: connections * perConnection,
    failures,
    measured: `heap ${early.toFixed(1)} to ${late.toFixed(1)} MB`,
  };
}

/** An honest client: opens the socket, and waits for a first message. */
function openHonestly(
  door: Omit<Door, "check">,
  awaited?: RegExp,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const { host } = door.server.address;
    const socket = new WebSocket(
      `ws://${host}${door.key}`,
      { headers: { origin: door.origin } } as unknown as string[],
    );
    const clock = setTimeout(
      () => finish(new Error("an honest client waits for 10 s")),
      10_000,
    );
    const finish = (error?: Error) => {
      clearTimeout(clock);
      socket.close();
      if (error) reject(error);
      else resolve();
    };
    socket.onopen = () => awaited ?? finish();
    socket.onerror = () => finish(new Error("an honest client is refused"));
    socket.onmessage = ({ data }) => {
      if (awaited?.test(String(data))) finish();
    };
  });
}

/** Messages of any kind to what tells pages that their notebook has changed. */
export async function fuzzChanges(
  count: number,
  seed: number,
  from = 0,
): Promise<Outcome> {
  const folder = await makeFolder();
  try {
    return await withServerProcess(
      ["tests/soak/measured_server.ts", folder],
      async (server) => {
        const page = await fetch(new URL("/notebooks/small", server.address));
        const [, token] = (await page.text()).match(/data-token="(\w{32})"/)!;
        const door = {
          server,
          key: `/changes?token=${token}`,
          origin: server.address.origin,
        };
        const check = () => openHonestly(door);
        return await talkAll({ ...door, check }, { count, seed, from });
      },
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Messages of any kind to what controls in outputs of Jupyter speak to. */
export function fuzzControls(
  count: number,
  seed: number,
  from = 0,
): Promise<Outcome> {
  return withServerProcess(
    ["tests/soak/measured_server.ts"],
    async (server) => {
      const { pathname, search } = server.address;
      const door = {
        server,
        key: pathname + search,
        origin: "http://localhost:8888",
      };
      const check = () => openHonestly(door, /"key":"range Width"/);
      return await talkAll({ ...door, check }, { count, seed, from });
    },
  );
}

/** Ten thousand messages to each. */
export const websocketSoaks: readonly Soak[] = [
  { name: "WebSocket: changes", run: fuzzChanges },
  { name: "WebSocket: controls", run: fuzzControls },
].map((soak) => ({
  ...soak,
  unit: "messages",
  whole: 10_000,
  part: 10_000,
}));
