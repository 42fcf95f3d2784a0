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
for (const name of ["shown.tsx", "shown.MTS", "shown.mjs"]) {
  await Deno.writeTextFile(`${folder}/data/${name}`, "// secret");
}
await Deno.symlink(`${folder}/data/shown.mjs`, `${folder}/data/masked.csv`);
await Deno.mkdir(`${folder}/node_modules/a`, { recursive: true });
await Deno.writeTextFile(`${folder}/node_modules/a/a.csv`, "secret");
await Deno.writeTextFile(`${folder}/deno.json`, '{ "x": "secret" }');
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
    assertStringIncludes(await page.text(), "/scripts/small");
    const script = await fetch(`${base}/scripts/small`);
    assertMatch(script.headers.get("content-type")!, /javascript/);
    // A browser has none of these, and shows nothing where one is imported.
    assert(!/(?:from|import)\s*"(?:node|npm|jsr):/.test(await script.text()));
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
        "/scripts/linked",
        "/scripts/..%2fsecret",
        "/notebooks/small.t%73",
        "/notebooks/small.%74s",
        "/notebooks/data/shown.tsx",
        "/notebooks/data/shown.MTS",
        "/notebooks/data/shown.mjs",
        "/notebooks/data/masked.csv",
        "/notebooks/node_modules/a/a.csv",
        "/notebooks/deno.json",
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

Deno.test("a request that is malformed is answered in words, never by a stack", () =>
  serve(async (base) => {
    for (
      const [line, host] of [
        ["GET /", "a b"],
        ["GET /", "[::1"],
        ["GET /", "127.0.0.1:x"],
        ["GET /", "exa<mple"],
        ["GET /notebooks/%ff", "127.0.0.1"],
        ["GET /notebooks/%", "127.0.0.1"],
        [`GET /notebooks/${"x".repeat(3000)}`, "127.0.0.1"],
        [`GET /notebooks/${"x/".repeat(3000)}`, "127.0.0.1"],
        ["GET /notebooks/data/a.csv/b", "127.0.0.1"],
        ["GET //example.org/", "127.0.0.1"],
        ["GET /changes", "127.0.0.1"],
        ["GET /changes?token[]=1", "127.0.0.1"],
        ["BREW /", "127.0.0.1"],
      ]
    ) {
      const answer = await raw(base, line, host);
      assertMatch(answer, /^HTTP\/1.1 (40[0345]|42[26])/, `${line} ${host}`);
      const words = answer.slice(answer.indexOf("\r\n\r\n") + 4);
      assert(words.length > 5, `${line} ${host}: no words`);
      assert(!/\.ts:\d|\bat \w+\.\w+ \(/.test(answer), answer);
    }
  }));

/** What browsers send along; see the Fetch Metadata specification. */
const navigation = {
  "sec-fetch-mode": "navigate",
  "sec-fetch-dest": "document",
};

Deno.test("pages elsewhere get nothing, whatever they ask for; a link leads to a door", () =>
  serve(async (base) => {
    const paths = [
      "/",
      "/notebooks/small",
      "/scripts/small",
      "/notebooks/data/a.csv",
      "/thumbnails/small",
      "/assets/worker.js",
      "/assets/style.css",
      "/changes",
    ];
    const foreign: Record<string, string>[] = [
      { origin: "https://example.org" },
      { origin: "null" },
      { origin: "http://127.0.0.1:1" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site", "sec-fetch-mode": "no-cors" },
      { "sec-fetch-site": "cross-site", "sec-fetch-dest": "image" },
      {
        ...navigation,
        "sec-fetch-site": "cross-site",
        "sec-fetch-dest": "iframe",
      },
    ];
    for (const path of paths) {
      for (const headers of foreign) {
        const response = await fetch(base + path, { headers });
        const text = await response.text();
        assertEquals(response.status, 403, `${path} ${Object.keys(headers)}`);
        assert(!/small|Small|x\n1/.test(text), path);
      }
    }
    const door = await fetch(`${base}/notebooks/small`, {
      headers: { ...navigation, "sec-fetch-site": "cross-site" },
    });
    assertEquals(door.status, 200);
    const page = await door.text();
    assertStringIncludes(page, 'href="/notebooks/small?here"');
    assert(!/data-token|scripts\/small/.test(page));
    const trap = await fetch(`${base}//example.org/x`, {
      headers: { ...navigation, "sec-fetch-site": "cross-site" },
    });
    assertStringIncludes(await trap.text(), 'href="/example.org/x?here"');
    for (const site of ["none", "same-origin"]) {
      const own = await fetch(`${base}/notebooks/small`, {
        headers: { ...navigation, "sec-fetch-site": site },
      });
      assertStringIncludes(await own.text(), "data-token");
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

const oddNames = [
  "x.y.js",
  "data",
  "50% a+b&c=d",
  "what?#now Ünïcödé λ 学",
  "quote\"'<b>%41",
];

Deno.test("a notebook of any name is listed, opened and bundled", async () => {
  const folder = await Deno.makeTempDir();
  for (const name of oddNames) {
    await Deno.writeTextFile(
      `${folder}/${name}.ts`,
      `import { md } from "@thalweg/thalweg"; md\`# It is ${
        oddNames.indexOf(name)
      }.\`;`,
    );
  }
  await Deno.writeTextFile(`${folder}/x.y.js`, "// secret");
  const server = await start(folder, 0);
  const base = `http://127.0.0.1:${server.addr.port}`;
  try {
    const gallery = await (await fetch(base)).text();
    const links = [...gallery.matchAll(/href="(\/notebooks\/[^"]*)"/g)]
      .map(([, link]) => link);
    assertEquals(links.length, oddNames.length);
    for (const link of links) {
      const page = await (await fetch(base + link)).text();
      assertMatch(page, /<title>It is \d+\./, link);
      const [, script] = page.match(/src="(\/scripts\/[^"]*)"/)!;
      const answer = await fetch(base + script);
      assertMatch(answer.headers.get("content-type")!, /javascript/, script);
      await answer.body?.cancel();
    }
  } finally {
    await server.shutdown();
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("looking at a folder runs nothing of it", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.mkdir(`${folder}/thumbnails`);
  await Deno.writeTextFile(
    `${folder}/acts.ts`,
    `import { md } from "@thalweg/thalweg";
md\`# It acts\`;
Deno.writeTextFileSync(${JSON.stringify(`${folder}/done.txt`)}, "done");
for (;;);`,
  );
  await Deno.writeTextFile(`${folder}/thumbnails/acts.svg`, "<svg/>");
  const server = await start(folder, 0);
  const base = `http://127.0.0.1:${server.addr.port}`;
  try {
    for (
      const path of [
        "/",
        "/thumbnails/acts",
        "/notebooks/acts",
        "/scripts/acts",
        "/notebooks/thumbnails/acts.svg",
      ]
    ) {
      const response = await fetch(base + path);
      await response.body?.cancel();
      assertEquals(response.status, 200, path);
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
    const names = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
    assertEquals(names, ["acts.ts", "thumbnails"]);
  } finally {
    await server.shutdown();
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("nothing that a file says takes more than linear time", async () => {
  const folder = await Deno.makeTempDir();
  const n = 200_000;
  const texts = {
    brackets: `md\`# ${"[".repeat(n)}\`;`,
    links: `md\`# x\n\n${"[a](".repeat(n)}\`;`,
    holes: `md\`# ${"${".repeat(n)}\`;`,
    lines: `md\`# x\n${"\n \t".repeat(n)}y\`;`,
    hashes: `md\`${"#".repeat(n)}\`;`,
    openings: "md`\\`".repeat(n),
    unclosed: "md`" + "x".repeat(n),
    escapes: "md`" + "\\".repeat(n),
    stars: `md\`# ${"*_".repeat(n)}\`;`,
    spaces: `md\`# ${" ".repeat(n)}x\`;`,
  };
  for (const [name, text] of Object.entries(texts)) {
    await Deno.writeTextFile(`${folder}/${name}.ts`, text);
  }
  const server = await start(folder, 0);
  try {
    const began = performance.now();
    const response = await fetch(`http://127.0.0.1:${server.addr.port}/`);
    const page = await response.text();
    const seconds = (performance.now() - began) / 1000;
    assertEquals(page.match(/class="card"/g)?.length, 10);
    // Half of them alone took 3.7 s each at 60 000 in quadratic time.
    assert(seconds < 2, `${seconds} s`);
    assert(page.length < 100_000, `${page.length} characters`);
  } finally {
    await server.shutdown();
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("a notebook of 50 MB is refused in words, data of 50 MB come whole", async () => {
  const folder = await Deno.makeTempDir();
  const large = new Uint8Array(50e6).fill(32);
  await Deno.writeFile(`${folder}/huge.ts`, large);
  await Deno.writeFile(`${folder}/huge.csv`, large);
  const server = await start(folder, 0);
  const base = `http://127.0.0.1:${server.addr.port}`;
  try {
    const began = performance.now();
    for (const path of ["/", "/notebooks/huge", "/scripts/huge"]) {
      const text = await (await fetch(base + path)).text();
      assertStringIncludes(text, "it has 50.0 MB, expected 4 MB at most");
    }
    assert(performance.now() - began < 5000);
    const data = await fetch(`${base}/notebooks/huge.csv`);
    assertEquals(data.headers.get("content-length"), "50000000");
    let length = 0;
    let largest = 0;
    for await (const chunk of data.body!) {
      length += chunk.length;
      largest = Math.max(largest, chunk.length);
    }
    assertEquals(length, 50e6);
    assert(largest < 1e6, "in pieces");
    const head = await fetch(`${base}/notebooks/huge.csv`, { method: "HEAD" });
    assertEquals(head.headers.get("content-length"), "50000000");
    assertEquals(await head.text(), "");
  } finally {
    await server.shutdown();
    await Deno.remove(folder, { recursive: true });
  }
});
