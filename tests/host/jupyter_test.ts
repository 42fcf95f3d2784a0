import { assert, assertEquals, assertMatch } from "@std/assert";
import { frameInput } from "../../lib/host/jupyter/control.ts";
import { findKernel } from "../../lib/host/jupyter/kernel.ts";
import { isNotebookOrigin } from "../../lib/host/jupyter/server.ts";
import { randomToken } from "../../lib/host/server/loopback.ts";
import { notebookGraph, openNotebook, text } from "../../lib/notebook/mod.ts";

const kernel = { port: 1, token: "t", session: "s" };

function openEmpty(): void {
  openNotebook({
    duplicates: "refuse",
    readBytes: () => Promise.reject(new Error("no files")),
  });
}

Deno.test("findKernel finds none outside Jupyter", () => {
  assertEquals(findKernel(), undefined);
});

const origins: readonly (readonly [string | null, boolean])[] = [
  ["http://localhost:8888", true],
  ["https://localhost", true],
  ["http://127.0.0.1:8889", true],
  ["http://[::1]:8888", true],
  ["vscode-webview://0a1b2c", true],
  [null, false],
  ["null", false],
  ["https://example.org", false],
  ["http://localhost.example.org", false],
  ["http://example.org/localhost", false],
  ["http://127.0.0.1.example.org:8888", false],
  ["http://localhost:8888@example.org", false],
  ["vscode-webview://a.example.org/", false],
  ["file://localhost", false],
];

for (const [origin, fit] of origins) {
  Deno.test(`isNotebookOrigin says ${fit} to ${origin}`, () => {
    assertEquals(isNotebookOrigin(origin), fit);
  });
}

Deno.test("randomToken gives 32 hexadecimal digits, new each time", () => {
  assertMatch(randomToken(), /^[0-9a-f]{32}$/);
  assert(randomToken() !== randomToken());
});

Deno.test("frameInput keeps values and problems text", async () => {
  openEmpty();
  const cell = text`Title ${`</script><b x="1">&`}`;
  await notebookGraph().settled();
  const { "text/html": html } = frameInput(cell, "text Title", kernel);
  assert(!String(html).includes("<b x"));
  // The script's own end is the only one.
  assertEquals(String(html).match(/<\/script/g)?.length, 1);
  cell.set(7 as unknown as string);
  await notebookGraph().settled();
  const { "text/html": after } = frameInput(cell, "text Title", kernel);
  assertMatch(
    String(after),
    /<p class="thalweg-problem"[^>]*>Cannot set &#34;Title&#34;: 7, expected a text<\/p>/,
  );
});

Deno.test("frameInput keeps JupyterLab's keys from its fields", async () => {
  openEmpty();
  const cell = text`Title`;
  await notebookGraph().settled();
  const { "text/html": html } = frameInput(cell, "text Title", kernel);
  assertMatch(String(html), /<input data-lm-suppress-shortcuts="true"/);
});
