/** A server in a process of its own, whose faults and memory can be seen. */
export interface ServerProcess {
  /** The line that says where it is. */
  readonly address: URL;
  /** What it holds in memory after everything unused was given back, in MB. */
  readonly megabytes: () => Promise<number>;
  /** What it has said of errors since it was asked last. */
  readonly complaints: () => string;
}

const root = new URL("../../", import.meta.url);

/** Runs a program of measured_server.ts's kind, until `use` ends. */
export async function withServerProcess<T>(
  args: readonly string[],
  use: (server: ServerProcess) => Promise<T>,
): Promise<T> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--v8-flags=--expose-gc", ...args],
    cwd: root,
    env: { NO_COLOR: "1" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let complaints = "";
  const listening = child.stderr.pipeThrough(new TextDecoderStream())
    .pipeTo(new WritableStream({ write: (text) => void (complaints += text) }));
  const output = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const input = child.stdin.getWriter();

  /** The first match in what it says from now on. */
  async function hear(pattern: RegExp): Promise<string> {
    for (let text = "";;) {
      const { value, done } = await output.read();
      text += value ?? "";
      const match = text.match(pattern);
      if (match) return match[1];
      if (done) throw new Error(`the server has ended: ${text} ${complaints}`);
    }
  }

  try {
    const address = new URL(await hear(/((?:http|ws):\S+)\n/));
    complaints = "";
    return await use({
      address,
      megabytes: async () => {
        const heard = hear(/(\d+) bytes\n/);
        await input.write(new TextEncoder().encode("memory\n"));
        return Number(await heard) / 1e6;
      },
      complaints: () => complaints,
    });
  } finally {
    try {
      child.kill();
    } catch {
      // it has ended by itself, which is among the failures then
    }
    await child.status;
    await input.close().catch(() => {});
    await output.cancel();
    await listening;
  }
}

/** A server may hold so much more at the end than after its first answer. */
const growth = 1.2;

/** What is wrong with how a server's memory went on. */
export function memoryFaults(early: number, late: number): string[] {
  return late > growth * early
    ? [`the heap grew from ${early} to ${late} MB`]
    : [];
}

/** What came back over a connection. */
export interface Answer {
  readonly text: string;
  /** Whether the server closed it, in time. */
  readonly closed: boolean;
}

/** Nobody waits longer for an answer, in ms. */
const patience = 10_000;
/** A request that has no answer after so long may not be complete, in ms. */
const quiet = 400;
/** More of an answer is not looked at, in bytes. */
const enough = 4e6;

/** Sends bytes as they are, and reads until the server closes. */
export async function send(port: number, bytes: Uint8Array): Promise<Answer> {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const clocks: ReturnType<typeof setTimeout>[] = [];
  try {
    // it may close in the middle
    const writing = writeAll(connection, bytes).catch(() => {});
    const late = new Promise<undefined>((resolve) => {
      clocks.push(setTimeout(() => resolve(undefined), patience));
    });
    // nothing follows; a server may drop what it was about to answer then
    const finish = () => connection.closeWrite().catch(() => {});
    clocks.push(setTimeout(finish, quiet));
    const parts: Uint8Array<ArrayBuffer>[] = [];
    const buffer = new Uint8Array(65536);
    let length = 0;
    let closed = false;
    while (length < enough) {
      const reading = connection.read(buffer).catch(() => null);
      const read = await Promise.race([reading, late]);
      closed = read === null;
      if (read === null || read === undefined) break;
      if (length === 0) writing.then(finish);
      parts.push(buffer.slice(0, read));
      length += read;
    }
    if (closed) await writing;
    const text = new TextDecoder("latin1")
      .decode(await new Blob(parts).arrayBuffer());
    return { text, closed: closed || length >= enough };
  } finally {
    clocks.forEach(clearTimeout);
    try {
      connection.close();
    } catch {
      // closed already
    }
  }
}

/** Writes all of the bytes. */
export async function writeAll(
  connection: Deno.Conn,
  bytes: Uint8Array,
): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    at += await connection.write(bytes.subarray(at));
  }
}

/** Places in our code are for us. */
const trace = /\bat .*(?:file:|ext:|\.ts:\d)|\.ts:\d+:\d+|^Error\b/m;

/** Whether a text shows where in the code something went wrong. */
export function hasTrace(text: string): boolean {
  return trace.test(text);
}
