import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { engineVersion } from "../lib/job/mod.ts";
import {
  type NumericSources,
  numericSources,
  versionOf,
} from "./engine_version.ts";

const sources = await numericSources();
const version = await versionOf(sources);

function withFile(
  path: string,
  change: (text: string) => string,
): NumericSources {
  const text = sources.files.get(path)!;
  const changed = change(text);
  assertNotEquals(changed, text);
  return { ...sources, files: new Map([...sources.files, [path, changed]]) };
}

Deno.test("the engine's version is that of its sources", () => {
  assertEquals(
    engineVersion,
    version,
    "the numerics have changed, and what older ones computed must not pass for theirs: run `deno task version` and commit lib/job/engine_version.ts",
  );
});

Deno.test("the engine's version changes with code, not with comments and layout", async () => {
  const path = "lib/linalg/matrix.ts";
  const same = withFile(
    path,
    (text) =>
      `// ${text.length} characters\n${
        text.replaceAll("/**", "/** Note:").replaceAll(";\n", "  ;\n\n\n")
      }`,
  );
  assertEquals(await versionOf(same), version);
  for (
    const [old, other] of [["let sum = 0;", "let sum = 1;"], ["j++", "j += 2"]]
  ) {
    const changed = withFile(path, (text) => text.replace(old, other));
    assertNotEquals(await versionOf(changed), version, other);
  }
});

Deno.test("the engine's version changes with the packages that numerics import", async () => {
  const [[id, locked]] = sources.packages;
  const packages = new Map([...sources.packages, [id, `${locked} other`]]);
  assertNotEquals(await versionOf({ ...sources, packages }), version);
  const names = [...sources.packages.keys()];
  // what they import, and what that imports in turn
  assert(
    names.some((name) => name.startsWith("@stdlib/math-base-special-exp@")),
  );
  assert(
    names.some((name) => name.startsWith("@stdlib/math-base-assert-is-nan@")),
  );
  assertEquals([...sources.packages.values()].filter((entry) => !entry), []);
});

Deno.test("the engine's version covers all that decides a job's numbers, and no more", () => {
  const rooms = new Set(
    [...sources.files.keys()].map((path) => path.match(/^lib\/([^/.]+)/)?.[1]),
  );
  for (
    const room of [
      "random",
      "special",
      "emit",
      "linalg",
      "network",
      "kernels",
      "data",
      "objective",
      "flow",
      "optimize",
      "curvature",
      "verdict",
      "train",
      "landscape",
      "job",
    ]
  ) {
    assert(rooms.has(room), room);
  }
  for (const room of ["file", "cell", "figure", "notebook", "host"]) {
    assert(!rooms.has(room), room);
  }
  assert(sources.files.has("lib/job/kinds/plane.ts"));
  assert(sources.files.has("lib/objective/empirical_kind.ts"));
  assert(!sources.files.has("lib/job/pool.ts"));
});
