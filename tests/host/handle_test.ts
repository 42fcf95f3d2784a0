import { assertAlmostEquals, assertEquals } from "@std/assert";
import { parseHTML } from "linkedom";
import type { Cell } from "../../lib/cell/mod.ts";
import {
  contours,
  figureToSvg,
  lineChart,
  type LineChartOptions,
  neuronArrows,
} from "../../lib/figure/mod.ts";
import { controlKit } from "../../lib/host/controls/control_kit.ts";
import { controlHtml } from "../../lib/host/controls/control_html.ts";
import { drawValue } from "../../lib/host/jupyter/picture.ts";
import { customObjective } from "../../lib/objective/mod.ts";
import { plane } from "../../lib/landscape/mod.ts";
import {
  cell,
  type InputView,
  openNotebook,
  point,
} from "../../lib/notebook/mod.ts";
import { unfold } from "./unfold.ts";

/** A chart from −1 to 1 across and 0.01 to 100 upward, with a point to move. */
function drawnHandle(
  value: readonly [number, number],
  options: Partial<LineChartOptions> = {},
) {
  const { document, Event } = parseHTML("<!DOCTYPE html><body></body>");
  const figure = lineChart([{ name: "a", xs: [-1, 1], ys: [0.01, 100] }], {
    title: "Chart",
    xName: "x",
    yName: "y",
    handle: { target: { value }, label: "here" },
    ...options,
  });
  document.body.append(figure.draw({ document, width: 460 }));
  const handle = document.querySelector("[data-handle]")!;
  handle.setAttribute("data-control", "handle");
  handle.setAttribute("data-cell", "k");
  const sent: [string, string][] = [];
  const kit = controlKit();
  kit.bind(document, (key, text) => sent.push([key, text]));
  const press = (key: string, shiftKey = false) =>
    handle.dispatchEvent(
      Object.assign(new Event("keydown", { bubbles: true }), { key, shiftKey }),
    );
  return { document, handle, kit, press, sent };
}

function placeOf(handle: Element): number[] {
  return handle.getAttribute("transform")!.match(/-?[\d.]+/g)!.map(Number);
}

Deno.test("keys move a handle by a hundredth of the axes, with Shift by a thousandth", () => {
  const { handle, press, sent } = drawnHandle([0, 50]);
  press("ArrowRight");
  press("ArrowRight", true);
  press("ArrowDown");
  press("Enter");
  assertEquals(sent, [["k", "0.02 50"], ["k", "0.022 50"], ["k", "0.022 49"]]);
  assertEquals(handle.getAttribute("aria-valuetext"), "0.022, 49");
});

Deno.test("a handle stays within the axes, however long a key is held", () => {
  const { press, sent } = drawnHandle([0.99, 50]);
  for (let i = 0; i < 5; i++) press("ArrowRight");
  assertEquals(sent, [["k", "1 50"]]);
});

Deno.test("on a logarithmic axis a handle moves by factors", () => {
  const { press, sent } = drawnHandle([0, 1], { logY: true });
  press("ArrowUp");
  // a hundredth of four decades
  assertEquals(sent, [["k", "0 1.1"]]);
  assertAlmostEquals(10 ** 0.04, 1.1, 0.005);
});

Deno.test("a host moves a handle to where the figure draws it", () => {
  for (const logY of [false, true]) {
    for (const value of [[-0.7, 3], [0.25, 77], [5, 1e3]] as const) {
      const { handle } = drawnHandle(value, { logY });
      const moved = drawnHandle([0, 1], { logY });
      moved.kit.sync(moved.handle, value.join(" "));
      placeOf(handle).forEach((at, i) =>
        assertAlmostEquals(placeOf(moved.handle)[i], at, 0.02)
      );
      assertEquals(moved.sent, []);
    }
  }
});

Deno.test("a point has two number boxes, which send both", async () => {
  const graph = openNotebook({
    duplicates: "refuse",
    readBytes: () => Promise.reject(new Error("no files")),
  });
  const where = point`Where ${[0.5, -2]}`;
  await graph.settled();
  const { document, Event } = parseHTML(
    `<!DOCTYPE html><body>${controlHtml("k", where.view as InputView)}</body>`,
  );
  const sent: string[] = [];
  controlKit().bind(document, (_, text) => sent.push(text));
  const boxes = [...document.querySelectorAll("input")];
  assertEquals(boxes.map(({ value }) => value), ["0.5", "-2"]);
  boxes[1].value = "3";
  boxes[1].dispatchEvent(new Event("input", { bubbles: true }));
  assertEquals(sent, ["0.5 3"]);
});

Deno.test("a figure draws its handle where its input is, also in a file and in Jupyter", async () => {
  const graph = openNotebook({
    duplicates: "redefine",
    readBytes: () => Promise.reject(new Error("no files")),
  });
  const where = point`Where ${[0.5, 0.25]}`;
  const bowl = customObjective({
    parameterCount: 2,
    loss: ([x, y]) => x * x + y * y,
  });
  const surface = plane(bowl, [0, 0], [[1, 0], [0, 1]], { resolution: 3 });
  const figure = contours(surface, {
    handle: { target: where, label: "Where" },
  });
  const picture = cell`Plane ${figure}`;
  await graph.settled();
  const valueIn = (text: string) => text.match(/data-value="([^"]*)"/)?.[1];
  assertEquals(valueIn(await figureToSvg(figure)), "0.5 0.25");
  where.set([-0.5, 1]);
  await graph.settled();
  assertEquals(valueIn(await figureToSvg(figure)), "-0.5 1");
  const { html } = await drawValue(picture as Cell<unknown>, {
    session: "session",
    keyOf: (input) => `session <${input.identity}>`,
  });
  const { document } = parseHTML(`<!DOCTYPE html><body>${unfold(html)}</body>`);
  const handle = document.querySelector("[data-control=handle]")!;
  assertEquals(handle.getAttribute("data-cell"), "session <point Where>");
  assertEquals(handle.getAttribute("data-value"), "-0.5 1");
});

Deno.test("each of several points in a figure sets its own input", async () => {
  const graph = openNotebook({
    duplicates: "redefine",
    readBytes: () => Promise.reject(new Error("no files")),
  });
  const tips = [point`First ${[0.5, 0.25]}`, point`Second ${[-1, 1]}`];
  const figure = neuronArrows({
    students: [[0.5, 0.25], [-1, 1]],
    handles: tips.map((target, i) => ({ target, label: `neuron ${i + 1}` })),
  });
  const picture = cell`Neurons ${figure}`;
  await graph.settled();
  const { html } = await drawValue(picture as Cell<unknown>, {
    session: "session",
    keyOf: (input) => `<${input.identity}>`,
  });
  const { document } = parseHTML(`<!DOCTYPE html><body>${unfold(html)}</body>`);
  const handles = [...document.querySelectorAll("[data-control=handle]")];
  assertEquals(
    handles.map((handle) => [
      handle.getAttribute("data-cell"),
      handle.getAttribute("data-value"),
    ]),
    [["<point First>", "0.5 0.25"], ["<point Second>", "-1 1"]],
  );
});
