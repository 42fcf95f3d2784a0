import { findFile } from "./find_file.ts";

/** What a gallery says about a notebook. */
export interface NotebookFile {
  /** The file's name without ".ts". */
  readonly name: string;
  readonly file: string;
  readonly title: string;
  /** First sentence below the title. */
  readonly sentence: string;
  /** Reading time. */
  readonly minutes: number;
}

/** The notebooks of a folder, short ones first. */
export async function listNotebooks(
  folder: string,
): Promise<readonly NotebookFile[]> {
  const names: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (!isDirectory && name.endsWith(".ts")) names.push(name.slice(0, -3));
  }
  const found = await Promise.all(
    names.map((name) => readNotebook(folder, name).catch(() => undefined)),
  );
  return found.filter((notebook) => notebook !== undefined)
    .sort((a, b) =>
      a.minutes - b.minutes || a.title.localeCompare(b.title, "en")
    );
}

/** The notebook of a name. */
export async function readNotebook(
  folder: string,
  name: string,
): Promise<NotebookFile> {
  const file = await findFile(folder, `${name}.ts`);
  return { name, file, ...describeSource(await Deno.readTextFile(file), name) };
}

/** Adults read about 200 words of such prose in a minute. */
const wordsPerMinute = 200;

/** Title, first sentence and reading time, from the prose in the source. */
export function describeSource(
  source: string,
  name: string,
): { title: string; sentence: string; minutes: number } {
  const texts = [...source.matchAll(/\bmd`((?:\\.|[^`\\])*)`/g)]
    .map((match) => match[1]);
  const first = texts.find((text) => /^\s*#\s/.test(text)) ?? "";
  const [, title = "", rest = ""] = first.match(/^\s*#\s+(.+)\n?([\s\S]*)$/) ??
    [];
  const paragraph = rest.trim().split(/\n\s*\n/)[0];
  const sentence = paragraph.match(/^[\s\S]*?[.!?](?=\s|$)/)?.[0] ?? paragraph;
  const words = texts.join(" ").split(/\s+/).length;
  return {
    title: plain(title) || name.replaceAll("_", " "),
    sentence: plain(sentence),
    minutes: Math.max(1, Math.round(words / wordsPerMinute)),
  };
}

/** Markdown without its marks. */
function plain(markdown: string): string {
  return markdown
    .replace(/\$\{[^}]*\}/g, "…")
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/[*_`]+/g, "")
    .replace(/\s+/g, " ")
    .trim();
}
