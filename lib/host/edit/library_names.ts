import { fileURLToPath } from "node:url";
import { runChild } from "../child/run_child.ts";
import { packageConfiguration } from "../project/configuration.ts";

/** A name that the library exports. */
export interface LibraryName {
  readonly name: string;
  /** "function", "interface", … */
  readonly kind: string;
  /** "slice(objective: Objective, …): Slice" */
  readonly signature: string;
  /** The first paragraph of what is said of it. */
  readonly words: string;
}

/** It takes two seconds, in s. */
const patience = 60;

/** All names that `mod.ts` exports, as `deno doc` tells of them. */
export async function libraryNames(): Promise<readonly LibraryName[]> {
  const entry = new URL("../../../mod.ts", import.meta.url);
  const { status, output } = await runChild({
    args: [
      "doc",
      "--json",
      ...packageConfiguration(),
      entry.protocol === "file:" ? fileURLToPath(entry) : entry.href,
    ],
    seconds: patience,
  });
  return status === "done" ? readDoc(JSON.parse(output)) : [];
}

interface Typed {
  readonly repr?: string;
}

interface Parameter {
  readonly kind: string;
  readonly name?: string;
  readonly optional?: boolean;
  readonly tsType?: Typed;
  readonly left?: Parameter;
  readonly arg?: Parameter;
}

interface Declaration {
  readonly kind: string;
  readonly jsDoc?: { readonly doc?: string };
  readonly def?: {
    readonly params?: readonly Parameter[];
    readonly returnType?: Typed;
    readonly tsType?: Typed;
  };
}

interface Doc {
  readonly nodes: Readonly<
    Record<string, {
      readonly symbols: readonly {
        readonly name: string;
        readonly declarations: readonly Declaration[];
      }[];
    }>
  >;
}

function readDoc({ nodes }: Doc): LibraryName[] {
  return Object.values(nodes).flatMap(({ symbols }) =>
    symbols.map(({ name, declarations }) => {
      const [{ kind, def }] = declarations;
      const doc = declarations.find(({ jsDoc }) => jsDoc?.doc)?.jsDoc?.doc;
      return {
        name,
        kind,
        signature: kind === "function"
          ? `${name}(${(def?.params ?? []).map(parameterText).join(", ")})${
            typeText(def?.returnType)
          }`
          : `${kind} ${name}${typeText(def?.tsType)}`,
        words: (doc ?? "").split(/\n\s*\n/)[0].replace(/\s+/g, " ")
          .replace(/\{@linkcode ([^}]*)\}/g, "$1"),
      };
    })
  );
}

function parameterText(
  { kind, name = "options", optional, tsType, left, arg }: Parameter,
): string {
  if (left) return parameterText({ ...left, optional: true });
  if (arg) {
    return `...${parameterText({ ...arg, ...tsType ? { tsType } : {} })}`;
  }
  return `${kind === "object" ? "options" : name}${optional ? "?" : ""}${
    typeText(tsType)
  }`;
}

/** Types that are written out have no name. */
function typeText(type: Typed | undefined): string {
  return type?.repr ? `: ${type.repr}` : "";
}
