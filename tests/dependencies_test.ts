import { assert, assertEquals } from "@std/assert";
import { dependencies, permitted } from "./dependencies.ts";

Deno.test("every package that is locked has a license that is permitted", async () => {
  const all = await dependencies();
  const { imports } = JSON.parse(
    await Deno.readTextFile(new URL("../deno.json", import.meta.url)),
  );
  // a package of which several parts are imported is one
  const npm = new Set(
    Object.values<string>(imports)
      .flatMap((one) => one.match(/^npm:(@?[^@]+)@/)?.[1] ?? []),
  );
  assert(all.filter(({ direct }) => direct).length >= npm.size);
  const refused = all.filter(({ license }) =>
    !license.replace(/[()]/g, "").split(" OR ").some((choice) =>
      choice.split(" AND ").every((one) => permitted.has(one))
    )
  );
  assertEquals(refused.map(({ name, license }) => `${name}: ${license}`), []);
  assert(all.every(({ bytes }) => bytes > 0));
});
