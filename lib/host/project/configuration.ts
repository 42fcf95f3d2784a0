import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { parse } from "jsonc-parser";
import {
  packageEntries,
  packageFolder,
  packageName,
  packageRange,
} from "./package.ts";

/** What is read of a deno.json; people may write anything there. */
export interface Configuration {
  readonly imports?: Readonly<Record<string, string>>;
  readonly scopes?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** A deno.json, or .jsonc, and where it lies. */
export interface FoundConfiguration {
  readonly file: string;
  readonly content: Configuration;
}

/**
 * The configuration that Deno would take for a file in `folder`: the nearest
 * one upward.
 */
export async function findConfiguration(
  folder: string,
): Promise<FoundConfiguration | undefined> {
  for (const name of ["deno.json", "deno.jsonc"]) {
    const file = join(folder, name);
    const text = await Deno.readTextFile(file).catch(() => undefined);
    if (text !== undefined) return { file, content: readConfiguration(text) };
  }
  const above = dirname(folder);
  return above === folder ? undefined : await findConfiguration(above);
}

/** What a configuration says, comments allowed; nothing where it is none. */
export function readConfiguration(text: string): Configuration {
  const { imports, scopes } = Object(parsed(text)) as Record<string, unknown>;
  return {
    ...isRecord(imports) ? { imports: onlyTexts(imports) } : {},
    ...isRecord(scopes)
      ? {
        scopes: Object.fromEntries(
          Object.entries(scopes).filter(([, map]) => isRecord(map))
            .map(([scope, map]) => [scope, onlyTexts(map as object)]),
        ),
      }
      : {},
  };
}

/** What the text holds; nothing where it is nested deeper than any is. */
function parsed(text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof RangeError) return undefined; // the stack's end
    throw error;
  }
}

function isRecord(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function onlyTexts(map: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(map).filter(([, target]) => typeof target === "string"),
  );
}

/** What Deno is to be told where nothing of a notebook is needed. */
export function packageConfiguration(): readonly string[] {
  return packageFolder === undefined
    ? ["--no-config"]
    : ["--config", join(packageFolder, "deno.json")];
}

/**
 * Hands `use` what Deno is to be told so that a notebook in `folder` finds this
 * very package, and whatever else its own deno.json names. Notebooks of this
 * package, and those without a deno.json, take the package's own.
 */
export async function withConfiguration<T>(
  folder: string,
  use: (args: readonly string[]) => Promise<T>,
): Promise<T> {
  const found = await findConfiguration(folder);
  const own = packageFolder && join(packageFolder, "deno.json");
  if (own !== undefined && (!found || found.file === own)) {
    return await use(packageConfiguration());
  }
  const place = await Deno.makeTempDir({ prefix: "thalweg-" });
  try {
    const file = join(place, "deno.json");
    const text = JSON.stringify(mergedConfiguration(found), undefined, 2);
    await Deno.writeTextFile(file, text);
    return await use(["--no-lock", "--config", file]);
  } finally {
    await Deno.remove(place, { recursive: true });
  }
}

/** A notebook's own configuration, in which this package is the one that runs. */
export function mergedConfiguration(
  found: FoundConfiguration | undefined,
): Configuration & { readonly links?: readonly string[] } {
  const { imports = {}, scopes = {} } = found?.content ?? {};
  const base = found ? pathToFileURL(found.file).href : undefined;
  return {
    imports: { ...placed(imports, base), ...ownImports() },
    scopes: Object.fromEntries(
      Object.entries(scopes).map(([scope, map]) => [
        placedAt(scope, base),
        placed(map, base),
      ]),
    ),
    // A package on disk brings its import map only where it is linked.
    ...packageFolder === undefined ? {} : { links: [packageFolder] },
  };
}

function ownImports(): Record<string, string> {
  if (packageFolder !== undefined) return { [packageName]: packageRange };
  return Object.fromEntries(
    Object.entries(packageEntries())
      .flatMap(([name, address]) => [
        [name, address],
        [`jsr:${name}`, address],
      ]),
  );
}

/** Paths in an import map are relative to its file. */
function placedAt(target: string, base: string | undefined): string {
  return /^\.{0,2}\//.test(target) ? new URL(target, base).href : target;
}

function placed(
  map: Readonly<Record<string, string>>,
  base: string | undefined,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(map).map(([name, target]) => [
      placedAt(name, base),
      placedAt(target, base),
    ]),
  );
}
