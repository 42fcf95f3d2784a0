/**
 * Writes the version that results are kept under: `deno task version`. It stands
 * here because it reads the repository, as the tests do, and is not part of the
 * package.
 *
 * @module
 */
import { parse } from "@babel/parser";
import { sha256 } from "../lib/job/hash.ts";

/** What decides the numbers of a job. */
export interface NumericSources {
  /** The text of each file, by its path in the repository. */
  readonly files: ReadonlyMap<string, string>;
  /** What the lock says of each package, by name and version. */
  readonly packages: ReadonlyMap<string, string>;
}

interface Graph {
  readonly modules: readonly {
    readonly specifier: string;
    readonly npmPackage?: string;
    readonly dependencies?: readonly {
      readonly code?: { readonly specifier?: string };
    }[];
  }[];
  readonly redirects: Readonly<Record<string, string>>;
  readonly npmPackages: Readonly<
    Record<string, { readonly dependencies: readonly string[] }>
  >;
}

const root = new URL("..", import.meta.url);
const entry = new URL("lib/job/kinds.ts", root);
const constant = new URL("lib/job/engine_version.ts", root);

/** All that the kinds of job and of objective run: not what only has types. */
export async function numericSources(): Promise<NumericSources> {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", entry.href],
    cwd: root,
  }).output();
  const graph: Graph = JSON.parse(new TextDecoder().decode(stdout));
  const lock: { readonly npm: Readonly<Record<string, unknown>> } = JSON.parse(
    await Deno.readTextFile(new URL("deno.lock", root)),
  );
  const modules = new Map(
    graph.modules.map((module) => [module.specifier, module]),
  );
  const files = new Map<string, string>();
  const packages = new Map<string, string>();

  function visitPackage(id: string): void {
    if (packages.has(id)) return;
    packages.set(id, JSON.stringify(lock.npm[id]));
    graph.npmPackages[id].dependencies.forEach(visitPackage);
  }

  async function visit(specifier: string): Promise<void> {
    const { npmPackage, dependencies = [] } = modules.get(
      graph.redirects[specifier] ?? specifier,
    )!;
    if (npmPackage !== undefined) return visitPackage(npmPackage);
    // what batches of trainings sign their keys with computes nothing
    if (specifier === constant.href) return;
    const path = specifier.slice(root.href.length);
    if (files.has(path)) return;
    files.set(path, await Deno.readTextFile(new URL(specifier)));
    for (const { code } of dependencies) {
      if (code?.specifier !== undefined) await visit(code.specifier);
    }
  }

  await visit(entry.href);
  return { files, packages };
}

/** 16 hexadecimal digits that change with any word of code or any package. */
export async function versionOf(
  { files, packages }: NumericSources,
): Promise<string> {
  const parts = [
    ...[...files].map(([path, text]) => [path, ...wordsOf(text)].join("\n")),
    ...[...packages].map((entry) => entry.join("\n")),
  ];
  const bytes = new TextEncoder().encode(parts.sort().join("\n\n"));
  return (await sha256(bytes)).slice(0, 16);
}

/** The words of a program, without comments and whatever its layout. */
function wordsOf(text: string): string[] {
  const { tokens } = parse(text, {
    sourceType: "module",
    plugins: ["typescript"],
    tokens: true,
  });
  return tokens!
    .filter(({ type }) => type !== "CommentBlock" && type !== "CommentLine")
    .map(({ start, end }) => text.slice(start, end));
}

if (import.meta.main) {
  const version = await versionOf(await numericSources());
  const text = await Deno.readTextFile(constant);
  await Deno.writeTextFile(
    constant,
    text.replace(/"[^"]*";$/m, `"${version}";`),
  );
}
