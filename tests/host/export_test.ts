import { assert, assertEquals } from "@std/assert";
import { exportHtml } from "../../lib/host/bundle/export_html.ts";
import { inlineJson, inlineScript } from "../../lib/host/bundle/inline.ts";
import { parseHTML } from "linkedom";

const nasty = [
  "</script>",
  "</SCRIPT >",
  "<!--",
  "<!-- <script>",
  "]]>",
  "a < b, c </ d, <\\/script>",
  "\u2028\u2029</script",
];

Deno.test("inlineScript hides ends and comments, and means the same", () => {
  for (const text of nasty) {
    const literals = [
      JSON.stringify(text),
      "`" + text.replaceAll("\\", "\\\\") + "`",
    ];
    for (const literal of literals) {
      const source = inlineScript(`return ${literal};`);
      assert(!/<\/script|<!--/i.test(source), source);
      assertEquals(new Function(source)(), text);
    }
  }
  for (const flags of ["", "u", "v"]) {
    const source = inlineScript(`return /^<!--(?:-?>|<)$/${flags};`);
    assert(!source.includes("<!--"), source);
    assert(new Function(source)().test("<!--->"), source);
  }
});

Deno.test("inlineJson hides whatever could end it, and means the same", () => {
  const json = inlineJson({ nasty });
  assert(!json.includes("<"));
  assertEquals(JSON.parse(json), { nasty });
});

Deno.test("exportHtml lets run its own two scripts, and no others", async () => {
  const parts = {
    title: "</title><script>bad()</script>",
    style: "body { color: red }\n",
    theme: "const theme = '</script>';",
    page: "const page = '<!--';",
    worker: "const worker = '</script>';",
    files: { "a.csv": "</script><script>bad()</script>" },
    rooms: {
      "</script><script>bad()": { span: "half" as const, heights: [1] },
    },
  };
  const { document } = parseHTML(await exportHtml(parts));
  const policy = document.querySelector("meta[http-equiv]")!
    .getAttribute("content")!;
  const rules = new Map(
    policy.split("; ").map((rule) => {
      const [name, ...sources] = rule.split(" ");
      return [name, sources];
    }),
  );
  assertEquals(rules.get("default-src"), ["'none'"]);
  const scripts = [...document.querySelectorAll("script")];
  const running = scripts.filter((script) =>
    !/plain|json/.test(script.getAttribute("type") ?? "")
  );
  assertEquals([scripts.length, running.length], [5, 2]);
  const hashes = await Promise.all(running.map(async ({ textContent }) => {
    const bytes = new TextEncoder().encode(textContent!);
    const digest = await crypto.subtle.digest("SHA-256", bytes);
    return `'sha256-${new Uint8Array(digest).toBase64()}'`;
  }));
  assertEquals(rules.get("script-src"), [...hashes, "'wasm-unsafe-eval'"]);
});
