import {
  type ActivationChoice,
  activationNames,
  activationUsage,
  activationWith,
  expectedActivation,
} from "./activation.ts";
import type { LayerSpecification, NetworkSpecification } from "./network.ts";
import { checkArguments, text as textKind } from "../options/mod.ts";

interface Token {
  readonly kind: "number" | "word" | "arrow" | "mark" | "end" | "unknown";
  readonly text: string;
  /** Index of the first character in the source. */
  readonly at: number;
}

/**
 * Reads the text form of a network into its specification.
 *
 * ```text
 * network    = inputs { arrow layer }           inputs: a positive integer
 * arrow      = "→" | "->"
 * layer      = ( width [ activation ] | [ width ] list ) [ "no" "bias" ]
 * list       = "[" activation { "," activation } "]"
 * activation = name [ "(" number { "," number } ")" ]
 * ```
 *
 * Biases are on and activations are identity unless named.
 *
 * @throws {TypeError} If an argument is of another type.
 * @throws {SyntaxError} If the text does not follow the grammar; the message
 * shows the place.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { parseNetwork } from "@thalweg/thalweg";
 *
 * assertEquals(parseNetwork("2 -> 5 tanh no bias -> 1"), {
 *   inputs: 2,
 *   layers: [
 *     { width: 5, activation: "tanh", bias: false },
 *     { width: 1, activation: "identity", bias: true },
 *   ],
 * });
 * ```
 */
export function parseNetwork(text: string): NetworkSpecification {
  checkArguments("read the network", { text }, { text: textKind });
  const tokens = tokenize(text);
  let position = 0;

  function refuse(token: Token, expected: string): never {
    throw new SyntaxError(
      `Cannot read the network: found ${describe(token)} at character ` +
        `${[...text.slice(0, token.at)].length + 1}, expected ${expected}` +
        pointAt(text, token.at),
    );
  }

  function peek(): Token {
    return tokens[position];
  }

  function accept(kind: Token["kind"], ...texts: string[]): boolean {
    const token = peek();
    const accepted = token.kind === kind &&
      (texts.length === 0 || texts.includes(token.text));
    if (accepted) position++;
    return accepted;
  }

  function readCount(expected: string): number {
    const token = peek();
    const value = Number(token.text);
    if (token.kind !== "number" || !Number.isSafeInteger(value) || value < 1) {
      refuse(token, expected);
    }
    position++;
    return value;
  }

  function readActivation(): ActivationChoice {
    const token = peek();
    if (token.kind !== "word" || !activationNames.includes(token.text)) {
      const { text } = token;
      refuse(
        token,
        token.kind === "word"
          ? expectedActivation(text, "an activation")
          : "an activation",
      );
    }
    position++;
    const numbers: number[] = [];
    const hasNumbers = accept("mark", "(");
    if (hasNumbers) {
      do {
        const number = peek();
        if (!accept("number")) refuse(number, "a number");
        numbers.push(Number(number.text));
      } while (accept("mark", ","));
      if (!accept("mark", ")")) refuse(peek(), `"," or ")"`);
    }
    const data = activationWith(token.text, numbers);
    if (!data) refuse(token, activationUsage(token.text));
    return hasNumbers ? data : token.text;
  }

  function readList(): ActivationChoice[] {
    const list: ActivationChoice[] = [];
    do {
      const token = peek();
      if (token.text === "softmax") {
        refuse(token, "softmax for a whole layer, not in a list");
      }
      list.push(readActivation());
    } while (accept("mark", ","));
    if (!accept("mark", "]")) refuse(peek(), `"," or "]"`);
    return list;
  }

  function readLayer(): LayerSpecification {
    const first = peek();
    const width = first.kind === "mark" && first.text === "["
      ? undefined
      : readCount("a positive width or a list of activations");
    const open = peek();
    if (accept("mark", "[")) {
      const activation = readList();
      if (width !== undefined && width !== activation.length) {
        refuse(
          open,
          `a list of ${width} activations, but it has ${activation.length}`,
        );
      }
      return { width: activation.length, activation, bias: readBias() };
    }
    const next = peek();
    const activation = next.kind === "word" && next.text !== "no"
      ? readActivation()
      : "identity";
    const bias = readBias();
    if (activation === "softmax" && peek().kind === "arrow") {
      refuse(next, "softmax on the last layer only");
    }
    return { width: width as number, activation, bias };
  }

  function readBias(): boolean {
    if (!accept("word", "no")) return true;
    if (!accept("word", "bias")) refuse(peek(), `"bias" after "no"`);
    return false;
  }

  const inputs = readCount("the number of inputs, a positive integer");
  const layers: LayerSpecification[] = [];
  while (accept("arrow")) layers.push(readLayer());
  if (peek().kind !== "end" || layers.length === 0) {
    refuse(peek(), layers.length === 0 ? `"→" and a layer` : `"→" or the end`);
  }
  return { inputs, layers };
}

const TOKEN =
  /(→|->)|([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|([A-Za-z_]\w*)|([[\](),])|(\S)/g;

const KINDS = ["arrow", "number", "word", "mark", "unknown"] as const;

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const group = match.slice(1).findIndex((part) => part !== undefined);
    tokens.push({ kind: KINDS[group], text: match[0], at: match.index });
  }
  tokens.push({ kind: "end", text: "", at: text.trimEnd().length });
  return tokens;
}

function describe(token: Token): string {
  return token.kind === "end" ? "the end" : `"${token.text}"`;
}

/** The line of the text that holds the place, and a caret below it. */
function pointAt(text: string, at: number): string {
  const begin = text.slice(0, at).lastIndexOf("\n") + 1;
  const end = text.indexOf("\n", at);
  const line = text.slice(begin, end < 0 ? undefined : end);
  return `\n  ${line}\n  ${" ".repeat(at - begin)}^`;
}
