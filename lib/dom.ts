/**
 * What the library needs of a document's types. A project that has the dom
 * library sees its types here; one that has not (Deno's default) sees the parts
 * that stand below, and can check what it imports.
 *
 * @module
 */

/** A type of the dom library by its name, or what stands in for it. */
export type Dom<Name extends string, Else> = typeof globalThis extends
  Record<Name, { readonly prototype: infer Type }> ? Type : Else;

/** Of a `Node`, what is used where the dom library is not. */
export type NodePart = EventTarget & {
  readonly nodeType: number;
  readonly childNodes: Iterable<NodePart>;
  readonly isConnected: boolean;
  textContent: string | null;
  appendChild<T extends NodePart>(child: T): T;
  cloneNode(deep?: boolean): NodePart;
  contains(other: NodePart | null): boolean;
};

/** Of a `ParentNode`, what is used where the dom library is not. */
export type ParentPart = NodePart & {
  append(...children: (NodePart | string)[]): void;
  querySelector<E extends ElementPart = InputPart>(selector: string): E | null;
  querySelectorAll<E extends ElementPart = InputPart>(
    selector: string,
  ): Iterable<E> & { forEach(call: (element: E, index: number) => void): void };
};

/** Of an `Element`, what is used where the dom library is not. */
export type ElementPart = ParentPart & {
  readonly attributes: Iterable<
    { readonly name: string; readonly value: string }
  >;
  readonly localName: string;
  readonly parentElement: ElementPart | null;
  readonly nextElementSibling: ElementPart | null;
  readonly previousElementSibling: ElementPart | null;
  outerHTML: string;
  closest<E extends ElementPart = ElementPart>(selector: string): E | null;
  getAttribute(name: string): string | null;
  getBoundingClientRect(): { readonly left: number; readonly width: number };
  hasAttribute(name: string): boolean;
  remove(): void;
  removeAttribute(name: string): void;
  replaceWith(...nodes: NodePart[]): void;
  setAttribute(name: string, value: string): void;
};

/** Of an `HTMLElement`, what is used where the dom library is not. */
export type HtmlPart = ElementPart & {
  readonly dataset: Record<string, string | undefined>;
  title: string;
  focus(): void;
};

/** Of fields and images, what they have beyond other elements. */
export type InputPart = HtmlPart & {
  checked: boolean;
  files: ArrayLike<File> | null;
  max: string;
  min: string;
  src: string;
  step: string;
  type: string;
  value: string;
};

/** Of a `Document`, what is used where the dom library is not. */
export type DocumentPart = ParentPart & {
  readonly activeElement: ElementPart | null;
  readonly body: HtmlPart;
  readonly documentElement: HtmlPart;
  readonly head: HtmlPart;
  createElement(name: string): HtmlPart;
  createElementNS(namespace: string, name: string): ElementPart;
  createTextNode(text: string): NodePart;
  importNode<T extends NodePart>(node: T, deep?: boolean): T;
};

/** What the scripts in Jupyter's outputs take from the page they run in. */
interface WindowPart {
  readonly document: DocumentPart;
  readonly DOMParser: new () => {
    parseFromString(text: string, type: string): DocumentPart;
  };
  readonly MutationObserver: new (call: () => void) => {
    observe(
      node: NodePart,
      options: { readonly childList: boolean; readonly subtree: boolean },
    ): void;
  };
}

/** The dom library's `Node`, or its part. */
export type Node = Dom<"Node", NodePart>;
/** The dom library's `ParentNode`, or its part. */
export type ParentNode = Dom<"Document", ParentPart> | Element;
/** The dom library's `Element`, or its part. */
export type Element = Dom<"Element", ElementPart>;
/** The dom library's `HTMLElement`, or its part. */
export type HTMLElement = Dom<"HTMLElement", HtmlPart>;
/** The dom library's `HTMLInputElement`, or its part. */
export type HTMLInputElement = Dom<"HTMLInputElement", InputPart>;
/** The dom library's `HTMLImageElement`, or its part. */
export type HTMLImageElement = Dom<"HTMLImageElement", InputPart>;
/** The dom library's `HTMLTableRowElement`, or its part. */
export type HTMLTableRowElement = Dom<"HTMLTableRowElement", HtmlPart>;
/** The dom library's `Document`, or its part. */
export type Document = Dom<"Document", DocumentPart>;
/** The dom library's `SVGElement`, or its part. */
export type SVGElement = Dom<"SVGElement", ElementPart>;
/** The dom library's `SVGSVGElement`, or its part. */
export type SVGSVGElement = Dom<"SVGSVGElement", ElementPart>;
/** The dom library's `SVGGElement`, or its part. */
export type SVGGElement = Dom<"SVGGElement", ElementPart>;
/** The dom library's `SVGImageElement`, or its part. */
export type SVGImageElement = Dom<"SVGImageElement", ElementPart>;
/** The dom library's `SVGPathElement`, or its part. */
export type SVGPathElement = Dom<"SVGPathElement", ElementPart>;
/** The dom library's `SVGRectElement`, or its part. */
export type SVGRectElement = Dom<"SVGRectElement", ElementPart>;
/** The dom library's `SVGTextElement`, or its part. */
export type SVGTextElement = Dom<"SVGTextElement", ElementPart>;
/** A window of the dom library, or its part. */
export type Window = typeof globalThis extends { readonly document: unknown }
  ? typeof globalThis
  : WindowPart;

/** Elements of SVG that figures make, by name. */
export interface SvgElements {
  readonly circle: SVGElement;
  readonly foreignObject: SVGElement;
  readonly g: SVGGElement;
  readonly image: SVGImageElement;
  readonly line: SVGElement;
  readonly path: SVGPathElement;
  readonly rect: SVGRectElement;
  readonly svg: SVGSVGElement;
  readonly text: SVGTextElement;
  readonly title: SVGElement;
  readonly tspan: SVGElement;
}
