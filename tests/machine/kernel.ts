import { PATIENCE } from "./patience.ts";

/** What a kernel said. */
export interface KernelMessage {
  readonly channel: "iopub" | "shell" | "test";
  readonly type: string;
  /** Of the execution that it belongs to. */
  readonly id: number | null;
  // deno-lint-ignore no-explicit-any
  readonly content: any;
}

/** A place in the notebook that shows something, and all that it has shown. */
export interface Display {
  readonly id: string;
  /** The execution that it was first shown by. */
  readonly execution: number | null;
  readonly bundles: Record<string, string>[];
}

/** How an execution ended. */
export interface Execution {
  readonly status: "ok" | "error";
  readonly ename?: string;
  readonly evalue?: string;
}

/** Debian's Python, which has jupyter_client from its packages. */
export const python = "/usr/bin/python3";

/** The environment of a Jupyter that has one kernel, and all else in a folder. */
export async function jupyterEnvironment(
  folder: string,
): Promise<Record<string, string>> {
  const specification = `${folder}/kernels/deno`;
  await Deno.mkdir(specification, { recursive: true });
  await Deno.writeTextFile(
    `${specification}/kernel.json`,
    JSON.stringify({
      argv: [
        Deno.execPath(),
        "jupyter",
        "--kernel",
        "--conn",
        "{connection_file}",
      ],
      display_name: "Deno",
      language: "typescript",
    }),
  );
  return {
    JUPYTER_DATA_DIR: folder,
    THALWEG_CACHE: `${folder}/results`,
    JUPYTER_PATH: folder,
    JUPYTER_RUNTIME_DIR: folder,
    PYTHONWARNINGS: "ignore",
  };
}

/** A real Jupyter kernel of the Deno that runs this, as a front end sees it. */
export class Kernel {
  /** In the order of their first appearance. */
  readonly displays: Map<string, Display> = new Map<string, Display>();
  readonly messages: KernelMessage[] = [];
  readonly #process: Deno.ChildProcess;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #folder: string;
  readonly #waiting = new Set<() => void>();
  #executions = 0;

  private constructor(folder: string, process: Deno.ChildProcess) {
    this.#folder = folder;
    this.#process = process;
    this.#writer = process.stdin.getWriter();
    this.#listen();
  }

  /** Starts a kernel in a folder. */
  static async start(cwd: string): Promise<Kernel> {
    const folder = await Deno.makeTempDir({ prefix: "thalweg-jupyter-" });
    const driver = new URL("jupyter_kernel.py", import.meta.url);
    const process = new Deno.Command(python, {
      args: [decodeURIComponent(driver.pathname), cwd],
      env: await jupyterEnvironment(folder),
      stdin: "piped",
      stdout: "piped",
      stderr: "null",
    }).spawn();
    const kernel = new Kernel(folder, process);
    await kernel.until("the kernel to start", () => kernel.#said("started"));
    return kernel;
  }

  /** Runs a Jupyter cell to its end. */
  async execute(code: string): Promise<Execution> {
    return await this.submit(code).ended;
  }

  /** Starts a Jupyter cell. */
  submit(code: string): { id: number; ended: Promise<Execution> } {
    const id = ++this.#executions;
    this.#command({ do: "execute", id, code });
    // What it published comes on a channel of its own, "idle" at its end.
    const ended = this.until(
      `the end of: ${code}`,
      () => {
        const own = this.messages.filter((message) => message.id === id);
        const idle = own.some(({ type, content }) =>
          type === "status" && content.execution_state === "idle"
        );
        return idle &&
          own.find(({ type }) => type === "execute_reply")
            ?.content as Execution | undefined;
      },
    );
    return { id, ended };
  }

  /** As the ■ button does. */
  interrupt(): void {
    this.#command({ do: "interrupt" });
  }

  /** As the ⟳ button does. */
  async restart(): Promise<void> {
    this.displays.clear();
    this.#command({ do: "restart" });
    await this.until("the kernel to restart", () => this.#said("restarted"));
  }

  /** Ends the kernel; says whether it was alive until then. */
  async stop(): Promise<boolean> {
    this.#command({ do: "stop" });
    const { content } = await this.until(
      "the kernel to stop",
      () => this.#said("stopped"),
    );
    await this.#writer.close().catch(() => {});
    await this.#process.status;
    await Deno.remove(this.#folder, { recursive: true });
    return content.alive;
  }

  /** What the display with a title in its text shows now. */
  shown(title: string): Record<string, string> | undefined {
    return [...this.displays.values()].map(({ bundles }) => bundles.at(-1)!)
      .findLast((bundle) => bundle["text/plain"]?.startsWith(title));
  }

  /** Waits until `find` finds something, {@linkcode PATIENCE} at most. */
  until<T>(what: string, find: () => T | undefined | false): Promise<T> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = find();
        if (!found) return;
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve(found);
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(look);
        const texts = [...this.displays.values()]
          .map(({ bundles }) => bundles.at(-1)!["text/plain"]);
        reject(
          new Error(
            `Cannot wait for ${what}: ${PATIENCE} ms passed; shown:\n${
              texts.join("\n")
            }`,
          ),
        );
      }, PATIENCE);
      this.#waiting.add(look);
      look();
    });
  }

  #said(type: string): KernelMessage | undefined {
    return this.messages.findLast((message) =>
      message.channel === "test" && message.type === type
    );
  }

  #command(command: Record<string, unknown>): void {
    const line = new TextEncoder().encode(JSON.stringify(command) + "\n");
    this.#writer.write(line);
  }

  async #listen(): Promise<void> {
    let unread = "";
    const texts = this.#process.stdout.pipeThrough(new TextDecoderStream());
    for await (const text of texts) {
      const lines = (unread + text).split("\n");
      unread = lines.pop()!;
      for (const line of lines) this.#receive(JSON.parse(line));
      for (const look of [...this.#waiting]) look();
    }
  }

  #receive(message: KernelMessage): void {
    this.messages.push(message);
    const { type, id, content } = message;
    if (type !== "display_data" && type !== "update_display_data") return;
    const displayId: string = content.transient.display_id;
    const display = this.displays.get(displayId) ??
      { id: displayId, execution: id, bundles: [] };
    this.displays.set(displayId, display);
    display.bundles.push(content.data);
  }
}
