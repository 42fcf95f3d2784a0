import { assert, assertEquals, assertMatch } from "@std/assert";
import { unfold } from "../host/unfold.ts";
import { Kernel } from "./kernel.ts";

const notebooks = decodeURIComponent(
  new URL("../../notebooks", import.meta.url).pathname,
);

/** The socket that a control of the page talks to. */
async function connect(control: string): Promise<WebSocket> {
  const [, port, token] = control.match(/"port":(\d+),"token":"(\w+)"/)!;
  const options = { headers: { origin: "http://localhost:8888" } };
  const socket = new WebSocket(
    `ws://127.0.0.1:${port}/?token=${token}`,
    options as unknown as string[], // headers are Deno's own
  );
  await new Promise((resolve) => socket.onopen = resolve);
  return socket;
}

async function close(socket: WebSocket): Promise<void> {
  socket.close();
  await new Promise((resolve) => socket.onclose = resolve);
}

const program = `
import {
  empiricalLoss, gradientDescent, mlp, mlpHistory, nonLinearlySeparableData,
  seededNet,
} from "@thalweg/thalweg";
const net = mlp\`2 → 3 tanh → 1 tanh\`;
const data = nonLinearlySeparableData();
const { history } = gradientDescent(empiricalLoss(net, data), seededNet(net, 1), {
  learningRate: 0.25, iterations: 40,
});
mlpHistory(net, data, history, { title: "Course" });
`;

Deno.test("Jupyter shows an interactive figure and hears its curve", async () => {
  const kernel = await Kernel.start(notebooks);
  try {
    const { status, evalue } = await kernel.submit(program).ended;
    assertEquals(status, "ok", evalue);
    const layout = () =>
      [...kernel.displays.values()].map(({ bundles }) =>
        unfold(bundles.at(-1)!["text/html"] ?? "")
      ).find((html) => html.includes("Training curve")) ?? "";
    await kernel.until(
      "the curve at its end",
      () => layout().includes("at iteration 40"),
    );
    assertEquals(layout().match(/<image /g)?.length, 3);
    // What stands in a layout does not show itself as well.
    const another = `
import { cell, grid, lineChart } from "@thalweg/thalweg";
const line = { name: "line", xs: [0, 1], ys: [0, 1] };
const chart = (title) => lineChart([line], { title, xName: "x", yName: "y" });
grid(2, cell\`One \${() => chart("First chart")}\`, cell\`Two \${() => chart("Second chart")}\`);
0;`;
    await kernel.execute(another);
    const showing = (words: string) =>
      [...kernel.displays.values()].filter(({ bundles }) =>
        bundles.at(-1)!["text/html"]?.includes(words)
      ).length;
    await kernel.until("the grid", () => showing("Second chart") > 0);
    assertEquals([showing("First chart"), showing("Second chart")], [1, 1]);
    const [area] = layout().match(/<rect [^>]*data-control="pick"[^>]*>/)!;
    const [, key] = area.match(/data-cell="([^"]+)"/)!;
    const [session, ...rest] = key.split(" ");
    const control = kernel.shown("Course: iteration")!["text/html"];
    assert(control.includes(`data-cell="${key}"`), key);
    assertMatch(session, /^\w{12}$/);
    const socket = await connect(control);
    const told: (string | undefined)[] = [];
    socket.onmessage = ({ data }) => told.push(JSON.parse(data).text);
    socket.send(JSON.stringify({ key: rest.join(" "), text: "17" }));
    await kernel.until(
      "the curve at the place that was picked",
      () => layout().includes("at iteration 17"),
    );
    // every view of the input is told
    for (let tries = 0; tries < 100 && !told.includes("17"); tries++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    assert(told.includes("17"), `told ${told}`);
    await close(socket);
  } finally {
    await kernel.stop();
  }
});

Deno.test("the perceptron notebook runs in Jupyter, and its buttons work", async () => {
  const kernel = await Kernel.start(notebooks);
  try {
    const { cells } = JSON.parse(
      await Deno.readTextFile(`${notebooks}/four_layer_perceptron.ipynb`),
    ) as { cells: { cell_type: string; source: string[] }[] };
    const submitted = cells.filter(({ cell_type }) => cell_type === "code")
      .map(({ source }) => kernel.submit(source.join("")));
    for (const { ended } of submitted) {
      const { status, evalue } = await ended;
      assertEquals(status, "ok", evalue);
    }
    const page = () =>
      [...kernel.displays.values()].map(({ bundles }) =>
        bundles.at(-1)!["text/html"] ?? ""
      ).join("\n");
    const pictures = () =>
      page().match(/<img [^>]*data-thalweg-figure/g)?.length ?? 0;
    await kernel.until("all 20 pictures", () => pictures() === 20);
    assertEquals(page().match(/<details class="answer">/g)?.length, 10);
    // once in the laboratory and beside each of six buttons
    const says = (loss: string) =>
      // numbers have all of their digits as a title
      page().replace(/<span title="[^"]*">([^<]*)<\/span>/g, "$1")
        .split(`<strong>${loss}</strong>`).length - 1;
    await kernel.until(
      "the outcome of exercise 4",
      () => says("0.02253") === 7,
    );

    const label = "Try it: sign, learning rate 0.01";
    const [button] = [...kernel.displays.values()]
      .map(({ bundles }) => bundles.at(-1)!)
      .filter((bundle) => bundle["text/plain"] === label);
    const socket = await connect(button["text/html"]);
    socket.send(
      JSON.stringify({
        key: `button ${label.replace("0.01", "").trim()}`,
        text: "press",
      }),
    );
    await kernel.until("the outcome of exercise 1", () => says("2.08") === 7);
    await close(socket);
  } finally {
    await kernel.stop();
  }
});
