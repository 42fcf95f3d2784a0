import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { helpOf } from "../../lib/host/commands/command.ts";
import { commands } from "../../lib/host/commands/list.ts";
import { readArguments } from "../../lib/host/commands/terminal.ts";
import { howToOpen } from "../../lib/host/unopened.ts";
import deno from "../../deno.json" with { type: "json" };

const root = new URL("../../", import.meta.url);

async function cli(...args: string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "--allow-read", "cli.ts", ...args],
    cwd: root,
    env: { NO_COLOR: "1" },
  }).output();
  const decoder = new TextDecoder();
  return {
    code,
    said: decoder.decode(stdout),
    complained: decoder.decode(stderr),
  };
}

Deno.test("help tells of every command, option and example, and examples can be read", () => {
  for (const command of commands) {
    const help = helpOf(command);
    const names = Object.keys(command.options);
    for (const name of names) assertStringIncludes(help, `--${name}`);
    assert(command.examples.length > 0, command.name);
    for (const example of command.examples) {
      const [name, ...line] = example.match(/"[^"]*"|\S+/g)!
        .map((word) => word.replaceAll('"', ""));
      assertEquals(name, command.name);
      readArguments(
        line,
        names.filter((name) => command.options[name].value !== undefined),
        names.filter((name) => command.options[name].value === undefined),
      );
    }
  }
});

Deno.test("every command has a task of its name, which runs it", () => {
  const tasks: Record<string, string> = deno.tasks;
  for (const { name } of commands) {
    assert(tasks[name]?.endsWith(` cli.ts ${name}`), name);
  }
});

Deno.test("the command line helps, and corrects", async () => {
  const [overview, help, wrong, option] = await Promise.all([
    cli(),
    cli("new", "--help"),
    cli("strat"),
    cli("render", "--limt", "4"),
  ]);
  assertEquals([overview.code, help.code], [0, 0]);
  for (const { name } of commands) assertStringIncludes(overview.said, name);
  assertStringIncludes(help.said, "--template");
  assertEquals([wrong.code, option.code], [1, 1]);
  assertStringIncludes(wrong.complained, 'did you mean "start"');
  assertStringIncludes(option.complained, 'did you mean "limit"');
});

Deno.test("a notebook that is run as a program says how to open it", async () => {
  const folder = await Deno.makeTempDir();
  const notebook = `${folder}/n.ts`;
  await Deno.writeTextFile(
    notebook,
    'import { range } from "@thalweg/thalweg";\nrange`x ${{ max: 3 }}`;\n',
  );
  const run = () =>
    new Deno.Command(Deno.execPath(), {
      args: ["run", "--config", new URL("deno.json", root).pathname, notebook],
      env: { NO_COLOR: "1" },
    }).output();
  const { code, stderr } = await run();
  assertEquals(code, 0);
  const said = new TextDecoder().decode(stderr);
  assertStringIncludes(said, howToOpen(`file://${notebook}`));
  assertStringIncludes(said, `start ${folder}/`);

  // A program that uses cells is none.
  await Deno.writeTextFile(
    notebook,
    `${await Deno.readTextFile(notebook)}
import { cell as own } from "@thalweg/thalweg";
const seven = own\`Seven \${() => 7}\`;
await new Promise((resolve) => setTimeout(resolve, 20));
console.log(seven.value);
`,
  );
  const program = await run();
  assertEquals(new TextDecoder().decode(program.stdout), "7\n");
  assertEquals(new TextDecoder().decode(program.stderr), "");
});
