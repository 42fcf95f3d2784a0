import { assert, assertEquals, assertMatch } from "@std/assert";
import { unfold } from "../host/unfold.ts";
import { Kernel } from "./kernel.ts";

const notebooks = decodeURIComponent(
  new URL("../../notebooks", import.meta.url).pathname,
);

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
    const [, port, token] = control.match(/"port":(\d+),"token":"(\w+)"/)!;
    assertMatch(session, /^\w{12}$/);

    const options = { headers: { origin: "http://localhost:8888" } };
    const socket = new WebSocket(
      `ws://127.0.0.1:${port}/?token=${token}`,
      options as unknown as string[], // headers are Deno's own
    );
    await new Promise((resolve) => socket.onopen = resolve);
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
    socket.close();
    await new Promise((resolve) => socket.onclose = resolve);
  } finally {
    await kernel.stop();
  }
});
