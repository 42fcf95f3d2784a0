import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { start } from "../../lib/host/commands/start.ts";

// A folder as a user might have it: a notebook, data, and things around it
// that must stay unseen.
const place = await Deno.makeTempDir();
const folder = `${place}/notebooks`;
await Deno.mkdir(`${folder}/data`, { recursive: true });
await Deno.writeTextFile(
  `${folder}/small.ts`,
  `import { md, number } from "@thalweg/thalweg";
md\`# Small <one>

It adds. Nothing else.\`;
const x = number\`x \${1}\`;
md\`x is \${x}\`;
`,
);
await Deno.writeTextFile(`${folder}/broken.ts`, "md`# Broken`; const = 1;");
await Deno.writeTextFile(`${folder}/data/a.csv`, "x\n1\n");
await Deno.writeTextFile(`${place}/secret.csv`, "secret");
await Deno.writeTextFile(`${place}/secret.ts`, "// secret");
await Deno.writeTextFile(`${folder}/.hidden.csv`, "secret");
await Deno.symlink(`${place}/secret.csv`, `${folder}/data/link.csv`);
await Deno.symlink(`${place}/secret.ts`, `${folder}/linked.ts`);
await Deno.symlink(place, `${folder}/data/out`);

async function serve(
  test: (base: string) => Promise<void>,
): Promise<void> {
  const server = await start(folder, 0);
  try {
    await test(`http://127.0.0.1:${server.addr.port}`);
  } finally {
    await server.shutdown();
  }
}

/** A request with its path as it is; fetch would tidy it up. */
async function raw(
  base: string,
  line: string,
  host = "127.0.0.1",
): Promise<string> {
  const { port } = new URL(base);
  const connection = await Deno.connect({
    hostname: "127.0.0.1",
    port: Number(port),
  });
  await connection.write(new TextEncoder().encode(
    `${line} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
  ));
  return await new Response(connection.readable).text();
}

Deno.test("the gallery names every notebook, as text", () =>
  serve(async (base) => {
    const response = await fetch(base);
    const page = await response.text();
    assertEquals(response.status, 200);
    assertStringIncludes(page, "It adds.");
    assert(!page.includes("<one>"));
  }));

Deno.test("a notebook is a page with its own script", () =>
  serve(async (base) => {
    const page = await fetch(`${base}/notebooks/small`);
    assertEquals(page.status, 200);
    assertStringIncludes(await page.text(), "/notebooks/small.js");
    const script = await fetch(`${base}/notebooks/small.js`);
    assertMatch(script.headers.get("content-type")!, /javascript/);
    await script.body?.cancel();
  }));

Deno.test("a notebook that does not compile says where", () =>
  serve(async (base) => {
    const page = await fetch(`${base}/notebooks/broken`);
    assertEquals(page.status, 500);
    assertStringIncludes(await page.text(), "broken.ts");
  }));

Deno.test("data beside the notebooks is served, nothing else", () =>
  serve(async (base) => {
    const data = await fetch(`${base}/notebooks/data/a.csv`);
    assertEquals(await data.text(), "x\n1\n");
    for (
      const path of [
        "/notebooks/../secret.csv",
        "/notebooks/data/../../secret.csv",
        "/notebooks/%2e%2e/secret.csv",
        "/notebooks/..%2fsecret.csv",
        "/notebooks/data/..%5c..%5csecret.csv",
        "/notebooks/data/%252e%252e/%252e%252e/secret.csv",
        "/notebooks/data/%25252e%25252e/secret.csv",
        "/notebooks/%c0%ae%c0%ae/secret.csv",
        "/notebooks/.%2e/secret.csv",
        "/notebooks/..;/secret.csv",
        "/notebooks/..\\secret.csv",
        "/notebooks/%2e%2e%2fsecret",
        "/notebooks/%2e%2e%5csecret.js",
        "/notebooks/linked",
        "/notebooks/linked.js",
        "/notebooks/.hidden.csv",
        "/notebooks/%2ehidden.csv",
        "/notebooks/data/out/secret.csv",
        "/notebooks/data/link.csv",
        "/thumbnails/linked",
        "/thumbnails/..%2fsecret",
        "/thumbnails/%2e%2e/secret",
        "/notebooks//etc/passwd",
        `/notebooks/${encodeURIComponent(`${place}/secret.csv`)}`,
        "/notebooks/data/a.csv%00",
        "/notebooks/small.ts",
        "/assets/../server.ts",
        "/assets/server.ts",
        "/assets/..%2fserver.ts",
        "/secret.csv",
        `${place}/secret.csv`,
        `file://${place}/secret.csv`,
        "/notebooks/%",
      ]
    ) {
      const answer = await raw(base, `GET ${path}`);
      assertMatch(answer, /^HTTP\/1.1 40[034]/, path);
      assert(!/secret\r?\n|secret$/.test(answer), path);
    }
  }));

