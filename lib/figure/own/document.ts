import type { Document, Element, Window } from "../../dom.ts";
import { equipCanvas } from "./canvas.ts";

/** The page's document, or one to draw in where there is no page. */
export async function findDocument(): Promise<Document> {
  const { document } = globalThis as Partial<Window>;
  return document ?? await makeDocument();
}

/** A document outside a browser. */
async function makeDocument(): Promise<Document> {
  const { parseHTML } = await import("linkedom");
  const page: object = parseHTML("<!DOCTYPE html><html><body></body></html>");
  return equipDocument((page as Window).document);
}

/** Gives a document of linkedom canvases for pixels. */
export function equipDocument(document: Document): Document {
  const create = document.createElement.bind(document);
  // KaTeX asks for the mode, which linkedom does not know
  Object.defineProperty(document, "compatMode", { value: "CSS1Compat" });
  Object.defineProperty(document, "createElement", {
    value: (name: string, ...rest: []) => {
      const element = create(name, ...rest) as Element;
      if (/^canvas$/i.test(name)) equipCanvas(element);
      return element;
    },
  });
  return document;
}

/**
 * Gives a program without one a document, as `document` and `window.document`:
 * what a notebook draws by itself, with Observable Plot, d3 or htl, asks for
 * one. Where there is one nothing happens.
 */
export async function provideDocument(): Promise<void> {
  if ("document" in globalThis) return;
  const document = await makeDocument();
  for (
    const [name, value] of Object.entries({ document, window: { document } })
  ) {
    Object.defineProperty(globalThis, name, {
      value,
      configurable: true,
      writable: true,
    });
  }
}
