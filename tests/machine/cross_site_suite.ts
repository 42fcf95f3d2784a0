import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { NotebookServer } from "../../lib/host/server/notebook_server.ts";
import { withBrowser } from "./browser.ts";
import { findFaults } from "./faults.ts";

/** Everything by which a page may reach out to an address, without a click. */
function hostilePage(base: string): string {
  const paths = [
    "/",
    "/notebooks/small",
    "/scripts/small",
    "/notebooks/rows.csv",
    "/thumbnails/small",
    "/assets/worker.js",
  ];
  const each = (make: (url: string) => string) =>
    paths.map((path) => make(base + path)).join("\n");
  return `<!DOCTYPE html><title>Elsewhere</title>
${each((url) => `<img src="${url}">`)}
${each((url) => `<iframe src="${url}"></iframe>`)}
${each((url) => `<script src="${url}"></script>`)}
${each((url) => `<link rel="stylesheet" href="${url}">`)}
${each((url) => `<object data="${url}"></object>`)}
${each((url) => `<video src="${url}"></video>`)}
<iframe name="post"></iframe>
<form id="form" method="post" target="post" action="${base}/notebooks/small"><input name="x" value="1"></form>
<a id="link" href="${base}/notebooks/small#x=7">A notebook</a>
<script type="module">
form.submit();
const read = [];
for (const path of ${JSON.stringify(paths)}) {
  for (const mode of ["cors", "no-cors"]) {
    const text = await fetch(${
    JSON.stringify(base)
  } + path, { mode, credentials: "include" })
      .then((answer) => answer.text(), () => "");
    read.push(text);
  }
}
await new Promise((resolve) => {
  const socket = new WebSocket(${
    JSON.stringify(base.replace("http", "ws"))
  } + "/changes?token=x&notebook=small");
  socket.onopen = () => { read.push("socket"); resolve(); };
  socket.onerror = resolve;
});
document.body.dataset.read = read.join("");
</script>`;
}

Deno.test("a page elsewhere reads nothing here and starts nothing", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.mkdir(`${folder}/thumbnails`);
  await Deno.writeTextFile(`${folder}/thumbnails/small.svg`, "<svg/>");
  await Deno.writeTextFile(`${folder}/rows.csv`, "x\n1\n");
  await Deno.writeTextFile(
    `${folder}/small.ts`,
    'import { md, number } from "@thalweg/thalweg";\nconst x = number`x ${1}`;\nmd`# Small\n\nx is ${x}.`;\n',
  );
  const here = new NotebookServer(folder);
  const answers: { site: string; path: string; status: number }[] = [];
  const own = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    async (request) => {
      const site = request.headers.get("sec-fetch-site") ?? "none";
      const path = new URL(request.url).pathname;
      const response = await here.handle(request);
      answers.push({ site, path, status: response.status });
      return response;
    },
  );
  const base = `http://127.0.0.1:${own.addr.port}`;
  const other = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    () =>
      new Response(hostilePage(base), {
        headers: { "Content-Type": "text/html" },
      }),
  );
  try {
    await withBrowser(async (open) => {
      // Another site by name, and another port of the same site.
      for (const name of ["localhost", "127.0.0.1"]) {
        answers.length = 0;
        const page = await open(`http://${name}:${other.addr.port}/`);
        await page.waitForSelector("body[data-read]", { state: "attached" });
        assertEquals(await page.locator("body").getAttribute("data-read"), "");
        assert(answers.length >= 30, `${answers.length} requests`);
        for (const { site, path, status } of answers) {
          // The pages of the round before may still have asked for something.
          if (site !== "same-origin") assertEquals(status, 403, path);
        }
        answers.length = 0;
        await page.locator("#link").click();
        await page.getByText("Open it here?").waitFor();
        assertEquals(await findFaults(page), []);
        assertEquals(
          answers.filter(({ path }) => path.startsWith("/scripts/")),
          [],
        );
        await page.locator("#door").click();
        await page.getByText("x is 7.").waitFor();
        assertStringIncludes(page.url(), "#x=7");
        await page.context().close();
      }
    }, { allow: /403|CORS|WebSocket|Refused|blocked|ERR_/ });
  } finally {
    await Promise.all([own.shutdown(), other.shutdown()]);
    await Deno.remove(folder, { recursive: true });
  }
});