Deno.test("only this machine is listened to", async () => {
  const server = await start(folder, 0);
  assertEquals(server.addr.hostname, "127.0.0.1");
  await server.shutdown();
});

Deno.test("the socket that tells of changes opens to pages of this server", () =>
  serve(async (base) => {
    const page = await (await fetch(`${base}/notebooks/small`)).text();
    const [, token] = page.match(/data-token="(\w{32})"/)!;
    const knock = async (origin: string | undefined, token: string) => {
      const options = origin === undefined ? {} : { headers: { origin } };
      const socket = new WebSocket(
        `${base.replace("http", "ws")}/changes?token=${token}&notebook=small`,
        options as unknown as string[], // headers are Deno's own
      );
      const opened = await new Promise<boolean>((resolve) => {
        socket.onopen = () => resolve(true);
        socket.onerror = () => resolve(false);
      });
      const closed = new Promise((resolve) => socket.onclose = resolve);
      socket.close();
      if (opened) await closed;
      return opened;
    };
    const answers = await Promise.all([
      knock(base, token),
      knock(base, "0".repeat(32)),
      knock(base, ""),
      knock(undefined, token),
      knock("null", token),
      knock("https://example.org", token),
      knock(`${base}.example.org`, token),
      knock("http://127.0.0.1:1", token),
      knock(base.replace("http", "https"), token),
    ]);
    assertEquals(answers, [true, ...Array(8).fill(false)]);
  }));

Deno.test("a request under another host's name is refused", () =>
  serve(async (base) => {
    for (
      const host of ["example.org", "127.0.0.1.example.org", "localhost.x"]
    ) {
      assertMatch(await raw(base, "GET /", host), /^HTTP\/1.1 403/);
    }
    for (const host of ["localhost", "localhost:8000", "[::1]:80"]) {
      assertMatch(await raw(base, "GET /", host), /^HTTP\/1.1 200/);
    }
  }));

Deno.test("only reading is allowed", () =>
  serve(async (base) => {
    const response = await fetch(base, { method: "POST", body: "x" });
    assertEquals(response.status, 405);
    await response.body?.cancel();
  }));

Deno.test("every answer carries a policy without eval", () =>
  serve(async (base) => {
    for (const path of ["/", "/notebooks/small", "/nothing"]) {
      const response = await fetch(base + path);
      await response.body?.cancel();
      const policy = response.headers.get("content-security-policy")!;
      assertStringIncludes(policy, "'wasm-unsafe-eval'");
      assert(!/'unsafe-eval'|script-src[^;]*'unsafe-inline'/.test(policy));
      assertEquals(response.headers.get("x-content-type-options"), "nosniff");
    }
  }));

Deno.test("a port in use, and a folder that is not there, say what to do", async () => {
  const other = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const messages = await Promise.all([
    start(folder, (other.addr as Deno.NetAddr).port),
    start(`${place}/nothing`, 0),
  ].map((attempt) => attempt.then(() => "", (error) => error.message)));
  other.close();
  assertStringIncludes(messages[0], "in use, expected a free one");
  assertStringIncludes(messages[1], "expected one with notebooks");
});
