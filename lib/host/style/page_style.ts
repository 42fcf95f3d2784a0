import { base } from "./sections/base.ts";
import { blocks } from "./sections/blocks.ts";
import { controls } from "./sections/controls.ts";
import { editor } from "./sections/editor.ts";
import { frame } from "./sections/frame.ts";
import { gallery } from "./sections/gallery.ts";
import { inspector } from "./sections/inspector.ts";
import { layouts } from "./sections/layouts.ts";
import { narrow } from "./sections/narrow.ts";
import { pagePrint } from "./sections/page_print.ts";
import { panel } from "./sections/panel.ts";
import { code } from "./sections/code.ts";
import { print } from "./sections/print.ts";
import { problems } from "./sections/problems.ts";
import { prose } from "./sections/prose.ts";
import { runs } from "./sections/runs.ts";

/** The look of the page: of notebooks, of the gallery, of a live file. */
export const pageStyle: string = [
  base,
  frame,
  controls,
  panel,
  runs,
  prose,
  code,
  editor,
  blocks,
  inspector,
  problems,
  gallery,
  layouts,
  narrow,
  print,
  pagePrint,
].join("\n");
