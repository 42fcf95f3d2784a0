import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import { start } from "../../lib/host/commands/start.ts";

const place = await Deno.makeTempDir();
const folder = `${place}/notebooks`;
await Deno.mkdir(`${folder}/inner`, { recursive: true });
const first = `// %%
import { md } from "@thalweg/thalweg";

// %%
md\`# One\`;

// %%
const   odd = 1   // kept as it is
`;
await Deno.writeTextFile(`${place}/secret.ts`, "// secret\n");
await Deno.writeTextFile(`${folder}/inner/deep.ts`, "// deep\n");
await Deno.writeTextFile(`${folder}/.hidden.ts`, "// hidden\n");
await Deno.writeTextFile(`${folder}/data.csv`, "x\n1\n");
await Deno.symlink(`${place}/secret.ts`, `${folder}/linked.ts`);
await Deno.symlink(place, `${folder}/out`);
const outside = [
  `${place}/secret.ts`,
  `${folder}/inner/deep.ts`,
  `${folder}/.hidden.ts`,
  `${folder}/data.csv`,
];

interface Host {
  readonly base: string;
  readonly token: string;
  readonly file: string;
  readonly get: () => Promise<{ version: string; text: string }>;
  readonly put: (
    body: unknown,
    headers?: Record<string, string>,
    name?: string,
  ) => Promise<Response>;
}

const server = await start(folder, 0);
globalThis.addEventListener("unload", () => server.shutdown());
const base = `http://127.0.0.1:${server.addr.port}`;
const token = await tokenOf(base);

/** Hands on the server, with the notebook "one" as it was at first. */
async function serve(test: (host: Host) => Promise<void>): Promise<void> {
  const file = `${folder}/one.ts`;
  await Deno.writeTextFile(file, first);
  await test({
    base,
    token,
    file,
    get: async () =>
      await (await fetch(`${base}/sources/one`, {
        headers: { "x-thalweg-token": token },
      })).json(),
    put: (body, headers = {}, name = "one") =>
      fetch(`${base}/sources/${name}`, {
        method: "PUT",
        body: typeof body === "string" ? body : JSON.stringify(body),
        headers: { origin: base, "x-thalweg-token": token, ...headers },
      }),
  });
}

/** A page says it; one that cannot be built says it, too, and sooner. */
async function tokenOf(base: string): Promise<string> {
  await Deno.writeTextFile(`${folder}/broken.ts`, "const = 1;");
  const page = await (await fetch(`${base}/notebooks/broken`)).text();
  await Deno.remove(`${folder}/broken.ts`);
  return page.match(/data-token="(\w{32})"/)![1];
}

async function status(response: Promise<Response>): Promise<number> {
  const { status, body } = await response;
  await body?.cancel();
  return status;
}

Deno.test("a source is saved, formatted where it was changed, as its next version", () =>
  serve(async ({ file, get, put }) => {
    const { version, text } = await get();
    assertEquals(text, first);
    const changed = text.replace("md`# One`;", "md`# Two`\nconst x={a:1}");
    const answer = await put({ base: version, text: changed });
    assertEquals(answer.status, 200);
    const saved = await answer.json();
    assertEquals(
      saved.text,
      first.replace("md`# One`;", "md`# Two`;\nconst x = { a: 1 };"),
    );
    assertEquals(await Deno.readTextFile(file), saved.text);
    assertEquals(await get(), saved);
    const back = await put({ base: saved.version, text: first });
    assertEquals(await back.json(), { version, text: first });
  }));

Deno.test("what changed on disk meanwhile is answered, not overwritten", () =>
  serve(async ({ file, get, put }) => {
    const { version, text } = await get();
    await Deno.writeTextFile(file, `${first}// from elsewhere\n`);
    const answer = await put({ base: version, text: `${text}mine();\n` });
    assertEquals(answer.status, 409);
    const found = await answer.json();
    assertEquals(found.text, `${first}// from elsewhere\n`);
    assertEquals(await Deno.readTextFile(file), found.text);
    assertEquals(await get(), found);
  }));

