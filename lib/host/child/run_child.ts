/** How a child is run. */
export interface ChildOptions {
  /** What is run; default: this Deno. */
  readonly program?: string;
  /** What it is to do: "bundle …", "run …". */
  readonly args: readonly string[];
  /** After so many seconds it is ended. */
  readonly seconds: number;
  /** Written to its standard input, which is then closed. */
  readonly input?: string;
  /** The folder it runs in; default: that of this process. */
  readonly folder?: string;
  /** Where its standard error goes; default "piped". */
  readonly stderr?: "piped" | "inherit";
  /** Ends it before its time; it has then failed. */
  readonly signal?: AbortSignal;
}

/** What became of a child. */
export interface ChildResult {
  /** "done": it ended by itself, with status 0. */
  readonly status: "done" | "failed" | "out of time";
  /** Its standard output. */
  readonly output: string;
  /** Its standard error, where that was piped. */
  readonly errors: string;
}

/**
 * Runs a child of this process, Deno by default, to its end. It has a clock, and it goes
 * when this process goes, however that ends.
 */
export async function runChild(
  {
    program = Deno.execPath(),
    args,
    seconds,
    input,
    folder,
    stderr = "piped",
    signal,
  }: ChildOptions,
): Promise<ChildResult> {
  const child = new Deno.Command(program, {
    args: [...args],
    env: { NO_COLOR: "1" },
    ...(folder === undefined ? {} : { cwd: folder }),
    stdin: input === undefined ? "null" : "piped",
    stdout: "piped",
    stderr,
  }).spawn();
  const release = guard(child.pid);
  let late = false;
  const clock = setTimeout(() => {
    late = true;
    kill(child);
  }, seconds * 1000);
  const stop = () => kill(child);
  signal?.addEventListener("abort", stop);
  try {
    const [success, output, errors] = await Promise.all([
      child.status.then(({ success }) => success),
      new Response(child.stdout).text(),
      stderr === "piped" ? new Response(child.stderr).text() : "",
      input === undefined ? undefined : write(child, input),
    ]);
    const status = late ? "out of time" : success ? "done" : "failed";
    return { status, output, errors };
  } finally {
    clearTimeout(clock);
    signal?.removeEventListener("abort", stop);
    await release();
  }
}

async function write(child: Deno.ChildProcess, input: string): Promise<void> {
  const writer = child.stdin.getWriter();
  // A child that ended before it had read everything says why elsewhere.
  await writer.write(new TextEncoder().encode(input)).catch(() => {});
  await writer.close().catch(() => {});
}

/**
 * Watches over a child from a third process, which waits for the end of its
 * input: that comes when this process is gone, even by SIGKILL, when nothing of
 * it can act any more; and a child in an endless loop notices nothing by itself.
 * Windows has no such shell; there a child ends by its clock.
 */
function guard(pid: number): () => Promise<void> {
  if (Deno.build.os === "windows") return () => Promise.resolve();
  const watcher = new Deno.Command("sh", {
    args: ["-c", 'read -r line || kill -9 "$1"', "sh", String(pid)],
    stdin: "piped",
    stdout: "null",
    stderr: "null",
  }).spawn();
  return async () => {
    kill(watcher);
    await watcher.status;
    await watcher.stdin.close().catch(() => {});
  };
}

function kill(child: Deno.ChildProcess): void {
  try {
    child.kill("SIGKILL");
  } catch {
    // it has ended
  }
}
