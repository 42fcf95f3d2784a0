import { assertEquals } from "@std/assert";
import { TypeCheck } from "../../lib/host/edit/type_check.ts";

Deno.test("types are checked one at a time, and their mistakes have their lines", async () => {
  const folder = await Deno.makeTempDir();
  const file = `${folder}/types.ts`;
  await Deno.writeTextFile(
    file,
    `import { range } from "@thalweg/thalweg";

const x: string = 1;
range\`a \${{ min: "0" }}\`;
export const y = x;
`,
  );
  const types = new TypeCheck();
  const [problems, same] = await Promise.all([
    types.problems(file),
    types.problems(file),
  ]);
  assertEquals(
    problems.map(({ line, column, message }) => [
      line,
      column,
      message.match(/TS\d+/)?.[0],
    ]),
    [[3, 7, "TS2322"], [4, 13, "TS2322"]],
  );
  assertEquals(same, problems);
  await Deno.writeTextFile(file, "export const x: number = 1;\n");
  assertEquals(await types.problems(file), []);
  await Deno.remove(folder, { recursive: true });
});
