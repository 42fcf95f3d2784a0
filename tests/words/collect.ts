import { parse } from "@babel/parser";

/** A sentence that the library can say, with … for what it fills in. */
export interface Sentence {
  /** Where it stands, from the root. */
  readonly file: string;
  readonly text: string;
}

interface Node {
  readonly type: string;
  readonly [name: string]: unknown;
}

const root = new URL("../../", import.meta.url);

/** All sentences in the sources of the library, each once a file, sorted. */
export async function sentences(): Promise<Sentence[]> {
  const found = new Map<string, Sentence>();
  for await (const file of sources("lib/")) {
    const code = await Deno.readTextFile(new URL(file, root));
    const { program } = parse(code, {
      sourceType: "module",
      plugins: [["typescript", { dts: file.endsWith(".d.ts") }]],
    });
    for (const text of textsIn(program as unknown as Node)) {
      if (!isSentence(text)) continue;
      found.set(`${file}\n${text}`, { file, text });
    }
  }
  return [...found.keys()].sort().map((key) => found.get(key)!);
}

async function* sources(folder: string): AsyncGenerator<string> {
  for await (
    const { name, isDirectory } of Deno.readDir(new URL(folder, root))
  ) {
    if (isDirectory) yield* sources(`${folder}${name}/`);
    else if (name.endsWith(".ts")) yield folder + name;
  }
}

/** An error's words, or a whole sentence. */
function isSentence(text: string): boolean {
  return /^Cannot \S|, expected /.test(text) ||
    /^(?:…|[A-Z]).* .* .*\.$/s.test(text);
}

/** Literals of a program; of texts that are put together, the whole. */
function* textsIn(node: unknown): Generator<string> {
  if (Array.isArray(node)) {
    for (const one of node) yield* textsIn(one);
    return;
  }
  if (typeof node !== "object" || node === null) return;
  const text = textOf(node as Node) ?? refusalOf(node as Node);
  if (text !== undefined) yield text.replaceAll(/\s+/g, " ").trim();
  for (const [name, within] of Object.entries(insideOf(node as Node))) {
    if (name !== "loc" && !/[cC]omments$/.test(name)) yield* textsIn(within);
  }
}

/** "found, expected that" of a call of a file's own helper: refuse(found, that). */
function refusalOf({ type, callee, arguments: given }: Node) {
  if (type !== "CallExpression") return undefined;
  const { name } = callee as { readonly name?: string };
  if (!/^(?:refuse|fail)/.test(name ?? "")) return undefined;
  const texts = (given as readonly Node[]).map(textOf)
    .filter((text) => text !== undefined && text.includes(" "));
  return texts.length === 0 ? undefined : `${texts.join(", expected ")}`;
}

/** What a node holds; of a sum of texts what they are filled in with. */
function insideOf(node: Node): Node {
  if (textOf(node) === undefined) return node;
  const within = node.type === "BinaryExpression"
    ? [node.left, node.right].map((part) => insideOf(part as Node))
    : node.expressions;
  return { type: "Inside", within };
}

/** The text of a literal or of a sum of some, … for other values. */
function textOf(node: Node): string | undefined {
  const { type } = node;
  if (type === "StringLiteral") return node.value as string;
  if (type === "TemplateLiteral") {
    const quasis = node.quasis as readonly { value: { cooked: string } }[];
    return quasis.map(({ value }) => value.cooked).join("…");
  }
  if (type !== "BinaryExpression" || node.operator !== "+") return undefined;
  const parts = [node.left, node.right].map((part) => textOf(part as Node));
  if (parts.every((part) => part === undefined)) return undefined;
  return parts.map((part) => part ?? "…").join("");
}
