import { assert, assertEquals } from "@std/assert";
import { dependencies, permitted } from "./dependencies.ts";

Deno.test("every package that is locked has a license that is permitted", async () => {
  const all = await dependencies();
  const { imports } = JSON.parse(
    await Deno.readTextFile(new URL("../deno.json", import.meta.url)),
  );
  const npm = Object.values<string>(imports).filter((one) =>
    one.startsWith("npm:")
  );
  assertEquals(all.filter(({ direct }) => direct).length >= npm.length, true);
  const refused = all.filter(({ license }) =>
    !license.replace(/[()]/g, "").split(" OR ").some((choice) =>
      choice.split(" AND ").every((one) => permitted.has(one))
    )
  );
  assertEquals(refused.map(({ name, license }) => `${name}: ${license}`), []);
  assert(all.every(({ bytes }) => bytes > 0));
});
