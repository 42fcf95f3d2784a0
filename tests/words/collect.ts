import { parse } from "@babel/parser";
import {
  type Callee,
  isError,
  messagesOf,
  type Node,
  nodesIn,
  partsOf,
  type Scope,
  textOf,
} from "./texts.ts";

/** Words that the project can say, with … for what it fills in. */
export interface Said {
  /** Where they stand, from the root. */
  readonly file: string;
  readonly text: string;
  /** Whether it is an error's message or a whole sentence; else a part of one. */
  readonly isWhole: boolean;
}

/** A source, and what its names stand for. */
interface Source {
  readonly file: string;
  readonly program: Node;
  readonly scope: Scope & { readonly functions: Map<string, Callee> };
}

const root = new URL("../../", import.meta.url);

/** All that the sources say in words, each once. */
export async function wordsSaid(): Promise<Said[]> {
  const sources = await readSources();
  const found = new Map<string, Said>();
  for await (const { file, text } of saidInPython()) {
    found.set(text, { file, text, isWhole: true });
  }
  for (const { file, program, scope } of sources) {
    for (const { text, isWhole } of textsIn(file, program, scope)) {
      const known = found.get(text);
      if (known === undefined || (isWhole && !known.isWhole)) {
        found.set(text, { file, text, isWhole });
      }
    }
  }
  return [...found.values()];
}

/** The library's programs, with what they import from each other. */
async function readSources(): Promise<Source[]> {
  const files = await Array.fromAsync(filesIn("lib/", /\.[jt]s$/));
  const sources = await Promise.all(["cli.ts", ...files].map(readSource));
  const exported = new Map<string, Callee[]>();
  for (const { file, program, scope } of sources) {
    // they refuse for all others: their sentences stand once, acts as they are
    if (file.startsWith("lib/options/")) continue;
    for (const { type, declaration } of nodesIn(program)) {
      if (type !== "ExportNamedDeclaration" || !declaration) continue;
      const { id } = declaration as { id?: { name: string } };
      const callee = scope.functions.get(id?.name ?? "");
      if (callee) {
        exported.set(id!.name, [...exported.get(id!.name) ?? [], callee]);
      }
    }
  }
  for (const { program, scope } of sources) {
    for (const { type, imported, local } of nodesIn(program)) {
      if (type !== "ImportSpecifier") continue;
      const [callee, ...others] =
        exported.get((imported as { name: string }).name) ?? [];
      // of two of one name it is not known here which
      if (!callee || others.length > 0) continue;
      scope.functions.set((local as { name: string }).name, callee);
    }
  }
  return sources;
}

async function readSource(file: string): Promise<Source> {
  return sourceOf(file, await Deno.readTextFile(new URL(file, root)));
}

/** What a program of one file says. */
export function wordsOf(file: string, code: string): Set<string> {
  const { program, scope } = sourceOf(file, code);
  return new Set([...textsIn(file, program, scope)].map(({ text }) => text));
}

function sourceOf(file: string, code: string): Source {
  const { program } = parse(code, {
    sourceType: "module",
    plugins: [["typescript", { dts: file.endsWith(".d.ts") }]],
  }) as unknown as { program: Node };
  const constants = new Map<string, Node>();
  const functions = new Map<string, Callee>();
  const scope = { constants, functions };
  const callee = (params: unknown, body: unknown): Callee => ({
    parameters: (params as readonly Node[]).map(nameOf),
    body: body as Node,
    scope,
  });
  const parameters = new Set<string>();
  for (const node of nodesIn(program)) {
    const { type, id, params, body, init } = node;
    for (const one of params as Node[] ?? []) parameters.add(nameOf(one));
    const name = (id as { readonly name?: string } | undefined)?.name;
    if (name === undefined) continue;
    if (type === "FunctionDeclaration") {
      functions.set(name, callee(params, body));
    } else if (type === "VariableDeclarator" && init) {
      const value = init as Node;
      if (value.type === "ArrowFunctionExpression") {
        functions.set(name, callee(value.params, value.body));
      } else if (constants.has(name)) {
        constants.set(name, { type: "Several" });
      } else constants.set(name, value);
    }
  }
  // what a function is given hides a constant of the name
  for (const name of parameters) constants.delete(name);
  return { file, program, scope };
}

/** The name of a parameter, without its default. */
function nameOf({ type, name, left }: Node): string {
  return type === "AssignmentPattern" ? nameOf(left as Node) : `${name}`;
}

/** What the exceptions of the package for Python say. */
async function* saidInPython(): AsyncGenerator<Pick<Said, "file" | "text">> {
  for await (const file of filesIn("python/thalweg/", /\.py$/)) {
    const code = await Deno.readTextFile(new URL(file, root));
    for (const [, texts] of code.matchAll(/Error\(\s*((?:f?"[^"]*"\s*)+)/g)) {
      const pieces = [...texts.matchAll(/"([^"]*)"/g)].map(([, text]) => text);
      yield {
        file,
        text: plain(pieces.join("").replaceAll(/\{[^}]*\}/g, "…")),
      };
    }
  }
}

async function* filesIn(
  folder: string,
  ending: RegExp,
): AsyncGenerator<string> {
  for await (
    const { name, isDirectory } of Deno.readDir(new URL(folder, root))
  ) {
    if (isDirectory) yield* filesIn(`${folder}${name}/`, ending);
    else if (ending.test(name)) yield folder + name;
  }
}

/** Texts of a program: messages of errors, and all else that has words. */
function* textsIn(
  file: string,
  program: Node,
  scope: Scope,
): Generator<Pick<Said, "text" | "isWhole">> {
  const said = new Set<Node>();
  const isSaid = (node: Node) => {
    said.add(node);
    if (textOf(node, scope) !== undefined) partsOf(node).forEach(isSaid);
  };
  for (const node of nodesIn(program)) {
    const messages = messagesOf(node, scope).map(plain);
    const isPassedOn = isError(node) &&
      (node.arguments as readonly Node[]).length > 0;
    if (messages.length === 0 && isPassedOn) {
      yield { text: `… that ${file} passes on`, isWhole: true };
    }
    for (const text of messages) {
      if (/\p{L}/u.test(text)) yield { text, isWhole: true };
    }
    if (messages.length > 0) {
      (node.arguments as readonly Node[]).forEach(isSaid);
    }
    const text = said.has(node) || node.type === "Identifier"
      ? undefined
      : textOf(node, scope);
    if (text === undefined) continue;
    isSaid(node);
    for (const part of text.split(/<[^>]*>/).map(plain)) {
      if (isSentence(part)) yield { text: part, isWhole: true };
      else if (isPhrase(part)) yield { text: part, isWhole: false };
    }
  }
}

function plain(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

/** An error's words, or a whole sentence. */
function isSentence(text: string): boolean {
  return /^Cannot \S|, expected /.test(text) ||
    /^(?:…|[A-Z]).* .* .*\.$/s.test(text);
}

/** Three words or more; not code, paths or style sheets. */
function isPhrase(text: string): boolean {
  const words = text.match(/(?<![\p{L}\p{N}-])\p{L}[\p{L}'’-]*/gu) ?? [];
  return words.length >= 3 && !/[{}=;<>[\]_|]|\w\(|^[.#/*]/.test(text);
}
