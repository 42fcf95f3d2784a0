/**
 * Writes a small picture of a notebook to standard output: its first four
 * figures without their words, which would be too small to read.
 *
 * @module
 */
import { pathToFileURL } from "node:url";
import { parseHTML } from "linkedom";
import type { Figure } from "../../figure/mod.ts";
import { closeWorkers } from "../../job/mod.ts";
import { prepareHeadless, runNotebook } from "../headless/run_notebook.ts";
import { figureOf } from "../cells.ts";

/** A picture shows a long study as far as it is after so long, in ms. */
const patience = 8000;
const width = 600;
const height = 400;
const margin = 16;

prepareHeadless();
const { graph } = await runNotebook(pathToFileURL(Deno.args[0]), {}, patience);
closeWorkers();
const all = graph.cells.map(figureOf).filter((figure) => figure !== undefined);
if (all.length === 0) Deno.exit(1);
const halves = all.filter(({ span }) => span === "half");
const figures = (halves.length > 0 ? halves : all).slice(0, 4);
const columns = halves.length > 1 ? 2 : 1;
const rows = Math.ceil(figures.length / columns);
/** Figures are drawn at this width, so that lines are not too thin. */
const drawnWidth = halves.length > 0 ? 300 : 600;
const cellWidth = (width - margin * (columns + 1)) / columns;
const cellHeight = (height - margin * (rows + 1)) / rows;
const pictures = figures.map((figure, i) => {
  const x = margin + (i % columns) * (cellWidth + margin);
  const y = margin + Math.floor(i / columns) * (cellHeight + margin);
  return `<svg x="${x}" y="${y}" width="${cellWidth}" height="${cellHeight}" viewBox="0 0 ${drawnWidth} ${
    figure.height(drawnWidth)
  }">${drawBare(figure)}</svg>`;
});
// The stream takes all of it; a single write may take a part.
await new Blob([
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}">${
    pictures.join("")
  }</svg>`,
]).stream().pipeTo(Deno.stdout.writable);

function drawBare(figure: Figure): string {
  const { document } = parseHTML("<!DOCTYPE html><html><body></body></html>");
  const svg = figure.draw({ document, width: drawnWidth });
  for (const words of svg.querySelectorAll("text, title")) words.remove();
  for (const name of ["role", "aria-label"]) svg.removeAttribute(name);
  return svg.outerHTML;
}
