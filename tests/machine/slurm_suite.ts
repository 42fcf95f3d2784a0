import { assertEquals, assertMatch } from "@std/assert";
import { missingSlurm, startSlurm } from "./slurm.ts";

const missing = missingSlurm();
const cli = new URL("../../cli.ts", import.meta.url).pathname;

async function sweep(...line: string[]): Promise<string> {
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", cli, "sweep", ...line],
    env: { NO_COLOR: "1" },
  }).output();
  return new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
}

Deno.test({
  name: missing === undefined
    ? "Slurm takes the script of sbatch, and its tasks do the sweep together"
    : `Slurm is not tried: ${missing}`,
  ignore: missing !== undefined,
  fn: async () => {
    const folder = await Deno.makeTempDir();
    const cluster = await startSlurm();
    try {
      await Deno.writeTextFile(
        `${folder}/study.json`,
        JSON.stringify({
          problems: [{
            student: "2 → 2 tanh → 1",
            teacher: "2 → 2 tanh → 1",
            samples: 40,
          }],
          seeds: { count: 40 },
        }),
      );
      await sweep(
        "plan",
        `${folder}/study.json`,
        `${folder}/place`,
        "--batch",
        "5",
      );
      await Deno.writeTextFile(
        `${folder}/study.sh`,
        await sweep(
          "sbatch",
          `${folder}/place`,
          "--tasks",
          "2",
          "--memory",
          "1G",
        ),
      );
      const said = await cluster.run(
        "sbatch",
        "--wait",
        `--output=${folder}/task-%a.txt`,
        `${folder}/study.sh`,
      );
      assertMatch(said, /Submitted batch job \d+/);
      for (const task of [0, 1]) {
        assertMatch(
          await Deno.readTextFile(`${folder}/task-${task}.txt`),
          /All runs are done/,
        );
      }
      assertEquals(
        (await sweep("status", `${folder}/place`)).trim(),
        "40 of 40 runs",
      );
    } finally {
      await cluster.stop();
      await Deno.remove(folder, { recursive: true });
    }
  },
});
