import { assertEquals, assertGreater } from "@std/assert";

const root = new URL("..", import.meta.url);
const guide = await Deno.readTextFile(new URL("CONTRIBUTING.md", root));
const diffs = [...guide.matchAll(/^```diff\n(--- .*?)^```$/gms)].map((
  [, diff],
) => diff);

async function run(
  folder: string,
  command: string,
  ...args: string[]
): Promise<void> {
  const { code, stdout, stderr } = await new Deno.Command(command, {
    args,
    cwd: folder,
  }).output();
  const said = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  assertEquals(code, 0, said.join("\n"));
}

Deno.test("the first kinds of CONTRIBUTING.md, of job and objective, check and work", async () => {
  assertGreater(diffs.length, 1);
  const folder = await Deno.makeTempDir();
  try {
    for (
      const part of [
        "deno.json",
        "deno.lock",
        "vendor",
        "engine.ts",
        "mod.ts",
        "lib",
        "tests",
      ]
    ) {
      await run(".", "cp", "-r", new URL(part, root).pathname, folder);
    }
    for (const [i, diff] of diffs.entries()) {
      await Deno.writeTextFile(`${folder}/${i}.diff`, diff);
      // additions go below the one line that is shown above them
      await run(folder, "git", "apply", "--unidiff-zero", `${i}.diff`);
    }
    const tests = ["kinds", "objective_kinds", "run_job"]
      .map((name) => `tests/job/${name}_test.ts`);
    const deno = Deno.execPath();
    await run(folder, deno, "check", "engine.ts", ...tests);
    const filter = "--filter=/each kind of job|bowl|hessianTrace/";
    await run(folder, deno, "test", "-A", "--no-check", filter, ...tests);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
