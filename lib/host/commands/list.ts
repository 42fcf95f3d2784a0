import type { Command } from "./command.ts";
import { exportCommand } from "./export.ts";
import { ipynbCommand } from "./ipynb.ts";
import { newCommand } from "./new.ts";
import { renderCommand } from "./render.ts";
import { siteCommand } from "./site.ts";
import { startCommand } from "./start.ts";
import { sweepCommand } from "./sweep.ts";
import { thumbnailsCommand } from "./thumbnails.ts";

/** What the command line does, in the order in which `--help` lists it. */
export const commands: readonly Command[] = [
  startCommand,
  newCommand,
  renderCommand,
  exportCommand,
  siteCommand,
  ipynbCommand,
  thumbnailsCommand,
  sweepCommand,
];
