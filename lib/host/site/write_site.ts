import { join } from "node:path";
import { type Bundle, Bundler } from "../bundle/bundler.ts";
import { pageFile } from "../bundle/page_file.ts";
import { pagePolicy } from "../bundle/policy.ts";
import { galleryHtml, notebookHtml, type Place } from "../bundle/shell.ts";
import { runChild } from "../child/run_child.ts";
import { packageConfiguration } from "../project/configuration.ts";
import { packageEntries, packageName } from "../project/package.ts";
import { findData, findFile } from "../server/find_file.ts";
import {
  listNotebooks,
  type NotebookFile,
  readRooms,
} from "../server/notebook_files.ts";
import { pageStyle } from "../style/page_style.ts";
import { listFiles, namedIn } from "./data_files.ts";

/** What became of a site. */
export interface WrittenSite {
  readonly notebooks: readonly NotebookFile[];
  /** Notebooks that could not be bundled, and what the bundler said. */
  readonly failed: readonly {
    readonly name: string;
    readonly message: string;
  }[];
}

const ends = [".html", ".js", ".svg"] as const;

/** A static host answers with files as they are: the policy stands in each. */
const place = { index: "index.html", ends, policy: pagePolicy };
const gallery: Place = { ...place, root: "" };
const page: Place = { ...place, root: "../" };

const documentation =
  `<p><a href="api/index.html">Documentation of the library</a></p>`;

/** Documents are drawn within so many seconds. */
const patience = 300;

/**
 * Writes the notebooks of a folder as a site of files: a gallery, each notebook
 * live, the data that they name, and the documentation of this package. Runs
 * none of them. Any host that serves files serves it, from any path.
 *
 * @throws {Error} If the documentation cannot be made.
 */
export async function writeSite(
  folder: string,
  out: string,
): Promise<WrittenSite> {
  const write = (path: string, content: string | Uint8Array) =>
    writeFile(join(out, path), content);
  const documented = writeDocumentation(join(out, "api"));
  documented.catch(() => {}); // told of at its turn
  const bundler = new Bundler(await Deno.realPath(folder));
  const failed: { name: string; message: string }[] = [];
  const notebooks: NotebookFile[] = [];
  const sources: string[] = [];
  for (const notebook of await listNotebooks(folder)) {
    const { name, file } = notebook;
    const bundle = await bundler.page(file, "served");
    if (bundle.status === "failed") {
      failed.push({ name, message: bundle.message });
      continue;
    }
    notebooks.push(notebook);
    sources.push(await Deno.readTextFile(file));
    await write(`scripts/${name}.js`, bundle.text);
    await write(
      `notebooks/${name}.html`,
      notebookHtml(notebook, await readRooms(folder, name), { place: page }),
    );
    if (!notebook.pictured) continue;
    const picture = await findFile(folder, `thumbnails/${name}.svg`);
    await write(`thumbnails/${name}.svg`, await Deno.readFile(picture));
  }
  for await (const path of listFiles(folder)) {
    if (!namedIn(path, sources)) continue;
    const file = await findData(folder, path).catch(() => undefined);
    if (file) await write(`notebooks/${path}`, await Deno.readFile(file));
  }
  await write("assets/style.css", pageStyle);
  await write("assets/theme.js", await (await pageFile("theme.js")).text());
  await write("assets/gallery.js", textOf(await bundler.gallery()));
  await write("assets/worker.js", textOf(await bundler.worker()));
  await write(".nojekyll", ""); // GitHub's pages are files as well
  await documented;
  await write(
    "index.html",
    galleryHtml(notebooks, { place: gallery, more: documentation }),
  );
  return { notebooks, failed };
}

function textOf(bundle: Bundle): string {
  if (bundle.status === "done") return bundle.text;
  throw new Error(`Cannot write the site: ${bundle.message}`);
}

async function writeDocumentation(folder: string): Promise<void> {
  // `deno doc` makes this one folder, not those that it stands in
  await Deno.mkdir(folder, { recursive: true });
  const { status, errors } = await runChild({
    args: [
      "doc",
      "--quiet",
      ...packageConfiguration(),
      "--html",
      "--name=Thalweg",
      `--output=${folder}`,
      packageEntries()[packageName],
    ],
    seconds: patience,
  });
  if (status === "done") return;
  throw new Error(`Cannot document the library: ${errors || status}`);
}

async function writeFile(
  path: string,
  content: string | Uint8Array,
): Promise<void> {
  await Deno.mkdir(join(path, ".."), { recursive: true });
  const partial = `${path}.${Deno.pid}.partial`;
  await (typeof content === "string"
    ? Deno.writeTextFile(partial, content)
    : Deno.writeFile(partial, content));
  await Deno.rename(partial, path);
}
