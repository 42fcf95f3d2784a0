import { dirname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { runChild } from "../child/run_child.ts";
import {
  packageConfiguration,
  withConfiguration,
} from "../project/configuration.ts";
import { listSource } from "../source/listing.ts";

/** The text of a bundle, or what the bundler said. */
export type Bundle =
  | { readonly status: "done"; readonly text: string }
  | { readonly status: "failed"; readonly message: string };

/** Where a page gets worker and data from: lib/host/page has a file for each. */
export type PageOrigin = "served" | "embedded";

/**
 * Bundles for browsers, made when first asked for and made anew when a source
 * has changed.
 */
export class Bundler {
  /** Where the sources lie. */
  readonly folders: readonly string[];
  /** Where those of the library lie, if they can change. */
  readonly #own: readonly string[];
  readonly #bundles = new Map<string, {
    readonly stamp: string;
    readonly bundle: Promise<Bundle>;
  }>();

  /** `folder` holds the notebooks; the library itself is watched as well. */
  constructor(folder: string) {
    const lib = new URL("../../", import.meta.url);
    this.#own = lib.protocol === "file:" ? [fileURLToPath(lib)] : [];
    this.folders = [folder, ...this.#own];
  }

  /** The bundle of a page that shows a notebook: a module. */
  async page(notebook: string, origin: PageOrigin): Promise<Bundle> {
    // The page shows it, and says in which line of it a cell stands.
    const source = await Deno.readTextFile(notebook);
    const open = new URL("../page/open.ts", import.meta.url).href;
    const from = new URL(`../page/${origin}.ts`, import.meta.url).href;
    return await this.#bundle(
      `${origin} ${notebook}`,
      `import { openPage } from ${JSON.stringify(open)};
import { ${origin} } from ${JSON.stringify(from)};
const notebook = () => import(${JSON.stringify(pathToFileURL(notebook).href)});
await openPage(notebook, ${origin}, ${JSON.stringify(source)}, ${
        JSON.stringify(listSource(source))
      });
`,
      {
        sources: this.folders,
        configure: (use) => withConfiguration(dirname(notebook), use),
      },
    );
  }

  /**
   * The bundle of the worker that runs jobs: a classic script, because in a
   * file opened from disk a module worker fails without a word.
   */
  worker(): Promise<Bundle> {
    const worker = new URL("../../job/worker.ts", import.meta.url).href;
    const entry = `import ${JSON.stringify(worker)};\n`;
    return this.#bundle("", entry, { format: "iife" });
  }

  /** The bundle of the gallery's own code. */
  gallery(): Promise<Bundle> {
    const gallery = new URL("../page/gallery.ts", import.meta.url).href;
    return this.#bundle("/", `import ${JSON.stringify(gallery)};\n`);
  }

  /** The bundle of what edits code: a module, loaded when somebody does. */
  editor(): Promise<Bundle> {
    const editor = new URL("../page/edit/entry.ts", import.meta.url).href;
    const entry = `export * from ${JSON.stringify(editor)};\n`;
    return this.#bundle("/edit", entry);
  }

  async #bundle(
    key: string,
    entry: string,
    { sources = this.#own, configure = ofPackage, format = "esm" }: {
      readonly sources?: readonly string[];
      readonly configure?: Configure;
      readonly format?: "esm" | "iife";
    } = {},
  ): Promise<Bundle> {
    const stamp = await newest(sources);
    const known = this.#bundles.get(key);
    if (known?.stamp === stamp) return await known.bundle;
    const bundle = configure((args) => makeBundle(entry, args, format));
    this.#bundles.set(key, { stamp, bundle });
    return await bundle;
  }
}

/** Changes whenever a source file in one of the folders does. */
async function newest(folders: readonly string[]): Promise<string> {
  let files = 0;
  let newest = 0;
  const visit = async (folder: string): Promise<void> => {
    const waiting: Promise<void>[] = [];
    for await (const { name, isDirectory } of Deno.readDir(folder)) {
      const path = `${folder}/${name}`;
      if (isDirectory && !name.startsWith(".") && name !== "node_modules") {
        waiting.push(visit(path));
      } else if (/\.(ts|js|json)$/.test(name)) {
        waiting.push(
          Deno.stat(path).then(({ mtime }) => {
            files++;
            newest = Math.max(newest, mtime?.getTime() ?? 0);
          }, () => {}),
        );
      }
    }
    await Promise.all(waiting);
  };
  await Promise.all(folders.map(visit));
  return `${files} ${newest}`;
}

/** A bundle takes a second or two; with npm packages to fetch, longer, in s. */
const patience = 120;

/** Hands over what Deno is to be told of import maps. */
type Configure = (
  use: (args: readonly string[]) => Promise<Bundle>,
) => Promise<Bundle>;

const ofPackage: Configure = (use) => use(packageConfiguration());

async function makeBundle(
  entry: string,
  configuration: readonly string[],
  format: "esm" | "iife",
): Promise<Bundle> {
  const folder = await Deno.makeTempDir({ prefix: "thalweg-" });
  try {
    const file = `${folder}/entry.ts`;
    await Deno.writeTextFile(file, entry);
    const { status, output, errors } = await runChild({
      args: [
        "bundle",
        ...configuration,
        "--platform",
        "browser",
        "--minify",
        "--format",
        format,
        "--external=linkedom",
        file,
      ],
      seconds: patience,
    });
    return status === "done" ? { status: "done", text: output } : {
      status: "failed",
      message: status === "failed"
        ? readable(errors)
        : `Cannot bundle it within ${patience} s, expected fewer or smaller imports`,
    };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** What the bundler said, without its remarks about itself. */
function readable(errors: string): string {
  return errors.split("\n")
    .filter((line) => !/deno bundle.* is experimental/.test(line))
    .join("\n").replace(/\n+Stack backtrace:[\s\S]*$/, "").trim();
}
