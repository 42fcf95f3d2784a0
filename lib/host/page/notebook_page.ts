import type { Cell, Graph } from "../../cell/mod.ts";
import type {
  CellView,
  InputView,
  Prose,
  ProseView,
} from "../../notebook/mod.ts";
import { bindControls } from "../controls.ts";
import { announce } from "./announce.ts";
import { anchorOf } from "./cells.ts";
import { ControlPart } from "./control_part.ts";
import { byId } from "./dom.ts";
import { bindDrawer } from "./drawer.ts";
import { FigureBlock } from "./figure_block.ts";
import { Flow } from "./flow.ts";
import { oncePerFrame } from "./frames.ts";
import type { Block, Part } from "./part.ts";
import { failureBlock } from "./problem.ts";
import { ProseBlock } from "./prose_block.ts";
import { RunRow } from "./run_row.ts";

type View = InputView | CellView | ProseView | undefined;

/** How often running times are brought up to date, in ms. */
const tick = 100;

/**
 * Shows the cells of a notebook in the page's shell, and keeps them in line.
 * `failure` is what kept the notebook from defining the rest of them.
 */
export function showNotebook(graph: Graph, failure?: Error): void {
  const { cells } = graph;
  const inner = new Set(cells.flatMap((cell) => cell.inputs));
  const controls: ControlPart[] = [];
  const rows: RunRow[] = [];
  const blocks: Block[] = [];
  for (const cell of cells) {
    const view = cell.view as View;
    if (view?.kind === "input") controls.push(new ControlPart(cell));
    if (view?.kind === "prose") {
      blocks.push(new ProseBlock(cell as Cell<Prose>));
    }
    if (view?.kind === "cell") {
      const leaf = !inner.has(cell);
      // A cell in the hole of another is a part of that one.
      if (cell.identity !== undefined) rows.push(new RunRow(cell, leaf));
      blocks.push(new FigureBlock(cell, leaf));
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
  bindControls(byId("controls"), (key, text) => {
    const cell = byAnchor.get(key)!;
    performance.mark("thalweg-input", { detail: cell.identity });
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
