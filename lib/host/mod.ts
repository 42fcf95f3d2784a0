/**
 * Where a notebook runs: live in a browser's page, live in Jupyter's Deno
 * kernel, or headless to a file. Only here are Deno's and the browser's globals.
 *
 * - `commands`: what the command line does, cli.ts
 * - `server`: what answers a browser on this machine, and tells it of changes
 * - `edit`: what that server does for pages in which code is edited
 * - `source`: a notebook's text taken apart: cells, changes, mistakes, merges
 * - `bundle`: what a browser is sent: scripts in one piece, documents, one file
 * - `page`: the page itself, in the browser: blocks, controls, what runs
 * - `jupyter`: the same in a kernel: outputs, controls, the way back to them
 * - `headless`: a notebook run to its end where nobody watches, and its report
 * - `child`: such a run in a process of its own, with as much as it is trusted
 * - `static`: a document without scripts, from such a run
 * - `print`: such a document as PDF, by a browser that is found
 * - `style`: sections of one style sheet, and what each host takes of them
 * - `controls`: the markup of inputs and what makes it live, for every host
 * - `storage`: where results are kept: on disk, or in the browser
 * - `site`: a folder's notebooks as files for a static host
 * - `ipynb`: a notebook's source as Jupyter's file
 * - `project`: folders of notebooks: their deno.json, this package in it, new ones
 *
 * `cells.ts` says how a cell shows, wherever it does.
 *
 * @module
 */
export { tellUnopened } from "./unopened.ts";
export { attachJupyter, completeOutputs, inJupyter } from "./jupyter/attach.ts";
