import { assertEquals, assertStringIncludes } from "@std/assert";

const root = new URL("../../", import.meta.url);
const library = new URL("mod.ts", root).href;

/** Runs the first of some files, without permissions; what it said on stderr. */
async function run(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "own cells " });
  try {
    for (const [name, code] of Object.entries(files)) {
      await Deno.writeTextFile(
        `${folder}/${name}`,
        code.replaceAll("thalweg", library),
      );
    }
    const { stderr, code } = await new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--no-prompt",
        `--config=${new URL("deno.json", root).pathname}`,
        `${folder}/${Object.keys(files)[0]}`,
      ],
      env: { NO_COLOR: "1" },
      stdin: "null",
    }).output();
    const text = new TextDecoder().decode(stderr);
    assertEquals(code, 0, text);
    return text;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("a notebook that is run as a program says how to open it", async () => {
  const said = await run({
    "first.ts": `import { md } from "thalweg";
      await Promise.resolve();
      md\`# First\`;`,
  });
  assertStringIncludes(said, '"first.ts" is a notebook');
});

Deno.test("a program whose cells are not its page says nothing at its end", async () => {
  const programs: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    "reads a value": {
      "program.ts": `import { cell, md } from "thalweg";
        md\`# Text\`;
        const seven = cell\`Seven \${() => 7}\`;
        await new Promise((resolve) => setTimeout(resolve, 50));
        console.log(seven.value);`,
    },
    "defines them in a function": {
      "program.ts": `import { md } from "thalweg";
        function check() { md\`# \${1}\`; }
        check();`,
    },
    "defines them in a function without a name": {
      "program.ts": `import { md } from "thalweg";
        [1].forEach((n) => md\`# \${n}\`);`,
    },
    "calls one who does": {
      "program.ts": `import { check } from "./tool.ts"; check();`,
      "tool.ts": `import { md } from "thalweg";
        export const check = () => { md\`# \${1}\`; };`,
    },
    "imports a notebook": {
      "program.ts": `import "./first.ts";`,
      "first.ts": `import { md } from "thalweg"; md\`# First\`;`,
    },
  };
  for (const [which, files] of Object.entries(programs)) {
    assertEquals(await run(files), "", which);
  }
});
