import { assertEquals, assertStrictEquals } from "@std/assert";
import { TypeCheck } from "../../lib/host/edit/type_check.ts";

Deno.test("who asks at once gets one check, which is given up when all have gone", async () => {
  const folder = await Deno.makeTempDir();
  const file = `${folder}/types.ts`;
  await Deno.writeTextFile(
    file,
    'const x: string = 1;\nexport const n = 2;\nn.join("");\n',
  );
  const types = new TypeCheck();
  const [one, other] = [new AbortController(), new AbortController()];
  const first = types.problems(file, one.signal);
  assertStrictEquals(types.problems(file, other.signal), first);
  one.abort();
  const problems = await first; // somebody still waits
  assertEquals(
    problems.map(({ line, column, message }) => [
      line,
      column,
      message.match(/TS\d+/)?.[0],
    ]),
    [[1, 7, "TS2322"], [3, 3, "TS2339"]],
  );

  const alone = new AbortController();
  const last = types.problems(file, alone.signal);
  alone.abort();
  assertEquals(await last, []);
  await Deno.remove(folder, { recursive: true });
});
