import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { unfold } from "../host/unfold.ts";
import { Kernel } from "./kernel.ts";

const fixtures = decodeURIComponent(
  new URL("../fixtures", import.meta.url).pathname,
);

/** Speaks to the kernel as the buttons and sliders of its outputs do. */
async function connect(kernel: Kernel): Promise<WebSocket> {
  const html = [...kernel.displays.values()]
    .map(({ bundles }) => bundles.at(-1)!["text/html"] ?? "").join();
  const [, port, token] = html.match(/"port":(\d+),"token":"(\w+)"/)!;
  const socket = new WebSocket(
    `ws://127.0.0.1:${port}/?token=${token}`,
    { headers: { origin: "http://localhost:8888" } } as unknown as string[],
  );
  await new Promise((resolve) => socket.onopen = resolve);
  return socket;
}

Deno.test("cells in a Jupyter kernel", async (t) => {
  const kernel = await Kernel.start(fixtures);
  const html = (title: string) => kernel.shown(title)?.["text/html"] ?? "";
  await kernel.execute(
    `import { cell, html, md, number, onDemand, range, seed, table, tex } from "@thalweg/thalweg";
const width = range\`Width \${{ min: 1, max: 9, value: 3 }}\`;`,
  );
  const socket = await connect(kernel);
  const send = (message: Record<string, unknown>) =>
    socket.send(JSON.stringify(message));

  await t.step(
    "a Jupyter cell keeps its result when bodies and pictures fill the memory",
    async () => {
      await kernel.execute(`import { lineChart, row } from "@thalweg/thalweg";
const fill = () => {
  for (let i = 0; i < 3e5; i++) globalThis.kept = new Array(300);
};
const chart = () => {
  fill();
  return lineChart([{ name: "y", xs: [0, 1], ys: [0, 1] }]);
};`);
      const bodies = [
        "cell`Sync ${() => fill()}`",
        "cell`Async ${async () => { await 0; fill(); }}`",
        "cell`On the way ${async function* () { await 0; fill(); yield 1; }}`",
        "row(cell`Left ${chart}`, cell`Right ${chart}`)",
        "width.set(4)",
      ];
      await kernel.execute(
        "cell`After the slider ${width} ${async () => { await 0; fill(); }}`",
      );
      for (const code of bodies) {
        const { status, evalue } = await kernel.execute(code);
        assertEquals(status, "ok", `${code}: ${evalue}`);
      }
      await kernel.execute("width.reset()");
    },
  );

  await t.step(
    "what runs on demand has a button, and runs when asked",
    async () => {
      await kernel.execute(
        "const big = onDemand`big ${width} ${(width) => 1000 * width}`;\ncell`After ${big} ${(big) => big + 1}`;",
      );
      await kernel.until(
        "a button",
        () => html("big").includes("data-thalweg-run"),
      );
      assertStringIncludes(html("big"), "runs on demand");
      assertStringIncludes(html("After"), "data-thalweg-run");
      send({ key: "cell After", run: true });
      await kernel.until("3001", () => kernel.shown("After 3000: 3001"));
      send({ key: "range Width", text: "4" });
      await kernel.until("stale", () => html("big").includes("runs on demand"));
      assert(!kernel.shown("After 4000"));
      send({ key: "cell big", run: true });
      await kernel.until("4001", () => kernel.shown("After 4000: 4001"));
    },
  );

  await t.step(
    "a disabled cell says so, and is enabled by its button",
    async () => {
      await kernel.execute("big.disable();");
      await kernel.until("disabled", () => html("big").includes("disabled"));
      send({ key: "cell After", run: true });
      await kernel.until("enabled", () => kernel.shown("After 4000: 4001"));
    },
  );

  await t.step("what was stopped is resumed by its button", async () => {
    await kernel.execute(
      "cell`Twice ${async ({ kept, signal }) => {\n" +
        "  if (kept.has('been')) return 'resumed';\n" +
        "  kept.set('been', true);\n" +
        "  await new Promise((_, fail) => signal.onabort = () => fail(signal.reason));\n" +
        "}}`;",
    );
    send({ key: "cell Twice", stop: true });
    await kernel.until(
      "Resume",
      () => html("Twice").includes("data-thalweg-resume"),
    );
    assertStringIncludes(html("Twice"), "data-thalweg-again");
    send({ key: "cell Twice", resume: true });
    await kernel.until("resumed", () => kernel.shown("Twice: resumed"));
  });

  await t.step("moves come to the last one", async () => {
    await kernel.execute("cell`Seen ${width} ${(width) => width}`;");
    for (let i = 0; i < 30; i++) {
      send({ key: "range Width", text: String(1 + i % 9) });
    }
    send({ key: "range Width", text: "7" });
    await kernel.until("7", () => kernel.shown("Seen: 7"));
  });

  await t.step("values to look into, formulas, escaped values", async () => {
    await kernel.execute(
      "cell`Object ${width} ${(width) => ({ third: width / 3, list: Float64Array.of(1 / 3) })}`;\n" +
        "const hostile = cell`hostile ${() => ({ kind: 'prose', html: '<img src=x onerror=alert(1)>' })}`;\n" +
        "md`$\\theta^2$ and ${1 / 3}`;\nhtml`<p title=\"${'\"<x>'}\">${'<x>'}</p>`;",
    );
    await kernel.until(
      "the object",
      () => html("Object").includes("2.3333333333333335"),
    );
    assertStringIncludes(html("Object"), "0.3333333333333333");
    const shown = [...kernel.displays.values()]
      .map(({ bundles }) => bundles.at(-1)!["text/html"] ?? "").join("\n");
    assert(!/<img|<x>/.test(shown));
    await kernel.until(
      "a formula",
      () => html("$\\theta").includes("<mi>θ</mi>"),
    );
  });

  await t.step("an error says its line in the Jupyter cell", async () => {
    await kernel.execute(
      "const fine = 1;\ncell`Broken ${width} ${() => {\n  throw new RangeError('Cannot: here');\n}}`;",
    );
    await kernel.until(
      "the error",
      () => html("Broken").includes("Cannot: here"),
    );
    assertStringIncludes(html("Broken"), "(line 3 of the code)");
  });

  await t.step("what nobody shows does not run", async () => {
    await kernel.execute(
      "globalThis.ran = 0;\nwidth.at(() => globalThis.ran++);\ncell`Shown ${width} ${() => 'shown'}`;",
    );
    await kernel.until("the other", () => kernel.shown("Shown: shown"));
    await kernel.execute("cell`Ran times ${globalThis.ran}`;");
    await kernel.until("zero", () => kernel.shown("Ran times: 0"));
  });

  await t.step(
    "a point that is moved leads what depends on it, and its plane is not drawn anew",
    async () => {
      await kernel.execute(
        `import { contours, customObjective, plane, point } from "@thalweg/thalweg";
const where = point\`Where \${[0.5, 0.25]}\`;
const bowl = customObjective({ parameterCount: 2, loss: ([x, y]) => x * x + 4 * y * y });
globalThis.drawn = 0;
cell\`Plane \${() => {
  globalThis.drawn++;
  return contours(plane(bowl, [0, 0], [[1, 0], [0, 1]]), { handle: { target: where, label: "Where" } });
}}\`;
cell\`Loss there \${where} \${([x, y]) => bowl.loss(Float64Array.of(x, y))}\`;`,
      );
      await kernel.until("0.5", () => kernel.shown("Loss there: 0.5"));
      const [handle] = await kernel.until(
        "the handle",
        () =>
          unfold(html("Loss plane")).match(/<g [^>]*data-handle[^>]*>/) ??
            undefined,
      );
      assertStringIncludes(handle, 'data-control="handle"');
      const [, key] = handle.match(/data-cell="\w+ ([^"]+)"/)!;
      assertEquals(key, "point Where");
      const told: (string | undefined)[] = [];
      socket.onmessage = ({ data }) => told.push(JSON.parse(data).text);
      for (let k = 1; k <= 30; k++) send({ key, text: `${k / 40} 0.5` });
      await kernel.until(
        "the last move",
        () => kernel.shown("Loss there: 1.563"),
      ); // (3/4)² + 4 (1/2)²
      // every view of the point is told
      await kernel.until(
        "its views",
        () => told.includes("0.75 0.5") || undefined,
      );
      await kernel.execute("cell`Drawn ${globalThis.drawn}`;");
      await kernel.until("once", () => kernel.shown("Drawn: 1"));
      send({ key, text: "here" }); // no point: it stays
      send({ key, text: "0 0" });
      await kernel.until("the origin", () => kernel.shown("Loss there: 0"));
    },
  );

  socket.close();
  assertEquals(await kernel.stop(), true);
});
