/** A node of a program's tree, as Babel's parser gives it. */
export interface Node {
  readonly type: string;
  readonly [name: string]: unknown;
}

/** What names stand for where a text is put together. */
export interface Scope {
  /** Constants of the file. */
  readonly constants: ReadonlyMap<string, Node>;
  /** Functions that may be called there: those of the file, and imported ones. */
  readonly functions: ReadonlyMap<string, Callee>;
  /** Parameters, where a call has filled them in. */
  readonly given?: ReadonlyMap<string, string>;
}

/** A function, and what names stand for in it. */
export interface Callee {
  readonly parameters: readonly string[];
  readonly body: Node;
  readonly scope: Scope;
}

/** The words of a text, or of a sum of some, … for other values. */
export function textOf(node: Node, scope: Scope): string | undefined {
  switch (node.type) {
    case "StringLiteral":
      return node.value as string;
    case "TemplateLiteral": {
      const quasis = node.quasis as readonly { value: { cooked: string } }[];
      const values = node.expressions as readonly Node[];
      return quasis.map(({ value }, i) =>
        i === 0
          ? value.cooked
          : (textOf(values[i - 1], scope) ?? "…") + value.cooked
      ).join("");
    }
    case "BinaryExpression": {
      if (node.operator !== "+") return undefined;
      const [left, right] = partsOf(node).map((part) => textOf(part, scope));
      if (left === undefined && right === undefined) return undefined;
      return (left ?? "…") + (right ?? "…");
    }
    case "Identifier": {
      const name = node.name as string;
      const constant = scope.constants.get(name);
      return scope.given?.get(name) ?? (constant && textOf(constant, scope));
    }
  }
}

/** What the text of a node is put together of. */
export function partsOf({ left, right, expressions }: Node): readonly Node[] {
  return (expressions ?? [left, right].filter(Boolean)) as readonly Node[];
}

/**
 * What errors say that are made here, or by the function that is called here
 * with words for its message.
 */
export function messagesOf(node: Node, scope: Scope): string[] {
  if (isError(node)) {
    const [message] = node.arguments as readonly Node[];
    const text = message && textOf(message, scope);
    return text === undefined ? [] : [text];
  }
  const called = calleeOf(node, scope);
  if (!called) return [];
  const refusals = refusalsIn(called);
  if (refusals.length === 0) return [];
  const values = node.arguments as readonly Node[];
  const given = called.parameters.map((name, i): [string, string] => [
    name,
    values[i] && textOf(values[i], scope) || "…",
  ]);
  const inside = { ...called.scope, given: new Map(given) };
  return refusals.flatMap((each) => messagesOf(each, inside));
}

/** Errors that a function makes, itself or through others, with its parameters. */
function refusalsIn(callee: Callee): readonly Node[] {
  const known = refusals.get(callee);
  if (known) return known;
  refusals.set(callee, []); // of a function that calls itself
  const found = nodesIn(callee.body).filter((node) => {
    const called = calleeOf(node, callee.scope);
    const refuses = isError(node) || (called && refusalsIn(called).length > 0);
    return refuses &&
      nodesIn(node.arguments).some(({ type, name }) =>
        type === "Identifier" && callee.parameters.includes(name as string)
      );
  });
  refusals.set(callee, found);
  return found;
}
const refusals = new Map<Callee, readonly Node[]>();

/** Whether a node makes an error. */
export function isError({ type, callee }: Node): boolean {
  const { name } = (callee ?? {}) as { readonly name?: string };
  return type === "NewExpression" && /Error$|^Refusal$/.test(name ?? "");
}

function calleeOf({ type, callee }: Node, scope: Scope): Callee | undefined {
  if (type !== "CallExpression") return undefined;
  return scope.functions.get((callee as Node).name as string);
}

/** A node and all that it holds, but for comments, from the outside in. */
export function nodesIn(node: unknown, found: Node[] = []): Node[] {
  if (typeof node !== "object" || node === null) return found;
  if (typeof (node as Node).type === "string") found.push(node as Node);
  for (const [name, within] of Object.entries(node)) {
    if (typeof within !== "object" || name === "loc") continue;
    if (!/[cC]omments$/.test(name)) nodesIn(within, found);
  }
  return found;
}
