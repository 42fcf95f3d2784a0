import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { runApart } from "../../lib/host/child/run_apart.ts";
import { render } from "./render.ts";

const place = await Deno.makeTempDir();
const folder = `${place}/notebooks`;
await Deno.mkdir(folder);
await Deno.writeTextFile(`${place}/outside.txt`, "outside");
await Deno.writeTextFile(`${folder}/beside.csv`, "x\n1\n");

/** What a notebook may try, and whether it may. */
const tries: readonly (readonly [string, string, "may" | "may not"])[] = [
  [
    "read beside it",
    'Deno.readTextFileSync(new URL("beside.csv", here))',
    "may",
  ],
  ["train in a worker", "fit.loss", "may"],
  [
    "read outside its folder",
    'Deno.readTextFileSync(new URL("../outside.txt", here))',
    "may not",
  ],
  ["read the system", 'Deno.readTextFileSync("/etc/passwd")', "may not"],
  [
    "write beside it",
    'Deno.writeTextFileSync(new URL("new", here), "")',
    "may not",
  ],
  ["see the environment", 'Deno.env.get("HOME")', "may not"],
  ["run a program", 'new Deno.Command("ls").outputSync()', "may not"],
  [
    "connect",
    'await Deno.connect({ hostname: "127.0.0.1", port: 1 })',
    "may not",
  ],
  ["fetch", 'await fetch("http://127.0.0.1:9999/")', "may not"],
  ["listen", "Deno.listen({ port: 0 })", "may not"],
  ["load a library", 'Deno.dlopen("libc.so.6", {})', "may not"],
  ["ask who runs it", "Deno.hostname()", "may not"],
  [
    "import from elsewhere",
    'await import("http://127.0.0.1:1/x.ts")',
    "may not",
  ],
];

const notebook = `${folder}/tries.ts`;
await Deno.writeTextFile(
  notebook,
  `import { cell, mlp, teacherStudent } from "@thalweg/thalweg";
const here = import.meta.url;
const student = mlp\`2 → 2 tanh → 1\`;
const data = teacherStudent({ teacher: student, samples: 20, seed: 1 });
const fit = cell\`fit = Train \${student} \${(net, run) => run.train(net, data, { seed: 2, flow: { maxSteps: 3 }, refine: false })}\`;
${
    tries.map(([name, code]) =>
      `cell\`${name} \${fit} \${async (fit) => (${code}, "done")}\`;`
    ).join("\n")
  }
`,
);

for (const sandbox of [false, true]) {
  Deno.test(`a notebook run headless${sandbox ? " in the sandbox" : ""} may do what it needs, nothing else`, async () => {
    const { report } = await runApart(
      { notebook, want: "page", set: {} },
      { sandbox },
    );
    for (const [name, , may] of tries) {
      const cell = report.cells.find(({ title }) => title.startsWith(name))!;
      assert(cell, `${name}: no such cell`);
      assertEquals(
        cell.status,
        may === "may" ? "done" : "failed",
        `${name}: ${cell.text}`,
      );
      if (may === "may not") {
        assert(/access|permission|allow|cached/i.test(cell.text), cell.text);
      }
    }
    const names = [...Deno.readDirSync(folder)].map(({ name }) => name);
    assertEquals(names.sort(), ["beside.csv", "tries.ts"]);
  });
}

Deno.test("only a notebook that is trusted keeps results, and finds them again", async () => {
  const sourceOf = async (sandbox: boolean) => {
    const { report } = await runApart(
      { notebook, want: "page", set: {} },
      { sandbox },
    );
    return report.cells.find(({ title }) => title.startsWith("Train"))?.source;
  };
  const { THALWEG_CACHE } = Deno.env.toObject();
  Deno.env.set("THALWEG_CACHE", `${place}/cache`);
  try {
    assertEquals(await sourceOf(true), "computed");
    assertEquals(await sourceOf(false), "computed");
    assertEquals(await sourceOf(true), "computed");
    assertEquals(await sourceOf(false), "from cache");
  } finally {
    if (THALWEG_CACHE === undefined) Deno.env.delete("THALWEG_CACHE");
    else Deno.env.set("THALWEG_CACHE", THALWEG_CACHE);
  }
});

Deno.test("render says what a notebook may do", async () => {
  const plain = `${folder}/plain.ts`;
  await Deno.writeTextFile(
    plain,
    'import { md } from "@thalweg/thalweg"; md`# Plain`;',
  );
  const { said } = await render(plain);
  assertStringIncludes(said, `It may read ${await Deno.realPath(folder)}, `);
  assertStringIncludes(said, "; write ");
  assertStringIncludes(said, "; nothing else.");
  const { said: less } = await render(plain, "--sandbox");
  assertStringIncludes(less, `It may read ${await Deno.realPath(folder)}, `);
  assert(!less.includes("; write "), less);
  await Deno.remove(plain);
});

Deno.test("a notebook that loops for ever is ended by its clock, in words", async () => {
  const endless = `${place}/endless.ts`;
  await Deno.writeTextFile(
    endless,
    'import { md } from "@thalweg/thalweg"; md`# Endless`; for (;;);',
  );
  const began = performance.now();
  const { code, complained } = await render(endless, "--limit", "4");
  assertEquals(code, 1);
  assertStringIncludes(
    complained,
    "Cannot finish the notebook within 4 s: it was ended, expected cells and loops that end",
  );
  assert(performance.now() - began < 60_000);
});

Deno.test("what a notebook writes into its page never becomes a script there", async () => {
  const hostile = `${place}/hostile.ts`;
  // It may even answer in the place of the program that runs it.
  await Deno.writeTextFile(
    hostile,
    `const answer = {
      title: "</title><script>1</script>",
      body: "<script>hacked()</script><img src=x onerror=hacked()>",
      report: { cells: [], ok: true },
    };
    await new Blob([JSON.stringify(answer)]).stream().pipeTo(Deno.stdout.writable);
    Deno.exit();`,
  );
  const { html } = await render(hostile);
  const policy = html.indexOf('http-equiv="Content-Security-Policy"');
  assert(policy > 0 && policy < html.indexOf("hacked"));
  assertStringIncludes(html, "default-src 'none'");
  assert(html.indexOf("<script>") > policy, "nothing before the policy");
});
