import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { parseHTML } from "linkedom";
import type { Figure } from "../../lib/figure/mod.ts";
import { makeGallery } from "./gallery.ts";

// Hover: every figure of the gallery says the value under a pointer, with all
// digits, and by keys. What is painted on a canvas in a page is read there:
// surfaces in tests/machine/timed/drag_page_suite.ts, runs of a sweep in
// tests/machine/explorer_suite.ts.

const { document, window } = parseHTML("<!DOCTYPE html><html></html>");
const WIDTH = 480;

/** A picture as it stands in a page. */
function drawLive(figure: Figure): SVGSVGElement {
  const svg = figure.draw({
    document: document as unknown as Document,
    width: WIDTH,
  });
  svg.getBoundingClientRect =
    () => ({ left: 0, top: 0, width: WIDTH } as DOMRect);
  figure.enliven?.(svg);
  return svg;
}

function send(target: Element, type: string, more: object): void {
  target.dispatchEvent(Object.assign(
    new (window.Event as typeof Event)(type, { bubbles: true }),
    more,
  ));
}

/** What the picture says when a pointer is at a place. */
function readAt(svg: SVGSVGElement, x: number, y: number): string {
  send(svg, "pointermove", {
    clientX: x,
    clientY: y,
    buttons: 0,
    pointerType: "mouse",
  });
  return said(svg);
}

function said(svg: SVGSVGElement): string {
  return [...svg.querySelectorAll("[data-seen] text")]
    .map(({ textContent }) => textContent).join(" ");
}

/** The numbers in words, as they are written. */
function numbersIn(words: string): number[] {
  return (words.match(/-?\d+(\.\d+)?(e[+-]?\d+)?/g) ?? []).map(Number);
}

for (const [name, figure] of Object.entries(makeGallery())) {
  if (/^surface-|^sweep$/.test(name)) continue;

  Deno.test(`figure ${name} answers a pointer, with all digits`, () => {
    const svg = drawLive(figure);
    const height = figure.height(WIDTH);
    const values = new Set<unknown>(
      figure.rows().flatMap((row) => Object.values(row)),
    );
    const answers = [0.15, 0.35, 0.5, 0.65].flatMap((across) =>
      [0.15, 0.3, 0.5, 0.7].map((down) =>
        readAt(svg, across * WIDTH, down * height)
      )
    ).filter((words) => words !== ""); // images end before their figure does
    const full = answers.filter((words) =>
      numbersIn(words).some((n) => values.has(n) || values.has(String(n)))
    );
    assert(full.length >= 4, answers.join("\n"));
    // a neuron has a name and no number
    const others = answers.filter((words) => !full.includes(words));
    assertEquals(others.filter((words) => numbersIn(words).length > 0), []);
    assert(new Set(answers).size >= 2, answers.join("\n"));
    assertEquals(
      answers.filter((words) => /undefined|object/.test(words)),
      [],
    );
    send(svg, "pointerleave", { pointerType: "mouse" });
    assertEquals(said(svg), "");
  });

  Deno.test(`figure ${name} answers keys`, () => {
    const svg = drawLive(figure);
    const ground = svg.querySelector("[data-read]")!;
    send(ground, "focus", {});
    const first = said(svg);
    assert(numbersIn(first).length > 0, first);
    const others = ["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"]
      .map((key) => {
        send(ground, "keydown", { key, shiftKey: true });
        return said(svg);
      });
    assertNotEquals([...new Set([first, ...others])].length, 1, first);
    const spoken = ground.getAttribute("aria-valuetext")!;
    assertEquals(numbersIn(spoken), numbersIn(others.at(-1)!));
    send(ground, "blur", {});
    assertEquals(said(svg), "");
  });
}
