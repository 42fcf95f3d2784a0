import type { Element, Node } from "../dom.ts";
import { copyNode, imageOf, isNamed } from "../figure/mod.ts";
import { escapeHtml } from "../notebook/mod.ts";

/**
 * What a notebook's own code has drawn, as markup; canvases become images.
 *
 * @param images What pictures are, in words, where SVG becomes images as well:
 * front ends that do not trust a notebook take it out of the markup.
 */
export function markupOf(node: Node, images?: string): string {
  const copy = copyNode(node);
  if (copy.nodeType === 3) return escapeHtml(copy.textContent ?? "");
  if (copy.nodeType !== 1) {
    return [...copy.childNodes]
      .map((child) => markupOf(child as Node, images)).join("");
  }
  const element = copy as Element;
  if (images === undefined) return element.outerHTML;
  if (isNamed(element, "svg")) return imageMarkup(element, images);
  return [...element.querySelectorAll("svg")]
    .filter((svg) => !svg.parentElement?.closest("svg"))
    .reduce(
      (html, svg) =>
        html.replace(svg.outerHTML, () => imageMarkup(svg as Element, images)),
      element.outerHTML,
    );
}

function imageMarkup(svg: Element, alt: string): string {
  const attributes = Object.entries(imageOf(svg, alt))
    .map(([name, value]) => `${name}="${escapeHtml(value)}"`).join(" ");
  return `<img ${attributes}>`;
}
