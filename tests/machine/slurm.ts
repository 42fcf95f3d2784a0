/** A cluster of one node on this machine: Debian's slurm-wlm, for tests. */
export interface Slurm {
  /** Runs a command of Slurm and gives what it says. */
  run(command: string, ...args: string[]): Promise<string>;
  stop(): Promise<void>;
}

const programs = ["munged", "slurmctld", "slurmd"].map((name) =>
  `/usr/sbin/${name}`
);

/** Why none can be started, in words for a test's name; nothing where one can. */
export function missingSlurm(): string | undefined {
  for (const program of programs) {
    try {
      Deno.statSync(program);
    } catch {
      return `there is no ${program} (Debian: slurm-wlm)`;
    }
  }
  return Deno.uid() === 0 ? undefined : "only root starts Slurm's daemons";
}

function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  listener.close();
  return port;
}

/** Starts a controller and a node with two processors, in a folder of its own. */
export async function startSlurm(): Promise<Slurm> {
  const folder = await Deno.makeTempDir();
  const [controller, node] = [freePort(), freePort()];
  const name = Deno.hostname();
  await Deno.writeTextFile(
    `${folder}/slurm.conf`,
    `ClusterName=one
SlurmctldHost=${name}(127.0.0.1)
SlurmctldPort=${controller}
SlurmdPort=${node}
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=${folder}/munge.socket
CryptoType=crypto/munge
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd.pid
SlurmctldLogFile=${folder}/slurmctld.log
SlurmdLogFile=${folder}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
SelectType=select/cons_res
SelectTypeParameters=CR_CPU
ReturnToService=2
NodeName=${name} NodeAddr=127.0.0.1 CPUs=2 RealMemory=4096
PartitionName=all Nodes=ALL Default=YES State=UP
`,
  );
  await Deno.mkdir(`${folder}/state`);
  await Deno.mkdir(`${folder}/spool`);
  const key = new Uint8Array(1024);
  crypto.getRandomValues(key);
  await Deno.writeFile(`${folder}/munge.key`, key, { mode: 0o400 });
  const env = { SLURM_CONF: `${folder}/slurm.conf` };
  const daemon = (program: string, ...args: string[]) =>
    new Deno.Command(program, { args, env, stdout: "null", stderr: "null" })
      .spawn();
  const daemons = [
    daemon(
      programs[0],
      "--foreground",
      "--force",
      ...["key", "log", "pid", "seed"].map((each) =>
        `--${each}-file=${folder}/munge.${each}`
      ),
      `--socket=${folder}/munge.socket`,
    ),
    daemon(programs[1], "-D"),
    daemon(programs[2], "-D", "-N", name),
  ];

  async function run(command: string, ...args: string[]): Promise<string> {
    const { stdout, stderr } = await new Deno.Command(command, { args, env })
      .output();
    const words = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    return words(stdout) + words(stderr);
  }

  async function stop(): Promise<void> {
    for (const child of daemons.toReversed()) {
      try {
        child.kill("SIGTERM");
      } catch {
        // it has ended by itself
      }
      await child.status;
    }
    await Deno.remove(folder, { recursive: true });
  }

  for (
    let tries = 0;
    !/idle/.test(await run("sinfo", "-h", "-o", "%T"));
    tries++
  ) {
    if (tries === 150) {
      const logs = await Promise.all(
        ["slurmctld", "slurmd", "munge"].map((each) =>
          Deno.readTextFile(`${folder}/${each}.log`).catch(() => "")
        ),
      );
      await stop();
      throw new Error(`Cannot start Slurm: ${logs.join("\n").slice(-3000)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { run, stop };
}