Deno.test("of many who save one version, one does", () =>
  serve(async ({ file, get, put }) => {
    const { version } = await get();
    const texts = Array.from({ length: 8 }, (_, i) => `${first}// ${i}\n`);
    const answers = await Promise.all(
      texts.map((text) => put({ base: version, text })),
    );
    const states = await Promise.all(
      answers.map(async (one) => (await one.json(), one.status)),
    );
    assertEquals(states.filter((one) => one === 200).length, 1);
    assertEquals(states.filter((one) => one === 409).length, 7);
    assertEquals(await Deno.readTextFile(file), texts[states.indexOf(200)]);
  }));

Deno.test("a mistake is saved as it is, so that nothing is lost", () =>
  serve(async ({ file, get, put }) => {
    const { version } = await get();
    const text = first.replace("# One`", "# One");
    assertEquals(
      (await (await put({ base: version, text })).json()).text,
      text,
    );
    assertEquals(await Deno.readTextFile(file), text);
  }));

Deno.test("line ends, a mark of bytes and permissions stay", () =>
  serve(async ({ file, get, put }) => {
    const windows = `\ufeff${first.replaceAll("\n", "\r\n")}`;
    await Deno.writeTextFile(file, windows);
    await Deno.chmod(file, 0o640);
    const { version, text } = await get();
    const changed = text.replace("# One", "# Two");
    await (await put({ base: version, text: changed })).body?.cancel();
    assertEquals(
      await Deno.readTextFile(file),
      windows.replace("# One", "# Two"),
    );
    assertEquals((await Deno.stat(file)).mode! & 0o777, 0o640);
  }));

Deno.test("what is no text, or ends its lines in different ways, is not edited", () =>
  serve(async ({ base, token, file, put }) => {
    const odd: Uint8Array<ArrayBuffer>[] = [
      Uint8Array.of(0xff, 0xfe, 0x41),
      new TextEncoder().encode("a;\r\nb;\n"),
      new TextEncoder().encode("a;\rb;"),
      new Uint8Array(4e6 + 1).fill(32),
    ];
    for (const bytes of odd) {
      await Deno.writeFile(file, bytes);
      const answer = await fetch(`${base}/sources/one`, {
        headers: { "x-thalweg-token": token },
      });
      assertEquals(answer.status, 422);
      assertStringIncludes(await answer.text(), "Cannot edit");
      assertEquals(await status(put({ base: "", text: "x" })), 422);
      assertEquals(await Deno.readFile(file), bytes);
    }
  }));

Deno.test("editing needs the token and this server's Origin", () =>
  serve(async ({ base, token, file, get, put }) => {
    const { version } = await get();
    const body = { base: version, text: "hacked();\n" };
    const attempts: Record<string, string>[] = [
      { "x-thalweg-token": "" },
      { "x-thalweg-token": "0".repeat(32) },
      { origin: "" },
      { origin: "null" },
      { origin: "https://example.org" },
      { origin: `${base}.example.org` },
      { origin: "http://127.0.0.1:1" },
      { origin: base.replace("http", "https") },
      { origin: base.replace("127.0.0.1", "localhost") },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
    ];
    for (const headers of attempts) {
      assertEquals(
        await status(put(body, headers)),
        403,
        JSON.stringify(headers),
      );
    }
    const bare = { method: "PUT", body: JSON.stringify(body) };
    const known = { "x-thalweg-token": token };
    const url = `${base}/sources/one`;
    assertEquals(await status(fetch(url, bare)), 403);
    assertEquals(await status(fetch(url, { ...bare, headers: known })), 403);
    for (const path of ["/sources/one", "/types/one"]) {
      assertEquals(await status(fetch(base + path)), 403, path);
    }
    for (const method of ["POST", "DELETE", "PATCH", "OPTIONS"]) {
      const headers = { ...known, origin: base };
      assertEquals(await status(fetch(url, { method, headers })), 405, method);
    }
    assertEquals(await Deno.readTextFile(file), first);
  }));

