import { parseHTML } from "linkedom";
import type { Cell, Graph } from "../../cell/mod.ts";
import type { Node } from "../../dom.ts";
import { equipDocument, type Figure } from "../../figure/mod.ts";
import {
  escapeHtml,
  failingLine,
  type InputView,
  inspect,
  layoutOf,
  placedCells,
  type Prose,
  usedCells,
} from "../../notebook/mod.ts";
import {
  type HeadlessNotebook,
  type InputTexts,
  listInputs,
  runNotebook,
} from "../headless/run_notebook.ts";
import { drawnBy, figureOf, isPicture, spanOf } from "../cells.ts";
import { markupOf } from "../own_markup.ts";
import { kindOf, type Report, reportNotebook } from "../headless/report.ts";
import { CodeSheet, codeSwitch } from "./code_sheet.ts";
import { fileStyle } from "../style/file_style.ts";

/** A notebook as a file that stands alone. */
export interface RenderedNotebook extends Report {
  readonly html: string;
}

/**
 * Runs a notebook and writes what it shows as one HTML document without
 * scripts: prose, pictures, the values of its inputs, and what failed.
 *
 * @throws {RangeError} If there is no such notebook or no such input.
 */
export async function renderNotebook(
  url: URL,
  options: { readonly set?: InputTexts } = {},
): Promise<RenderedNotebook> {
  const notebook = await runNotebook(url, options.set);
  const { title, body } = drawNotebook(notebook);
  return { html: staticPage(title, body), ...reportNotebook(notebook) };
}

/** A picture as markup, drawn without a browser. */
export function drawFigure(figure: Figure, width: number): string {
  const { document } = parseHTML("<!DOCTYPE html><html><body></body></html>");
  return figure.draw({ document: equipDocument(document), width }).outerHTML;
}

/** Space between the parts of a layout. */
const gap = 24;

/** Pixels that pictures are drawn at; they shrink with the page. */
const widths = { half: 460, lone: 704, full: 960, narrow: 350 };

/** No half figure beside others is shown wider: 36rem in the style of a file. */
const mostHalf = 576;

/** What a notebook shows, as markup. */
export function drawNotebook(
  { graph, source, failure }: HeadlessNotebook,
): { readonly title: string; readonly body: string } {
  const placed = placedCells(graph.cells);
  const used = usedCells(graph.cells);
  const rows: string[] = [];
  // figures, once it is known whether they are alone, and code between them
  let spread: (string | ((isLone: boolean) => string))[] = [];
  let inputsDrawn = false;
  const flush = () => {
    if (spread.length > 0) {
      const isLone = spread.filter((one) => typeof one !== "string").length < 2;
      const drawn = spread.map((one) =>
        typeof one === "string" ? one : one(isLone)
      );
      rows.push(`<div class="spread">${drawn.join("\n")}</div>`);
    }
    spread = [];
  };
  const code = new CodeSheet(source, graph.cells, (cell) => {
    const kind = kindOf(cell);
    const shown = kind === "prose" ||
      kind === "cell" && (isPicture(cell) || isEnd(cell, used));
    return shown && cell.status === "done" && !placed.has(cell);
  });
  for (const cell of graph.cells) {
    const kind = kindOf(cell);
    const figure = figureOf(cell);
    const own = drawnBy(cell);
    if (placed.has(cell)) continue;
    const between = code.before(cell);
    if (between !== "") {
      // Pieces that only show with all code need not part figures.
      if (spread.length > 0) spread.push(between);
      else rows.push(between);
    }
    if (layoutOf(cell)) {
      flush();
      rows.push(drawPart(cell, widths.full));
    } else if (kind === "input") {
      if (!inputsDrawn) {
        const free = listInputs(graph).filter((input) => !placed.has(input));
        rows.push(drawInputs(free.filter((input) => !isButton(input))));
      }
      inputsDrawn = true;
      if (cell.error) rows.push(drawAbsent(cell));
    } else if (kind === "prose" && cell.status === "done") {
      flush();
      rows.push(drawProse(cell, code.of(cell)));
    } else if (kind === "cell" && figure && cell.status === "done") {
      if (figure.span === "full") flush();
      const piece = code.of(cell);
      spread.push((isLone) => {
        const room = figure.span === "half" && isLone ? "lone" : figure.span;
        return drawFigureBlock(figure, widths[room], piece);
      });
      if (figure.span === "full") flush();
    } else if (kind === "cell" && own && cell.status === "done") {
      const span = spanOf(own);
      if (span === "full") flush();
      const piece = code.of(cell);
      spread.push(() => drawOwn(cell.title, own, piece));
      if (span === "full") flush();
    } else if (kind === "cell" && isEnd(cell, used)) {
      flush();
      rows.push(drawValue(cell, code.of(cell)));
    } else if (kind !== undefined && cell.status !== "done") {
      flush();
      rows.push(drawAbsent(cell));
    }
  }
  flush();
  rows.push(code.before());
  if (!code.empty) rows.unshift(codeSwitch);
  if (failure) {
    rows.push(drawProblem("The notebook stops here", failure.message));
  }
  return { title: readTitle(graph), body: rows.join("\n") };
}

/**
 * A document around what a notebook shows. Its policy comes before anything of
 * the notebook's: whatever stands there, no script of it runs.
 */
