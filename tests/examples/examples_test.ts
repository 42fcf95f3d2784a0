import { assert, assertEquals } from "@std/assert";
import { exampleBlocks } from "./blocks.ts";

const root = new URL("../../", import.meta.url);

async function deno(...args: string[]): Promise<{ ok: boolean; said: string }> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args,
    cwd: root,
    env: { NO_COLOR: "1" },
  }).output();
  const decoder = new TextDecoder();
  return {
    ok: success,
    said: decoder.decode(stdout) + (success ? "" : decoder.decode(stderr)),
  };
}

/**
 * Imports one module after another, each in an empty notebook, and says what
 * went wrong, with places. Nobody watches: cells are defined, and do not run.
 */
function program(modules: readonly [place: string, file: string][]): string {
  const notebook = new URL("lib/notebook/notebook.ts", root);
  const job = new URL("lib/job/mod.ts", root);
  return `import { openNotebook } from "${notebook}";
import { closeWorkers } from "${job}";
const say = console.error;
console.log = () => {};
for (const [place, file] of ${JSON.stringify(modules)}) {
  openNotebook({ duplicates: "refuse", lazy: true, readBytes: () => Promise.reject() });
  const started = performance.now();
  await import(file).catch((error) => {
    say(place + ": " + error.stack);
    Deno.exitCode = 1;
  });
  const seconds = (performance.now() - started) / 1000;
  if (seconds > 5) say(place + " took " + seconds + " s");
}
closeWorkers();
Deno.exit();
`;
}

/**
 * "deno test --doc" runs the same blocks, each in a process of its own kind with
 * the whole library; in one program they are checked and run for a tenth.
 */
Deno.test("examples in doc comments and pages check and run, with imports that a reader has", async () => {
  const folder = await Deno.makeTempDir();
  const modules: [string, string][] = [];
  for (const { place, code, ignored } of await exampleBlocks()) {
    for (const [, name] of code.matchAll(/\bfrom "([^"]+)"/g)) {
      assert(
        ignored ||
          /^(@thalweg\/thalweg(\/engine)?|@std\/assert|npm:.+)$/.test(name),
        `${place} imports ${name}, which no reader has`,
      );
    }
    if (ignored) continue;
    const file = `${folder}/example_${modules.length}.ts`;
    await Deno.writeTextFile(file, `// ${place}\n${code}export {};\n`);
    modules.push([place, file]);
  }
  assert(modules.length > 200);
  const all = `${folder}/all.ts`;
  await Deno.writeTextFile(
    `${folder}/types.ts`,
    modules.map(([, file]) => `import "${file}";\n`).join(""),
  );
  await Deno.writeTextFile(all, program(modules));
  const [checked, ran] = await Promise.all([
    deno("check", "--config=deno.json", `${folder}/types.ts`),
    deno("run", "-A", "--no-check", "--config=deno.json", all),
  ]);
  const places = (text: string) =>
    text.replace(
      /\S*example_(\d+)\.ts/g,
      (_, i) => `${modules[i][0]} (its line)`,
    );
  assert(checked.ok && ran.ok, places(checked.said + ran.said));
});

interface Declaration {
  readonly kind: string;
  readonly jsDoc?: {
    readonly tags?: readonly { readonly kind: string; readonly doc?: string }[];
  };
}

Deno.test("every exported function and input has an example that calls it", async () => {
  const { said } = await deno("doc", "--json", "mod.ts");
  const [{ symbols }] = Object.values<{
    symbols: readonly {
      readonly name: string;
      readonly declarations: readonly Declaration[];
    }[];
  }>(JSON.parse(said).nodes);
  const functions = symbols.filter(({ declarations }) =>
    declarations.some(({ kind }) => kind === "function")
  );
  assert(functions.length > 200);
  const without = functions.filter(({ name, declarations }) =>
    !declarations.some(({ jsDoc }) =>
      jsDoc?.tags?.some(({ kind, doc = "" }) =>
        kind === "example" && new RegExp(`\\b${name}[(\`]`).test(doc)
      )
    )
  );
  assertEquals(without.map(({ name }) => name), []);
});
