import { assert, assertEquals, assertLess } from "@std/assert";
import { chromium } from "playwright-core";
import { NotebookServer } from "../../lib/host/server/notebook_server.ts";
import { PATIENCE } from "./patience.ts";

const notebook = `
import { cell, lossCurve, mlp, range, spectrumPlot, teacherStudent } from
  "@thalweg/thalweg";
const teacher = mlp\`2 → 3 tanh → 1\`;
const data = teacherStudent({ teacher, samples: 200, seed: 1 });
const fit = cell\`Train \${(run) =>
  run.train(mlp\`2 → 4 tanh → 1\`, data, { seed: 1 })}\`;
const spectrum = cell\`Spectrum of \${fit} \${(fit, run) =>
  run.hessianSpectrum(fit)}\`;
cell\`Curve of \${fit} \${(fit) => lossCurve(fit)}\`;
cell\`Eigenvalues of \${spectrum} \${(s) => spectrumPlot(s)}\`;
`;

Deno.test("a page opened again shows the results of last time", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/kept.ts`, notebook);
  const notebooks = new NotebookServer(folder);
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    (request) => notebooks.handle(request),
  );
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"],
  });
  try {
    const context = await browser.newContext();
    const open = async () => {
      const page = await context.newPage();
      page.setDefaultTimeout(PATIENCE);
      await page.goto(
        `http://127.0.0.1:${server.addr.port}/notebooks/kept`,
      );
      await page.waitForFunction(
        () => document.getElementById("page")?.dataset.state === "done",
      );
      await page.waitForTimeout(300);
      assert(await page.evaluate(() => crossOriginIsolated));
      const runs = await page.locator(".run").evaluateAll((rows) =>
        rows.map((row) => ({
          title: row.querySelector(".run-title")?.textContent ?? "",
          time: row.querySelector(".time")?.textContent ?? "",
          value: row.querySelector(".run-value")?.textContent ?? "",
        }))
      );
      await page.close();
      return runs.filter(({ title }) => /^(Train|Spectrum)/.test(title));
    };
    const first = await open();
    const second = await open();
    assertEquals(first.length, 2);
    for (const { time } of first) assert(!/from cache/.test(time), time);
    for (const { time } of second) assert(/ from cache$/.test(time), time);
    assertEquals(
      second.map(({ value }) => value),
      first.map(({ value }) => value),
    );
    assertLess(0, second[0].value.length);
  } finally {
    await browser.close();
    await server.shutdown();
    await Deno.remove(folder, { recursive: true });
  }
});
