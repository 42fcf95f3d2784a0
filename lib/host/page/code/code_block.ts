import type { Block } from "../part.ts";
import type { CodePart } from "./code_part.ts";

/** Code that no other block shows: inputs, functions, imports. */
export class CodeBlock implements Block {
  readonly element: HTMLElement;
  readonly place = "aside";
  readonly settled = true;
  readonly #part: CodePart;

  constructor(part: CodePart) {
    this.#part = part;
    this.element = part.element;
  }

  height(): number {
    const { firstLine, lastLine } = this.#part.passage;
    return this.#part.open ? 18 * (lastLine - firstLine + 1) + 40 : 0;
  }

  update(): void {}
}
