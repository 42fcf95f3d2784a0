import { assertEquals, assertRejects } from "@std/assert";
import { loadResult, saveResult } from "../../lib/file/mod.ts";
import { assertIdentical, hardResult } from "./results.ts";

function fileTest(
  name: string,
  test: (folder: string) => Promise<void>,
): void {
  Deno.test(name, async () => {
    const folder = await Deno.makeTempDir();
    try {
      await test(folder);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
}

function filesIn(folder: string): string[] {
  return Array.from(Deno.readDirSync(folder), ({ name }) => name).sort();
}

for (const extension of [".json", ".npz", ".safetensors", ".pt", ".pth"]) {
  fileTest(
    `loadResult loads what saveResult saved as ${extension}`,
    async (folder) => {
      const path = `${folder}/a result${extension}`;
      await saveResult({ first: true }, path);
      await saveResult(hardResult, path);
      assertIdentical(await loadResult(path), hardResult);
      assertEquals(filesIn(folder), [`a result${extension}`]);
    },
  );
}

fileTest("saveResult keeps the old file when it fails", async (folder) => {
  const path = `${folder}/result.json`;
  await saveResult({ old: 1 }, path);
  await assertRejects(() => saveResult({ f: Math.tanh }, path), TypeError);
  await Deno.mkdir(`${folder}/folder.npz`);
  await assertRejects(
    () => saveResult({ a: 1 }, `${folder}/folder.npz`),
    Error,
    "Cannot save the result to",
  );
  assertEquals(await loadResult(path), { old: 1 });
  assertEquals(filesIn(folder), ["folder.npz", "result.json"]);
});

fileTest(
  "saveResult and loadResult name the path in their errors",
  async (folder) => {
    await assertRejects(
      () => saveResult({}, `${folder}/nowhere/a.json`),
      Error,
      `Cannot save the result to "${folder}/nowhere/a.json": No such file`,
    );
    await assertRejects(
      () => loadResult(`${folder}/a.npz`),
      Error,
      `Cannot load a result from "${folder}/a.npz": No such file`,
    );
  },
);

for (const path of ["a.txt", "a", "a.json/b", ".json.gz", "a.JSON5"]) {
  fileTest(`saveResult and loadResult refuse ${path}`, async (folder) => {
    for (
      const act of [
        () => saveResult({}, `${folder}/${path}`),
        () => loadResult(`${folder}/${path}`),
      ]
    ) {
      await assertRejects(
        act,
        RangeError,
        "expected .json, .npz, .safetensors, .pt or .pth",
      );
    }
  });
}

fileTest("loadResult refuses a file of the other kind", async (folder) => {
  await saveResult({ a: 1 }, `${folder}/a.json`);
  await Deno.rename(`${folder}/a.json`, `${folder}/a.npz`);
  await assertRejects(
    () => loadResult(`${folder}/a.npz`),
    SyntaxError,
    "(zip)",
  );
});

Deno.test("saveResult and loadResult say what to do where there is no Deno", async () => {
  const descriptor = Object.getOwnPropertyDescriptor(globalThis, "Deno")!;
  Object.defineProperty(globalThis, "Deno", {
    ...descriptor,
    value: undefined,
  });
  try {
    await assertRejects(
      () => saveResult({}, "a.json"),
      TypeError,
      "expected Deno (use encodeJson or encodeNpz",
    );
    await assertRejects(
      () => loadResult("a.npz"),
      TypeError,
      "expected Deno (use decodeJson or decodeNpz",
    );
  } finally {
    Object.defineProperty(globalThis, "Deno", descriptor);
  }
});
