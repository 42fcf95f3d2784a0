import type { Element, Node } from "../../dom.ts";

/**
 * Whether a value is something of a document: an element, a fragment or text,
 * of whatever window or library.
 */
export function isNode(value: unknown): value is Node {
  if (typeof value !== "object" || value === null) return false;
  const { nodeType, cloneNode } = value as Partial<Node>;
  return (nodeType === 1 || nodeType === 3 || nodeType === 11) &&
    typeof cloneNode === "function";
}

/** Whether a node is the element of that name. */
export function isNamed(node: Node, name: string): boolean {
  return (node as Partial<Element>).localName === name;
}

/** What a canvas is asked for. */
interface Drawn extends Element {
  toDataURL(): string;
}

/**
 * A copy of a node that can be written down: what stands on a canvas becomes an
 * image, since copies of canvases are empty.
 */
export function copyNode(node: Node): Node {
  if (isNamed(node, "canvas")) return imageOf(node as Drawn);
  const copy = node.cloneNode(true) as Element;
  if (node.nodeType === 3) return copy;
  const drawn = [...(node as Element).querySelectorAll("canvas")];
  [...copy.querySelectorAll("canvas")].forEach((canvas, i) =>
    canvas.replaceWith(imageOf(drawn[i] as unknown as Drawn))
  );
  return copy;
}

function imageOf(canvas: Drawn): Element {
  const { ownerDocument } = canvas as unknown as {
    readonly ownerDocument: { createElement(name: string): Element };
  };
  const image = ownerDocument.createElement("img");
  for (const { name, value } of canvas.attributes) {
    image.setAttribute(name, value);
  }
  image.setAttribute("src", canvas.toDataURL());
  if (!image.hasAttribute("alt")) image.setAttribute("alt", "");
  return image;
}
