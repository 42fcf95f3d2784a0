import { assert, assertEquals, assertMatch } from "@std/assert";
import { stripVTControlCharacters } from "node:util";
import { Kernel } from "./kernel.ts";

const notebooks = decodeURIComponent(
  new URL("../../notebooks", import.meta.url).pathname,
);
const origin = "http://localhost:8888";

interface Address {
  readonly port: number;
  readonly token: string;
  readonly session: string;
}

/** Where the scripts in outputs find the kernel. */
function addressOf(kernel: Kernel): Address {
  for (const { bundles } of kernel.displays.values()) {
    const match = bundles.at(-1)!["text/html"]
      ?.match(/\{"port":\d+,"token":"\w+","session":"\w+"\}/);
    if (match) return JSON.parse(match[0]);
  }
  throw new Error("Cannot connect: no output has a script with an address");
}

/** Connects as the page of a front end does; undefined when refused. */
function connect(
  { port, token }: Address,
  from: string | null = origin,
): Promise<WebSocket | undefined> {
  const options = from === null ? {} : { headers: { origin: from } };
  const socket = new WebSocket(
    `ws://127.0.0.1:${port}/?token=${token}`,
    options as string[], // headers are Deno's own; the DOM's types lack them
  );
  return new Promise((resolve) => {
    socket.onopen = () => resolve(socket);
    socket.onerror = () => resolve(undefined);
  });
}

/** Whether nothing that is shown runs or waits. */
function isSettled(kernel: Kernel): boolean {
  return [...kernel.displays.values()].every(({ bundles }) =>
    !bundles.at(-1)!["text/html"]?.includes(`role="status" style`)
  );
}

function countFigures(kernel: Kernel): number {
  return [...kernel.displays.values()].filter(({ bundles }) =>
    bundles.at(-1)!["image/svg+xml"] !== undefined
  ).length;
}

