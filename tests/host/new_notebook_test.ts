import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { pathToFileURL } from "node:url";
import {
  mergedConfiguration,
  readConfiguration,
} from "../../lib/host/project/configuration.ts";
import {
  fileName,
  writeNotebook,
} from "../../lib/host/project/new_notebook.ts";
import { templates } from "../../lib/host/project/templates/list.ts";
import { NotebookServer } from "../../lib/host/server/notebook_server.ts";
import { describeSource } from "../../lib/host/server/notebook_files.ts";
import { renderNotebook } from "../../lib/host/static/render_notebook.ts";

const names: Record<string, string> = {
  first: "first",
  "first.ts": "first",
  "  Deep or wide ": "Deep_or_wide",
  "λ-flow_2": "λ-flow_2",
  "2024": "2024",
};

const refused = [
  "",
  " ",
  ".",
  "..",
  ".hidden",
  "-option",
  "a/b",
  "a\\b",
  "a\0b",
  "a:b",
  "a?b",
  "<b>",
  "`",
  "${x}",
  "x".repeat(81),
];

Deno.test("names of notebooks are names of files on every system", () => {
  for (const [given, name] of Object.entries(names)) {
    assertEquals(fileName(given), name);
  }
  for (const given of refused) {
    assertThrows(() => fileName(given), RangeError, "Cannot name a notebook");
  }
});

for (const { name } of templates) {
  Deno.test(`the template ${name} is a notebook that runs clean and tells its question`, async () => {
    const folder = await Deno.makeTempDir();
    const { files } = await writeNotebook({
      folder,
      name: "My first",
      template: name,
    });
    assertEquals(files[0], `${folder}/My_first.ts`);
    assertEquals(files.at(-1), `${folder}/deno.json`);
    const source = await Deno.readTextFile(files[0]);
    const { title, summary } = describeSource(source, "");
    assertEquals(title, "My first");
    assert(summary.length > 20, summary);
    assert(!/TITLE|NAME/.test(source));
    const { html, ok, cells } = await renderNotebook(pathToFileURL(files[0]));
    assert(ok, JSON.stringify(cells));
    assert(/<figure/.test(html));
    assert(/class="inputs"/.test(html), "nothing to move");
  });
}

Deno.test("a new notebook overwrites nothing, and leaves nothing where it cannot be", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/deno.jsonc`, `{ /* mine */ }`);
  await Deno.writeTextFile(`${folder}/first.ts`, "mine");
  await Deno.writeTextFile(`${folder}/second.csv`, "mine");
  for (
    const given of [
      { name: "first" },
      { name: "second", template: "own-data" },
      { name: "third", template: "blnk" },
      { name: "../third" },
    ]
  ) {
    await assertRejects(
      () => writeNotebook({ folder, ...given }),
      Error,
      "expected",
    );
  }
  assertEquals(
    (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name)
      .sort(),
    ["deno.jsonc", "first.ts", "second.csv"],
  );
  assertEquals(await Deno.readTextFile(`${folder}/first.ts`), "mine");
  const { files, advice } = await writeNotebook({ folder, name: "third" });
  assertEquals(files.length, 1);
  assert(advice?.includes("deno add jsr:@thalweg/thalweg"), advice);
  assertEquals(
    await Deno.readTextFile(`${folder}/deno.jsonc`),
    `{ /* mine */ }`,
  );
});

Deno.test("a notebook's own import map counts, with paths from where it lies", () => {
  const content = readConfiguration(`{
    // a person's
    "imports": { "a": "npm:a@1", "./b": "./c.ts", "@thalweg/thalweg": "jsr:@thalweg/thalweg@0.0.1", "n": 1 },
    "scopes": { "./d/": { "a": "../e.ts" } },
    "links": ["../x"],
  }`);
  const { imports, scopes, links } = mergedConfiguration({
    file: "/home/x/deno.json",
    content,
  });
  assertEquals(imports?.a, "npm:a@1");
  assertEquals(imports?.["file:///home/x/b"], "file:///home/x/c.ts");
  assertEquals(imports?.n, undefined);
  assert(imports!["@thalweg/thalweg"] !== "jsr:@thalweg/thalweg@0.0.1");
  assertEquals(scopes, { "file:///home/x/d/": { a: "file:///home/e.ts" } });
  assertEquals(links?.length, 1);
});

/** A request to a server of a folder, as its gallery sends it. */
async function post(
  folder: string,
  body: string,
  change: (headers: Headers) => void = () => {},
): Promise<Response> {
  const server = new NotebookServer(folder);
  const host = "127.0.0.1:8000";
  const headers = new Headers({ host, origin: `http://${host}` });
  const gallery = await (await server.handle(
    new Request(`http://${host}/`, { headers: { host } }),
  )).text();
  const [, token] = gallery.match(/<form id="new" data-token="(\w+)"/)!;
  headers.set("x-thalweg-token", token);
  change(headers);
  return await server.handle(
    new Request(`http://${host}/new`, { method: "POST", headers, body }),
  );
}

Deno.test("the gallery's card writes a notebook, with its token and Origin only", async () => {
  const folder = await Deno.makeTempDir();
  const wanted = JSON.stringify({ name: "My own", template: "blank" });
  const refusals: [number, string, ((headers: Headers) => void)?][] = [
    [403, wanted, (headers) => headers.delete("x-thalweg-token")],
    [403, wanted, (headers) => headers.set("x-thalweg-token", "x")],
    [403, wanted, (headers) => headers.delete("origin")],
    [403, wanted, (headers) => headers.set("origin", "http://evil.example")],
    [403, wanted, (headers) => headers.set("host", "evil.example")],
    [400, "no json"],
    [400, "[]"],
    [400, "null"],
    [400, `{"name": 1, "template": "blank"}`],
    [400, JSON.stringify({ name: "x".repeat(3000), template: "blank" })],
    [422, `{"name": "../up", "template": "blank"}`],
    [422, `{"name": "x", "template": "../list.ts"}`],
  ];
  for (const [status, body, change] of refusals) {
    const response = await post(folder, body, change);
    assertEquals(response.status, status, body);
    await response.body?.cancel();
  }
  assertEquals(await Array.fromAsync(Deno.readDir(folder)), []);
  const response = await post(folder, wanted);
  assertEquals(response.status, 201);
  assertEquals(await response.json(), { name: "My_own" });
  const again = await post(folder, wanted);
  assertEquals(again.status, 422);
  assert((await again.text()).includes("is there already"));
});
