import { assertEquals } from "@std/assert";
import { parseHTML } from "linkedom";
import { controlKit } from "../../lib/host/controls/control_kit.ts";
import { controlHtml } from "../../lib/host/controls/control_html.ts";
import { drawValue } from "../../lib/host/jupyter/picture.ts";
import type { Cell } from "../../lib/cell/mod.ts";
import { lineChart } from "../../lib/figure/mod.ts";
import {
  cell,
  grid,
  type InputView,
  notebookGraph,
  openNotebook,
  range,
  scrubber,
} from "../../lib/notebook/mod.ts";
import { unfold } from "./unfold.ts";

const area =
  `<svg><rect data-control="pick" data-cell="k" data-from="10" data-to="20" data-step="0.5" data-value="12"></rect></svg>`;

function page(body: string) {
  const { document, Event } = parseHTML(
    `<!DOCTYPE html><html><body>${body}</body>`,
  );
  const sent: [string, string][] = [];
  controlKit().bind(document, (key, text) => sent.push([key, text]));
  return { document, Event, sent };
}

Deno.test("keys on a pick step within its ends", () => {
  const { document, Event, sent } = page(area);
  const rect = document.querySelector("rect")!;
  const keys = [
    "ArrowLeft",
    "ArrowUp",
    "PageUp",
    "PageDown",
    "Home",
    "End",
    "a",
  ];
  for (const key of keys) {
    const event = new Event("keydown", { bubbles: true });
    rect.dispatchEvent(Object.assign(event, { key }));
  }
  assertEquals(
    sent,
    ["11.5", "12.5", "13", "11", "10", "20"].map((text) => ["k", text]),
  );
});

Deno.test("keys on a pick of listed values go from one to the next", () => {
  const places = `data-values="0 0.1 2.5 70" data-places="0 0.2 0.5 1"`;
  const { document, Event, sent } = page(
    area.replace(`data-value="12"`, `data-value="2.5" ${places}`),
  );
  const rect = document.querySelector("rect")!;
  for (const key of ["ArrowLeft", "ArrowUp", "PageDown", "Home", "End"]) {
    const event = new Event("keydown", { bubbles: true });
    rect.dispatchEvent(Object.assign(event, { key }));
  }
  assertEquals(
    sent,
    ["0.1", "70", "0.1", "0", "70"].map((text) => ["k", text]),
  );
});

Deno.test("a press of a button sends that it was pressed", () => {
  const view: InputView = {
    kind: "input",
    label: "Go",
    settings: () => ({ control: "button" }),
    currentText: () => "0",
    chosen: () => false,
    fromText: (text) => text,
  };
  const { document, Event, sent } = page(controlHtml("k", view));
  document.querySelector("button")!
    .dispatchEvent(new Event("click", { bubbles: true }));
  assertEquals(sent, [["k", "press"]]);
});

Deno.test("a scrubber has a slider, a number box and a play button", async () => {
  const graph = openNotebook({
    duplicates: "refuse",
    readBytes: () => Promise.reject(new Error("no files")),
  });
  const at = scrubber(["At"], { max: 7 });
  await graph.settled();
  const { document } = page(controlHtml("k", at.view as InputView));
  assertEquals(
    [...document.querySelectorAll("input")].map((input) => [
      input.getAttribute("type"),
      input.getAttribute("max"),
      input.getAttribute("value"),
    ]),
    [["number", "7", "7"], ["range", "7", "7"]],
  );
  const play = document.querySelector("[data-play]")!;
  assertEquals(play.getAttribute("aria-pressed"), "false");
});

Deno.test("Jupyter draws a layout's pictures, and a pick names its input", async () => {
  const graph = openNotebook({
    duplicates: "redefine",
    readBytes: () => Promise.reject(new Error("no files")),
  });
  const at = range`At ${{ max: 9 }}`;
  const chart = cell`Chart ${at} ${(value) =>
    lineChart([{ name: "a", xs: [0, 9], ys: [0, 1] }], {
      title: "Chart",
      xName: "x",
      yName: "y",
      pick: { target: at, label: "At", value, step: 1 },
    })}`;
  const layout = grid(2, at, chart, chart);
  await graph.settled();
  const { html } = await drawValue(layout as Cell<unknown>, {
    session: "session",
    keyOf: (input) => `session <${input.identity}>`,
  });
  const { document } = parseHTML(
    `<!DOCTYPE html><body>${unfold(html)}</body>`,
  );
  const picks = [...document.querySelectorAll("[data-control=pick]")];
  assertEquals(
    picks.map((pick) => pick.getAttribute("data-cell")),
    ["session <range At>", "session <range At>"],
  );
  assertEquals(
    html.match(/<img [^>]*data-thalweg-figure="session"/g)?.length,
    2,
  );
  assertEquals(document.querySelectorAll("input").length, 0);
});

Deno.test("Jupyter draws a picture for its share of a layout", async () => {
  openNotebook({
    duplicates: "redefine",
    readBytes: () => Promise.reject(new Error("no files")),
  });
  const chart = cell`Chart ${() =>
    lineChart([{ name: "a", xs: [0, 9], ys: [0, 1] }], {
      title: "Chart",
      xName: "x",
      yName: "y",
    })}`;
  const three = grid(3, chart, chart, grid(2, chart, chart));
  await notebookGraph().settled();
  const names = { session: "session", keyOf: () => "" };
  const { html } = await drawValue(three as Cell<unknown>, names, 1000);
  const widths = [...html.matchAll(/<img [^>]* width="(\d+)"/g)]
    .map(([, width]) => Number(width));
  assertEquals(widths, [322, 322, 153, 153]);
});
