import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { loadResult, saveDated } from "../../lib/file/mod.ts";

Deno.test("results are saved in a folder named by the date, and read back", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const files = {
      "configuration.json": { rates: [1, 2], hidden: 3 },
      "result.npz": { losses: Float64Array.of(1, 0.5) },
    };
    const date = new Date(2026, 10, 5, 7, 8, 9);
    const path = await saveDated(`${folder}/results`, files, date);
    assertEquals(path, `${folder}/results/2026-11-05-07-08-09`);
    for (const [file, expected] of Object.entries(files)) {
      assertEquals(await loadResult(`${path}/${file}`), expected);
    }
    const now = await saveDated(folder, {});
    assertMatch(now, /\/\d{4}(-\d\d){5}$/);
    await assertRejects(
      () => saveDated(folder, { "a.txt": 1 }),
      RangeError,
      'the extension is ".txt"',
    );
    await assertRejects(
      () => saveDated(folder, files, new Date(NaN)),
      TypeError,
      "expected a date",
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