Deno.test("paths lead nowhere outside, and make no files", () =>
  serve(async ({ put }) => {
    const before = await Promise.all(
      outside.map((one) => Deno.readTextFile(one)),
    );
    const names = [
      "..%2fsecret",
      "%2e%2e%2fsecret",
      "..%5csecret",
      "inner%2fdeep",
      "inner/deep",
      "out%2fsecret",
      "linked",
      ".hidden",
      "%2ehidden",
      "data.csv",
      "new",
      "one%00",
      "one.ts%00",
      encodeURIComponent(`${place}/secret`),
      "",
      "%",
      "x".repeat(3000),
    ];
    for (const name of names) {
      const code = await status(put({ base: "", text: "hacked();" }, {}, name));
      assertEquals(code, 404, name);
    }
    const after = await Promise.all(
      outside.map((one) => Deno.readTextFile(one)),
    );
    assertEquals(after, before);
    const found = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
    assertEquals(found, [
      ".hidden.ts",
      "data.csv",
      "inner",
      "linked.ts",
      "one.ts",
      "out",
    ]);
  }));

Deno.test("whatever is sent, the answer has words and the file is whole", () =>
  serve(async ({ file, get, put }) => {
    const { version } = await get();
    const body = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.json(),
      fc.record({ base: fc.anything(), text: fc.anything() }, {
        requiredKeys: [],
      }).map((one) =>
        JSON.stringify(
          one,
          (_, value) => typeof value === "bigint" ? String(value) : value,
        ) ?? ""
      ),
      fc.string({ unit: "binary" }).map((text) =>
        JSON.stringify({ base: "0", text })
      ),
      fc.constant(JSON.stringify({ base: version, text: "\ud800" })),
      fc.constant(JSON.stringify({ base: version, text: "a;\rb;" })),
    );
    await fc.assert(
      fc.asyncProperty(body, async (body) => {
        const code = await status(put(body));
        assert([400, 409, 422].includes(code), `${code}: ${body}`);
        assertEquals(await Deno.readTextFile(file), first);
      }),
      { numRuns: 60 },
    );
  }));

Deno.test("a writer that is killed leaves a whole file, old or new", async () => {
  const file = `${folder}/killed.ts`;
  const texts = ["a", "b"].map((letter) => letter.repeat(3_000_000));
  await Deno.writeTextFile(file, texts[0]);
  const library = new URL(
    "../../lib/host/storage/write_whole.ts",
    import.meta.url,
  );
  const program = `${place}/writer.ts`;
  await Deno.writeTextFile(
    program,
    `import { writeWhole } from ${JSON.stringify(library.href)};
for (let i = 0;; i++) {
  if (i === 1) console.log("wrote once");
  await writeWhole(${
      JSON.stringify(file)
    }, "ab"[(i + 1) % 2].repeat(3_000_000));
}`,
  );
  for (let round = 0; round < 6; round++) {
    const child = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-config", program],
      stdout: "piped",
      stderr: "null",
    }).spawn();
    const reader = child.stdout.getReader();
    await reader.read();
    await new Promise((resolve) => setTimeout(resolve, 3 * round));
    child.kill("SIGKILL");
    reader.releaseLock();
    await child.stdout.cancel();
    await child.status;
    const text = await Deno.readTextFile(file);
    assert(texts.includes(text), `${text.length} characters`);
  }
  // What it had begun lies hidden, where no page and no list looks.
  for (const { name } of Deno.readDirSync(folder)) {
    if (name.endsWith(".partial")) assert(name.startsWith("."), name);
    if (/killed/.test(name)) await Deno.remove(`${folder}/${name}`);
  }
});
