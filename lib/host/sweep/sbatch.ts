/** What a cluster is asked for. */
export interface SbatchOptions {
  /** Tasks of the array; 4 by default. */
  readonly tasks: number | undefined;
  /** Workers, and processors, of each; 1 by default. */
  readonly workers: number | undefined;
  /** As Slurm has it, "01:00:00"; one hour by default. */
  readonly time: string | undefined;
  /** As Slurm has it, "2G", of each task; 2 GB by default. */
  readonly memory: string | undefined;
}

/**
 * A script for sbatch: an array of tasks that work on the folder together. Those
 * told to end (USR1, two minutes before their time is up) give back what they
 * have; submitted again, it goes on where it stopped.
 */
export function sbatchScript(
  folder: string,
  { tasks = 4, workers = 1, time = "01:00:00", memory = "2G" }: SbatchOptions,
): string {
  const command = new URL("../../../cli.ts", import.meta.url);
  const entry = command.protocol === "file:"
    ? decodeURIComponent(command.pathname)
    : command.href;
  return [
    "#!/bin/bash",
    "#SBATCH --job-name=sweep",
    `#SBATCH --array=0-${tasks - 1}`,
    `#SBATCH --cpus-per-task=${workers}`,
    `#SBATCH --time=${word("time", time)}`,
    `#SBATCH --mem=${word("memory", memory)}`,
    "#SBATCH --signal=USR1@120",
    "#SBATCH --requeue",
    `exec ${quoted(Deno.execPath())} run -A ${quoted(entry)} sweep run ${
      quoted(folder)
    } --shard "$SLURM_ARRAY_TASK_ID/${tasks}" --workers ${workers}`,
  ].join("\n");
}

/** A value that stands in a comment of the script as it is. */
function word(name: string, value: string): string {
  if (/^[\w:.-]+$/.test(value)) return value;
  throw new RangeError(
    `Cannot read the option --${name}: found "${value}", expected letters, digits, ":", "-" and "."`,
  );
}

/** A word of a shell, whatever is in it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
