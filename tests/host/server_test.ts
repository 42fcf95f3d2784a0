import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { start } from "../../lib/host/start.ts";

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
await Deno.symlink(`${place}/secret.csv`, `${folder}/data/link.csv`);

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
        "/notebooks/data/link.csv",
        "/notebooks//etc/passwd",
        `/notebooks/${encodeURIComponent(`${place}/secret.csv`)}`,
        "/notebooks/data/a.csv%00",
        "/notebooks/small.ts",
        "/assets/../server.ts",
        "/assets/server.ts",
        "/secret.csv",
        "/notebooks/%",
      ]
    ) {
      const answer = await raw(base, `GET ${path}`);
      assertMatch(answer, /^HTTP\/1.1 40[034]/, path);
      assert(
        !answer.includes("secret\r\n") && !answer.endsWith("secret"),
        path,
      );
    }
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
