import { assert, assertEquals, assertMatch } from "@std/assert";
import { objectiveFromSpecification } from "../../../lib/job/mod.ts";
import { loadResult } from "../../../lib/file/mod.ts";
import type { TrainingResult } from "../../../lib/train/mod.ts";
import { seedOfToday } from "../../soak/soak.ts";

const root = new URL("../../..", import.meta.url).pathname;
const python = "/usr/bin/python3";

interface Told {
  readonly name: string;
  readonly status: "passed" | "failed" | "skipped";
  readonly why: string;
}

async function run(
  command: string,
  args: readonly string[],
  options: Partial<Deno.CommandOptions> = {},
): Promise<string> {
  const { code, stdout, stderr } = await new Deno.Command(command, {
    args: [...args],
    cwd: `${root}python`,
    ...options,
    env: {
      PYTHONPATH: `${root}python`,
      PYTHONDONTWRITEBYTECODE: "1",
      THALWEG_DENO: Deno.execPath(),
      ...options.env,
    },
  }).output();
  const [said, error] = [stdout, stderr].map((bytes) =>
    new TextDecoder().decode(bytes)
  );
  assertEquals(code, 0, said + error);
  return said;
}

/** One process runs all of Python's tests, which share one of deno. */
const told: Told[] = (await run(python, ["tests/run.py"], {
  env: { THALWEG_TEST_SEED: String(seedOfToday()) },
})).trim().split("\n").map((line) => JSON.parse(line));

Deno.test("Python's tests have run", () => assert(told.length > 40));

for (const { name, status, why } of told) {
  Deno.test({
    name: `Python: ${name}${status === "skipped" ? ` (not run: ${why})` : ""}`,
    ignore: status === "skipped",
    fn: () => assertEquals(status, "passed", why),
  });
}

/** The Python of a page, as it is written there. */
async function exampleOf(page: string): Promise<string> {
  const text = await Deno.readTextFile(`${root}${page}`);
  const [, code] = text.match(/^```python\n(.*?)^```$/ms)!;
  return code;
}

for (const page of ["README.md", "python/README.md"]) {
  Deno.test(`the Python example of ${page} runs as it is written`, async () => {
    const folder = await Deno.makeTempDir();
    try {
      const said = await run(python, ["-c", await exampleOf(page)], {
        cwd: folder,
      });
      assertMatch(said, /^[\d.]+(e-\d+)? .*\n.*\.$/m);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
}

Deno.test("loadResult reads what Python has saved", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const path = `${folder}/fit.npz`;
    const said = await run(python, [
      "-c",
      `
import thalweg as tw
data = tw.dataset([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0])
fit = tw.train(tw.mlp("2 -> 3 tanh -> 1"), data, seed=1, max_iterations=20)
tw.save(${JSON.stringify(path)}, fit)
print(repr(float(fit.loss)))
`,
    ]);
    const fit = await loadResult<TrainingResult>(path);
    assertEquals(fit.loss, Number(said));
    const objective = objectiveFromSpecification(fit.objective!);
    assertEquals(objective.loss(fit.parameters), fit.loss);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("pip installs the package into a fresh environment, where it needs no checkout", async () => {
  const folder = await Deno.makeTempDir();
  try {
    // a copy: pip leaves its build beside the sources
    const parts = ["lib", "python", "engine.ts", "deno.json", "deno.lock"];
    await run("cp", [
      "-r",
      ...[...parts, "LICENSE"].map((part) => root + part),
      folder,
    ]);
    // Debian's NumPy is there already: it is 20 MB
    const venv = ["-m", "venv", "--system-site-packages"];
    await run(python, [...venv, `${folder}/venv`]);
    const own = `${folder}/venv/bin/python`;
    const pip = ["-m", "pip", "install", "--quiet", "--no-cache-dir"];
    await run(own, [...pip, `${folder}/python`]);
    for (const part of parts) {
      await Deno.remove(`${folder}/${part}`, { recursive: true });
    }
    const said = await run(own, ["-c", await exampleOf("python/README.md")], {
      cwd: folder,
      env: { PYTHONPATH: "" },
    });
    assertMatch(said, /\.\n$/);
    const typed = "import thalweg, pathlib; " +
      "print((pathlib.Path(thalweg.__file__).parent / 'py.typed').exists())";
    assertEquals(
      await run(own, ["-c", typed], { cwd: folder, env: { PYTHONPATH: "" } }),
      "True\n",
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
