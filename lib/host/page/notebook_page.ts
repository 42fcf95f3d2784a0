import type { Cell, Graph } from "../../cell/mod.ts";
import {
  type CellView,
  type InputView,
  type LayoutView,
  placedCells,
  type Prose,
  type ProseView,
  usedCells,
} from "../../notebook/mod.ts";
import { controlKit } from "../controls/control_kit.ts";
import { Moves } from "../controls/moves.ts";
import { bindAddress } from "./address.ts";
import { announce } from "./announce.ts";
import { anchorOf } from "../cells.ts";
import {
  type MenuRoom,
  type ProseRoom,
  type Room,
  roomKeys,
  type Rooms,
} from "../room.ts";
import type { ListedPassage } from "../source/listing.ts";
import { CodeBook } from "./code/code_book.ts";
import type { CodePart } from "./code/code_part.ts";
import { bindCodeSwitch } from "./code/code_switch.ts";
import type { PageContext } from "./context.ts";
import { ControlPart } from "./control_part.ts";
import { byId } from "./dom.ts";
import { bindDrawer } from "./drawer.ts";
import { FigureBlock } from "./figure_block.ts";
import { Flow } from "./flow.ts";
import { isFile, keepFile, restoreFiles } from "./kept_files.ts";
import { bindKeys } from "./keys.ts";
import { keepLastPicture } from "./last_picture.ts";
import { LayoutBlock } from "./layout_block.ts";
import { nextFrame, oncePerFrame } from "./frames.ts";
import type { Block, Part } from "./part.ts";
import { failureBlock } from "./problem.ts";
import { bindPrint } from "./print.ts";
import { ProseBlock } from "./prose_block.ts";
import { ResetButton } from "./reset_button.ts";
import { conceal, reveal } from "./reveal.ts";
import { RunRow } from "./run_row.ts";
import { Sight } from "./sight.ts";

type View = InputView | CellView | ProseView | LayoutView | undefined;

function isInput({ view }: Cell<unknown>): boolean {
  return (view as View)?.kind === "input";
}

function isPlainProse({ view, inputs }: Cell<unknown>): boolean {
  return (view as View)?.kind === "prose" && inputs.length === 0;
}

/** How often running times are brought up to date, in ms. */
const tick = 100;

/**
 * Shows the cells of a notebook in the page's shell, and keeps them in line.
 * `rooms` is what its figures, and values in prose, will take.
 * `failure` is what kept the notebook from defining the rest of them. Returns
 * the pieces of its code.
 */
export async function showNotebook(
  graph: Graph,
  listing: readonly ListedPassage[],
  rooms: Rooms,
  failure?: Error,
): Promise<readonly CodePart[]> {
  const { cells } = graph;
  restoreFiles(graph);
  const address = bindAddress(graph);
  // The side column is always there; and only with the prose that follows from
  // nothing in its place it can be told what is on the screen.
  for (const cell of cells) {
    if (isInput(cell) || isPlainProse(cell)) graph.watch(cell);
  }
  await undefined;
  const keys = roomKeys(cells);
  const known = (cell: Cell<unknown>) => rooms[keys.get(cell) ?? ""];
  const context: PageContext = {
    graph,
    sight: new Sight(graph),
    controls: controlKit(),
    roomOf: (cell) => known(cell) as Room | null | undefined,
    textsOf: (cell) => (known(cell) as ProseRoom | undefined)?.texts,
    menuOf: (cell) => known(cell) as MenuRoom | undefined,
    code: new CodeBook(listing, cells),
  };
  const used = usedCells(cells);
  const placed = placedCells(cells);
  const controls: ControlPart[] = [];
  const rows: RunRow[] = [];
  const shown: { readonly cell: Cell<unknown>; readonly block: Block }[] = [];
  for (const cell of cells) {
    const view = cell.view as View;
    const leaf = !used.has(cell);
    // A cell in the hole of another is a part of that one.
    if (view?.kind === "cell" && cell.identity !== undefined) {
      rows.push(new RunRow(cell, context, leaf));
    }
    if (placed.has(cell)) continue;
    if (isInput(cell)) {
      controls.push(new ControlPart(cell, context, true));
    }
    if (view?.kind === "layout") {
      shown.push({ cell, block: new LayoutBlock(cell, context) });
    }
    if (view?.kind === "prose") {
      const block = new ProseBlock(cell as Cell<Prose>, context);
      shown.push({ cell, block });
    }
    if (view?.kind === "cell") {
      shown.push({ cell, block: new FigureBlock(cell, context, leaf) });
    }
  }
  const blocks = context.code.weave(shown);
  if (failure) blocks.push(failureBlock(failure, cells));
  byId("controls").replaceChildren(...controls.map(({ element }) => element));
  byId("runs").replaceChildren(...rows.map(({ element }) => element));
  byId("panel").dataset.empty = String(
    controls.length === 0 && rows.length === 0,
  );
  const flow = new Flow(byId("notebook"), blocks);
  const parts: readonly Part[] = [
    ...controls,
    new ResetButton(graph),
    ...rows,
    ...blocks,
    announce(graph),
  ];
  const draw = () => {
    moves.flush();
    flow.arrange();
    for (const part of parts) part.update();
    address.write();
  };
  const runs = { element: byId("runs").parentElement!, settled: true };
  const panel = [...controls, runs];
  const show = () => {
    flow.reveal(context.code.isOpen);
    reveal(panel);
    reveal(rows);
  };
  const update = () => {
    draw();
    show();
  };
  const request = oncePerFrame(update);
  graph.observe(request);
  context.code.changed = request;
  bindCodeSwitch(context.code);
  setInterval(() => {
    if (cells.some((cell) => cell.status === "running")) request();
  }, tick);

  const byAnchor = new Map(cells.map((cell) => [anchorOf(cell), cell]));
  const moves = new Moves((key, text) => {
    const cell = byAnchor.get(key)!;
    const { identity = "", view } = cell;
    performance.mark("thalweg-input", { detail: identity });
    cell.set((view as InputView).fromText(text));
    if (isFile(view)) keepFile(identity, text);
  }, (work) => nextFrame().then(work));
  context.controls.bind(
    byId("page"),
    (key, text) => moves.send(key, text),
  );
  byId("controls").addEventListener("submit", (event) => {
    event.preventDefault();
  });
  bindKeys(graph, byAnchor);
  bindDrawer();
  bindPrint(graph);
  const { key } = byId("page").dataset;
  if (key) keepLastPicture(graph, key);
  conceal(panel);
  conceal(rows);
  draw();
  context.sight.look();
  show(); // with what is in sight known to be awaited
  return context.code.parts;
}