Deno.test("the Jupyter kernel is a host of notebooks", async (t) => {
  const kernel = await Kernel.start(notebooks);

  await t.step("runs the flagship notebook to settled outputs", async () => {
    const { cells } = JSON.parse(
      await Deno.readTextFile(`${notebooks}/teacher_student.ipynb`),
    );
    const submitted = cells.map(({ source }: { source: string[] }) =>
      kernel.submit(source.join(""))
    );
    for (const { ended } of submitted) {
      const { status, evalue } = await ended;
      assertEquals(status, "ok", evalue);
    }
    await kernel.until(
      "settled outputs with six figures",
      () => isSettled(kernel) && countFigures(kernel) === 6,
    );
    assertMatch(kernel.shown("Student width")!["text/plain"], /: 5$/);
    // Below the Jupyter cells that define them, though all ran at once.
    const inputs = [...kernel.displays.values()].filter(({ bundles }) =>
      bundles[0]["text/html"].includes("data-control")
    );
    assertEquals(
      inputs.map(({ execution }) => execution),
      Array(7).fill(submitted[2].id),
    );
    // A cell at the end of a Jupyter cell is not shown twice.
    const results = kernel.messages
      .filter(({ type }) => type === "execute_result");
    assert(results.every(({ content }) => "data" in content));
    assertEquals(
      results.filter(({ content }) => Object.keys(content.data).length > 0),
      [],
    );
  });

  await t.step("lets a slider change figures in place", async () => {
    const address = addressOf(kernel);
    const socket = await connect(address);
    assert(socket);
    const shown = [...kernel.displays.values()].filter(({ bundles }) => {
      const picture = bundles.at(-1)!["image/svg+xml"];
      return picture !== undefined && !picture.includes("Teacher 2 → ");
    });
    assertEquals(shown.length, 5);
    const before = shown.map(({ bundles }) => bundles.at(-1)!["image/svg+xml"]);
    const count = kernel.displays.size;
    socket.send(JSON.stringify({ key: "range Student width", text: "6" }));
    await kernel.until(
      "a wider student in every figure but the teacher's",
      () =>
        isSettled(kernel) && kernel.shown("student = 2 → 6") &&
        shown.every(({ bundles }, i) =>
          bundles.at(-1)!["image/svg+xml"] !== undefined &&
          bundles.at(-1)!["image/svg+xml"] !== before[i]
        ),
    );
    assertEquals(kernel.displays.size, count);
    const told = new Promise((resolve) => {
      socket.onmessage = ({ data }) => {
        const { key, problem } = JSON.parse(data);
        if (key === "range Student width" && problem) resolve(problem);
      };
    });
    socket.send(JSON.stringify({ key: "range Student width", text: "99" }));
    assertEquals(
      await told,
      `Cannot set "Student width": 99, expected an integer from 1 to 24`,
    );
    socket.close();
  });

  await t.step("refuses other pages and wrong tokens", async () => {
    const address = addressOf(kernel);
    const refused = [
      await connect({ ...address, token: "0".repeat(32) }),
      await connect(address, "https://example.org"),
      await connect(address, "http://localhost.example.org"),
      await connect(address, null),
    ];
    assertEquals(refused, [undefined, undefined, undefined, undefined]);
    const fit = await connect(address, "http://127.0.0.1:9999");
    assert(fit);
    fit.close();
  });

  await t.step("restarts while controls are connected", async () => {
    const socket = await connect(addressOf(kernel));
    assert(socket);
    const closed = new Promise((resolve) => socket.onclose = resolve);
    await kernel.restart();
    await closed;
    assertEquals((await kernel.execute("1 + 1")).status, "ok");
  });

  await t.step("reruns what depends on an edited cell", async () => {
    await kernel.execute(
      `import { cell, customObjective, empiricalLoss, hessianSpectrum, initialize, mlp, runJob, teacherStudent, train } from "@thalweg/thalweg";`,
    );
    await kernel.execute(
      "const student = cell`student ${mlp`2 → 5 tanh → 1`}`;",
    );
    const dependent = kernel.submit(
      "cell`Parameters of ${student} ${(net) => net.parameterCount}`",
    );
    await dependent.ended;
    await kernel.until(
      "21 parameters",
      () => kernel.shown("Parameters of 2 → 5 tanh → 1: 21"),
    );
    await kernel.execute(
      "const student = cell`student ${mlp`2 → 7 tanh → 1`}`;",
    );
    await kernel.until(
      "29 parameters",
      () => kernel.shown("Parameters of 2 → 7 tanh → 1: 29"),
    );
    const display = [...kernel.displays.values()]
      .find(({ execution }) => execution === dependent.id);
    assertEquals(
      display?.bundles.map((bundle) => bundle["text/plain"]),
      ["Parameters of 2 → 5 tanh → 1: 21", "Parameters of 2 → 7 tanh → 1: 29"],
    );
  });

  await t.step("shows plain values of many lines in one", async () => {
    const plain = async (code: string) => {
      const { id, ended } = kernel.submit(code);
      const { status, evalue } = await ended;
      assertEquals(status, "ok", evalue);
      // it comes by another channel than the end
      const { data } = await kernel.until(
        `the value of ${code}`,
        () =>
          kernel.messages.findLast((message) =>
            message.id === id && message.type === "execute_result"
          )?.content,
      );
      const html = data["text/html"];
      assert((html ?? "").length < 2e4, `${code}: ${html?.length}`);
      // colored, where no environment says NO_COLOR
      return { text: stripVTControlCharacters(data["text/plain"]), html };
    };
    await kernel.execute(`
const small = mlp\`2 → 3 tanh → 1\`;
const some = teacherStudent({ teacher: small, samples: 100, seed: 1 });
const loss = empiricalLoss(small, some);`);
    const { text } = await plain("some");
    assertEquals(text, "100 samples");
    assertEquals((await plain("small")).text, "2 → 3 tanh → 1");
    assertEquals((await plain("loss")).text, "an objective of 13 parameters");
    const fit = await plain(
      `await runJob({ kind: "train", objective: loss, parameters: initialize(small, { seed: 1 }) })`,
    );
    assertMatch(fit.text, /^loss \S+, \d+ steps$/);
    assertMatch(fit.html, /trajectory/);
    // what Deno shows well it goes on showing, and images are no lists
    assertEquals(await plain("({ a: [1, 2] })"), {
      text: "{ a: [ 1, 2 ] }",
      html: undefined,
    });
    assertEquals(
      (await plain("new Uint8Array(300)")).html,
      undefined,
    );
  });

  await t.step("gives memory back while cells are computed", async () => {
    // Work in microtasks that follow a Jupyter cell would lose its result.
    const { status } = await kernel.execute(`
const waste = (seed) => {
  let lists = seed;
  for (let i = 0; i < 3e6; i++) lists = Math.min(seed, new Array(10).length);
  return lists + 1;
};
const first = cell\`First waste \${() => waste(1)}\`;
cell\`Second waste \${first} \${(first) => waste(first)}\`;`);
    assertEquals(status, "ok");
    await kernel.until(
      "both",
      () => kernel.shown("Second waste 2: 3"),
    );
  });

  await t.step("survives an interrupt, which stops what runs", async () => {
    await kernel.execute(`
const teacher = mlp\`2 → 8 tanh → 1\`;
const data = teacherStudent({ teacher, samples: 10000, seed: 1 });
const net = mlp\`2 → 20 tanh → 1\`;
const job = {
  kind: "train",
  objective: empiricalLoss(net, data),
  parameters: initialize(net, { seed: 2 }),
  options: { stop: { gradientNorm: 0 }, flow: { maxSeconds: 60 } },
};`);
    await kernel.execute("cell`Long training ${(run) => run.job(job)}`");
    const awaited = kernel.submit("await runJob(job)");
    await kernel.until(
      "the cell to run",
      () => /step/.test(kernel.shown("Long training")?.["text/plain"] ?? ""),
    );
    kernel.interrupt();
    assertEquals((await awaited.ended).ename, "AbortError");
    await kernel.until(
      "a stopped cell",
      () => kernel.shown("Long training: Stopped"),
    );
    assertEquals((await kernel.execute("1 + 1")).status, "ok");
  });

  await t.step("an interrupt stops a call that blocks", async () => {
    for (
      const call of [
        "train(job.objective, job.parameters, job.options)",
        // functions of the user's own have no checkpoint, but steps have
        `train(customObjective({
  parameterCount: 2,
  loss: ([x, y]) => { for (let i = 0; i < 1e4; i++); return (x - y * y) ** 2 + 1e-6 * x ** 2; },
}), [1, 1], { flow: { maxSteps: 1e9, maxSeconds: 60 }, stop: { gradientNorm: 0 } })`,
        "for (;;) hessianSpectrum(job.objective, job.parameters);",
      ]
    ) {
      const blocked = kernel.submit(`console.log("begun"); ${call}`);
      await kernel.until(
        "it to begin",
        () =>
          kernel.messages.some(({ type, id }) =>
            type === "stream" && id === blocked.id
          ),
      );
      await new Promise((resolve) => setTimeout(resolve, 300));
      const began = performance.now();
      kernel.interrupt();
      assertEquals((await blocked.ended).ename, "AbortError", call);
      const seconds = (performance.now() - began) / 1000;
      assert(seconds < 10, `${seconds} s for ${call}`);
      // the next call is not stopped by what stopped this one
      const { status, evalue } = await kernel.execute(
        "train(job.objective, job.parameters, { flow: { maxSteps: 2 }, refine: false }).steps",
      );
      assertEquals(status, "ok", evalue);
    }
  });

  assert(await kernel.stop());
});
