/**
 * The explorer of a sweep in a page of its own, bundled for a browser.
 *
 * @module
 */
import {
  type ExploredRun,
  sweepExplorer,
  type SweepExplorerOptions,
} from "../../lib/figure/mod.ts";

export { makeRuns } from "../figure/examples.ts";

/** Draws runs in an element, as a block of a page does. */
export function show(
  container: HTMLElement,
  runs: readonly ExploredRun[],
  options: SweepExplorerOptions,
): void {
  const figure = sweepExplorer(runs, options);
  const width = container.clientWidth;
  const svg = figure.draw({ document, width, container });
  container.replaceChildren(svg);
  figure.enliven!(svg);
}
