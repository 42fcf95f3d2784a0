/** One redraw of every figure at its usual width, without a browser. */
import { parseHTML } from "linkedom";
import { makeGallery } from "../tests/figure/gallery.ts";
import { sink } from "./problems.ts";

const { document } = parseHTML("<!DOCTYPE html><html></html>");

for (const [name, figure] of Object.entries(makeGallery())) {
  const width = figure.span === "full" ? 720 : 460;
  Deno.bench(name, () => {
    const svg = figure.draw({ document: document as never, width });
    sink(svg.childNodes.length);
  });
}
