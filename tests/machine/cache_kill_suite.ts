import { assert, assertEquals } from "@std/assert";
import { filesBelow, spawnWriter, verify } from "../host/disk_writer.ts";

/** Files that are being written, or were when their writer died. */
async function partials(folder: string): Promise<string[]> {
  return (await filesBelow(folder)).filter((name) => name.endsWith(".partial"));
}

Deno.test("a cache whose writers were killed in mid-write 100 times holds only whole entries", async () => {
  const folder = await Deno.makeTempDir();
  let kills = 0;
  try {
    while (kills < 100) {
      const writers = await Promise.all(
        [0, 1].map(() => spawnWriter(folder, 6, { largest: 500_000 })),
      );
      while ((await partials(folder)).length === 0);
      for (const writer of writers) writer.kill("SIGKILL");
      await Promise.all(writers.map(({ status }) => status));
      // A file that has not got its name belongs to a kill in mid-write.
      const torn = await partials(folder);
      kills += torn.length;
      for (const name of torn) await Deno.remove(`${folder}/${name}`);
      assert(await verify(folder) > 0); // throws at the first that is not whole
    }
    assertEquals(await verify(folder), 6);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
