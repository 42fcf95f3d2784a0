/** A real server with JetStream on this machine, for tests. */
export interface NatsServer {
  readonly url: string;
  /** Kills it and starts it again with what it had. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const program = Deno.env.get("NATS_SERVER") ?? "/usr/sbin/nats-server";

/** Why there is none, in a word for a test's name; nothing where there is one. */
export function missingServer(): string | undefined {
  try {
    Deno.statSync(program);
    return undefined;
  } catch {
    return `there is no ${program} (Debian: nats-server)`;
  }
}

/** Starts one on a free port, with files in a folder of its own. */
export async function startNats(
  config = "",
): Promise<NatsServer> {
  const folder = await Deno.makeTempDir();
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  listener.close();
  await Deno.writeTextFile(
    `${folder}/server.conf`,
    `listen: "127.0.0.1:${port}"\njetstream { store_dir: "${folder}/store" }\n${config}`,
  );
  let child = await start();

  async function start(): Promise<Deno.ChildProcess> {
    const child = new Deno.Command(program, {
      args: ["-c", `${folder}/server.conf`],
      stdout: "null",
      stderr: "null",
    }).spawn();
    for (let tries = 0;; tries++) {
      try {
        (await Deno.connect({ hostname: "127.0.0.1", port })).close();
        return child;
      } catch (error) {
        if (tries === 200) throw error;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  }

  const kill = async () => {
    child.kill("SIGKILL");
    await child.status;
  };
  return {
    url: `nats://127.0.0.1:${port}`,
    async restart() {
      await kill();
      child = await start();
    },
    async stop() {
      await kill();
      await Deno.remove(folder, { recursive: true });
    },
  };
}
