import { Cell } from "../cell/mod.ts";
import { type Network, network, parseNetwork } from "../network/mod.ts";
import { notebookGraph } from "./notebook.ts";
import { checkTag, readTemplate } from "./template.ts";
import type { Lifted } from "./types.ts";

/** What may stand in a hole of `mlp`: a width, an activation, or a list. */
export type NetworkHole = number | string | readonly string[];

/**
 * A multilayer perceptron from its text: `2 → 5 tanh → 1`.
 *
 * Layers have biases unless "no bias" follows; the last layer is the identity
 * unless an activation is named; `[relu, tanh]` gives one activation per
 * neuron. Holes hold widths and activations. With a cell in a hole the result
 * is a cell, and what depends on it reruns when the architecture changes. A plain
 * text does as well: `mlp("2 → 5 tanh → 1")`.
 *
 * @throws {TypeError} If an argument is of another type.
 * @throws {SyntaxError} Where the text cannot be read; the message points at it.
 * @throws {RangeError} Where a width or an activation cannot be.
 *
 * @example Usage
 * ```ts
 * import { mlp } from "@thalweg/thalweg";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(mlp`2 → 5 tanh → 1`.parameterCount, 21);
 * ```
 */
export function mlp(text: string): Network;
/** The same with holes. */
export function mlp<P extends readonly (NetworkHole | Cell<NetworkHole>)[]>(
  strings: TemplateStringsArray,
  ...parts: P
): Lifted<P, Network>;
export function mlp(
  strings: string | readonly string[],
  ...parts: readonly unknown[]
): Network | Cell<Network> {
  if (typeof strings === "string") return build([strings], parts);
  checkTag("mlp", strings);
  const words = [strings[0]!.replace(/^[^=]*=/, ""), ...strings.slice(1)];
  const template = readTemplate("mlp", strings, parts);
  if (!parts.some((part) => part instanceof Cell)) {
    const plain = build(words, parts);
    // In a kernel it replaces the cell of this name, and what follows from that.
    const { identity } = template;
    const known = identity !== undefined && words[0] !== strings[0] &&
      notebookGraph().cells.some((cell) => cell.identity === identity);
    if (known) {
      notebookGraph().define<Network>({
        ...template,
        inputs: [],
        compute: () => plain,
        view: { kind: "cell" },
      });
    }
    return plain;
  }
  return notebookGraph().define<Network>({
    ...template,
    inputs: template.cells,
    compute: (values) => build(words, template.fill(values)),
    view: { kind: "cell" },
  });
}

function build(strings: readonly string[], parts: readonly unknown[]): Network {
  const texts = parts.map((part) =>
    Array.isArray(part) ? `[${part.join(", ")}]` : String(part)
  );
  const text = strings.map((string, i) => string + (texts[i] ?? "")).join("");
  return network(parseNetwork(text));
}
