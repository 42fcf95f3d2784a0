import { base } from "./sections/base.ts";
import { file } from "./sections/file.ts";
import { inspector } from "./sections/inspector.ts";
import { layouts } from "./sections/layouts.ts";
import { code } from "./sections/code.ts";
import { print } from "./sections/print.ts";
import { problems } from "./sections/problems.ts";
import { prose } from "./sections/prose.ts";

/** The look of a rendered file, in which nothing moves. */
export const fileStyle: string = [
  base,
  prose,
  code,
  inspector,
  problems,
  layouts,
  file,
  print,
].join("\n");