export function staticPage(title: string, body: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src data:">
<title>${escapeHtml(title)}</title>
<style>
${fileStyle}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
}

/** A cell in a layout, frozen as it is. */
function drawPart(cell: Cell<unknown>, width: number): string {
  const layout = layoutOf(cell);
  if (layout) {
    const { mode, columns, parts } = layout;
    const share = mode === "column"
      ? 1
      : mode === "row"
      ? parts.length
      : columns;
    const inner = Math.floor((width - (share - 1) * gap) / share);
    return `<div class="layout" data-mode="${mode}" style="--columns: ${columns}">${
      parts.map((part) => drawPart(part, inner)).join("\n")
    }</div>`;
  }
  if (cell.status !== "done") return drawAbsent(cell);
  const kind = kindOf(cell);
  const figure = figureOf(cell);
  if (kind === "input") return isButton(cell) ? "" : drawInputs([cell], "");
  if (kind === "prose") return drawProse(cell);
  if (figure) {
    const room = figure.span === "half" ? Math.min(width, mostHalf) : width;
    return drawFigureBlock(figure, room);
  }
  const own = drawnBy(cell);
  return own ? drawOwn(cell.title, own) : drawValue(cell);
}

/** What a cell's own code has drawn; the file's policy runs nothing in it. */
function drawOwn(title: string, node: Node, code = ""): string {
  return `<figure class="${spanOf(node)}"><figcaption>${
    escapeHtml(title)
  }</figcaption><div class="own">${markupOf(node)}</div>${code}</figure>`;
}

/** Whether nobody else shows what a cell has come to. */
function isEnd(
  cell: Cell<unknown>,
  used: ReadonlySet<Cell<unknown>>,
): boolean {
  return cell.status === "done" && cell.value !== undefined && !used.has(cell);
}

/** Prose; of what follows from nothing the code says the same once more. */
function drawProse(cell: Cell<unknown>, code = ""): string {
  const plain = cell.inputs.length === 0 ? " plain" : "";
  return `<section class="prose${plain}"><div class="prose-text">${
    (cell.value as Prose).html
  }</div>${code}</section>`;
}

/** A value that is no picture, to look into. */
function drawValue(cell: Cell<unknown>, code = ""): string {
  return `<section class="value"><h3>${escapeHtml(cell.title)}</h3>${
    inspect(cell.value, true, "brief")
  }${code}</section>`;
}

/** What stands where a cell has no value. */
function drawAbsent(cell: Cell<unknown>): string {
  const { title, error, blame, heldBy } = cell;
  if (error) return drawProblem(title, error.message, failingLine(cell));
  const awaited = blame ?? heldBy;
  return awaited === cell
    ? `<p class="waits">${escapeHtml(title)}: ${awaited.status}</p>`
    : `<p class="waits">${escapeHtml(title)} waits for: ${
      escapeHtml(awaited?.title ?? "another cell")
    }</p>`;
}

/** A button has no value worth reading. */
function isButton(cell: Cell<unknown>): boolean {
  return (cell.view as InputView).settings().control === "button";
}

/** The first heading. */
function readTitle(graph: Graph): string {
  for (const cell of graph.cells) {
    const { html } = (cell.value ?? {}) as Partial<Prose>;
    if (kindOf(cell) !== "prose" || !html) continue;
    const { document } = parseHTML(`<!DOCTYPE html><body>${html}</body>`);
    const heading = document.querySelector("h1")?.textContent;
    if (heading) return heading;
  }
  return "Notebook";
}

function drawFigureBlock(
  figure: Figure,
  width: number,
  code = "",
): string {
  // A wide picture would be too small to read on a phone.
  const drawn = width > 2 * widths.narrow
    ? `<div class="wide">${
      drawFigure(figure, width)
    }</div><div class="narrow">${drawFigure(figure, widths.narrow)}</div>`
    : drawFigure(figure, width);
  return `<figure class="${figure.span}"><figcaption>${
    escapeHtml(figure.title)
  }</figcaption>${drawn}${code}</figure>`;
}

function drawInputs(
  inputs: readonly Cell<unknown>[],
  caption = "<caption>Inputs</caption>",
): string {
  return `<table class="inputs">${caption}<tbody>${
    inputs.map((cell) => {
      const view = cell.view as InputView;
      return `<tr><th scope="row">${escapeHtml(view.label)}</th><td>${
        drawChosen(view)
      }</td></tr>`;
    }).join("")
  }</tbody></table>`;
}

function drawChosen(view: InputView): string {
  const settings = view.settings();
  const text = view.currentText();
  if (settings.control !== "table") {
    return escapeHtml(text.replaceAll("\n", ", "));
  }
  const rows: readonly (readonly string[])[] = JSON.parse(text);
  const line = (cells: readonly string[], element: string) =>
    `<tr>${
      cells.map((cell) => `<${element}>${escapeHtml(cell)}</${element}>`)
        .join("")
    }</tr>`;
  return `<table>${line(settings.columns.map(({ name }) => name), "th")}${
    rows.map((row) => line(row, "td")).join("")
  }</table>`;
}

function drawProblem(title: string, message: string, line?: number): string {
  const place = line === undefined
    ? ""
    : ` <span class="problem-line">line ${line} of the code</span>`;
  return `<div class="problem"><p><strong>${
    escapeHtml(title)
  }</strong>${place}</p><p>${escapeHtml(message)}</p></div>`;
}
