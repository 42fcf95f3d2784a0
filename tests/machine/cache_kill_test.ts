import { assert, assertEquals } from "@std/assert";
import { spawnWriter, verify } from "../host/disk_writer.ts";

Deno.test("a cache whose writers were killed 100 times holds only whole entries", async () => {
  const folder = await Deno.makeTempDir();
  let midWrite = 0;
  let entries = 0;
  try {
    for (let k = 0; k < 50; k++) {
      const writers = await Promise.all([
        spawnWriter(folder, 6),
        spawnWriter(folder, 6),
      ]);
      for (const writer of writers) {
        await new Promise((resolve) => setTimeout(resolve, 13 * Math.random()));
        writer.kill("SIGKILL");
      }
      await Promise.all(writers.map(({ status }) => status));
      entries = await verify(folder); // throws at the first that is not whole
      assert(entries > 0);
    }
    for await (const { name } of Deno.readDir(folder)) {
      if (name.endsWith(".partial")) midWrite++;
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
  assertEquals(entries, 6);
  assert(midWrite > 0, "no kill fell into a write");
});
