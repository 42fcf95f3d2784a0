import type { Cell, Graph } from "../../cell/mod.ts";
import {
  type CellView,
  type InputView,
  type LayoutView,
  placedCells,
  type Prose,
  type ProseView,
} from "../../notebook/mod.ts";
import { bindControls } from "../controls.ts";
import { announce } from "./announce.ts";
import { anchorOf } from "./cells.ts";
import { ControlPart } from "./control_part.ts";
import { byId } from "./dom.ts";
import { bindDrawer } from "./drawer.ts";
import { FigureBlock } from "./figure_block.ts";
import { Flow } from "./flow.ts";
import { keepInput } from "./kept_inputs.ts";
import { LayoutBlock } from "./layout_block.ts";
import { oncePerFrame } from "./frames.ts";
import type { Block, Part } from "./part.ts";
import { failureBlock } from "./problem.ts";
import { ProseBlock } from "./prose_block.ts";
import { RunRow } from "./run_row.ts";

type View = InputView | CellView | ProseView | LayoutView | undefined;

/** How often running times are brought up to date, in ms. */
const tick = 100;

/**
 * Shows the cells of a notebook in the page's shell, and keeps them in line.
 * `failure` is what kept the notebook from defining the rest of them.
 */
export function showNotebook(graph: Graph, failure?: Error): void {
  const { cells } = graph;
  // What only stands in a layout is still the end of a line of cells.
  const inner = new Set(
    cells.filter(({ view }) => (view as View)?.kind !== "layout")
      .flatMap((cell) => cell.inputs),
  );
  const placed = placedCells(cells);
  const controls: ControlPart[] = [];
  const rows: RunRow[] = [];
  const blocks: Block[] = [];
  for (const cell of cells) {
    const view = cell.view as View;
    // A cell in the hole of another is a part of that one.
    if (view?.kind === "cell" && cell.identity !== undefined) {
      rows.push(new RunRow(cell, !inner.has(cell)));
    }
    if (placed.has(cell)) continue;
    if (view?.kind === "input") controls.push(new ControlPart(cell, true));
    if (view?.kind === "layout") blocks.push(new LayoutBlock(view.layout));
    if (view?.kind === "prose") {
      blocks.push(new ProseBlock(cell as Cell<Prose>));
    }
    if (view?.kind === "cell") {
      blocks.push(new FigureBlock(cell, !inner.has(cell)));
    }
  }
  if (failure) blocks.push(failureBlock(failure));
  byId("controls").replaceChildren(...controls.map(({ element }) => element));
  byId("runs").replaceChildren(...rows.map(({ element }) => element));
  byId("panel").dataset.empty = String(
    controls.length === 0 && rows.length === 0,
  );
  const flow = new Flow(byId("notebook"), blocks);
  const parts: readonly Part[] = [
    ...controls,
    ...rows,
    ...blocks,
    announce(graph),
  ];
  const update = () => {
    flow.arrange();
    for (const part of parts) part.update();
    // A value may have turned out to be a picture just now.
    flow.arrange();
  };
  const request = oncePerFrame(update);
  update();
  graph.observe(request);
  new ResizeObserver(request).observe(byId("notebook"));
  setInterval(() => {
    if (cells.some((cell) => cell.status === "running")) request();
  }, tick);

  const byAnchor = new Map(cells.map((cell) => [anchorOf(cell), cell]));
  bindControls(byId("page"), (key, text) => {
    const cell = byAnchor.get(key)!;
    performance.mark("thalweg-input", { detail: cell.identity });
    keepInput(cell.identity ?? "", text);
    cell.set((cell.view as InputView).fromText(text));
  });
  byId("controls").addEventListener("submit", (event) => {
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") graph.cancelAll();
  });
  bindDrawer();
}
