import { sha256 } from "../../job/hash.ts";
import type { Rooms } from "../room.ts";
import { findFile, NotFound } from "./find_file.ts";

/** What a gallery says about a notebook. */
export interface NotebookFile {
  /** The file's name without ".ts". */
  readonly name: string;
  readonly file: string;
  readonly title: string;
  /** What stands below the title: as many sentences as are read at a glance. */
  readonly summary: string;
  /** Reading time. */
  readonly minutes: number;
  /** Tells it from notebooks of the same name in other folders. */
  readonly key: string;
  /** Whether a picture of it lies in the folder's "thumbnails". */
  readonly pictured: boolean;
}

/** A larger file is no notebook that somebody wrote, in bytes. */
export const largestSource = 4e6;

/** The notebooks of a folder, short ones first. */
export async function listNotebooks(
  folder: string,
): Promise<readonly NotebookFile[]> {
  const names: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (!isDirectory && name.endsWith(".ts")) names.push(name.slice(0, -3));
  }
  const found = await Promise.all(names.map((name) => list(folder, name)));
  return found.filter((notebook) => notebook !== undefined)
    .sort((a, b) =>
      a.minutes - b.minutes || a.title.localeCompare(b.title, "en")
    );
}

/** A notebook, or one that says why it cannot be opened. */
async function list(
  folder: string,
  name: string,
): Promise<NotebookFile | undefined> {
  try {
    return await readNotebook(folder, name);
  } catch (error) {
    if (!(error instanceof RangeError)) return undefined;
    const file = `${folder}/${name}.ts`;
    const { message } = error;
    return {
      name,
      file,
      title: name,
      summary: message,
      minutes: 1,
      key: "",
      pictured: false,
    };
  }
}

/**
 * The notebook of a name.
 *
 * @throws {NotFound} If the folder has none of that name.
 * @throws {RangeError} If it is too large.
 */
export async function readNotebook(
  folder: string,
  name: string,
): Promise<NotebookFile> {
  if (name.includes("/")) throw new NotFound(name);
  const file = await findFile(folder, `${name}.ts`);
  const { size } = await Deno.stat(file);
  if (size > largestSource) {
    throw new RangeError(
      `Cannot open "${name}.ts": it has ${
        (size / 1e6).toFixed(1)
      } MB, expected ${largestSource / 1e6} MB at most`,
    );
  }
  return {
    name,
    file,
    key: (await sha256(new TextEncoder().encode(file))).slice(0, 16),
    pictured: await findFile(folder, `thumbnails/${name}.svg`)
      .then(() => true, () => false),
    ...describeSource(await Deno.readTextFile(file), name),
  };
}

/** What the figures of a notebook take, where `thumbnails` has kept that. */
export async function readRooms(folder: string, name: string): Promise<Rooms> {
  try {
    const file = await findFile(folder, `thumbnails/${name}.json`);
    return JSON.parse(await Deno.readTextFile(file));
  } catch (error) {
    if (error instanceof NotFound || error instanceof SyntaxError) return {};
    throw error;
  }
}

/** Adults read about 200 words of such prose in a minute. */
const wordsPerMinute = 200;
/** Longer ones are cut, in characters. */
const longest = { title: 200, sentence: 600 };
/** Read at a glance, in characters. */
const glance = 220;

/** Title, first sentences and reading time, from the prose in the source. */
export function describeSource(
  source: string,
  name: string,
): { title: string; summary: string; minutes: number } {
  const texts = proseIn(source);
  const first = texts.find((text) => text.trimStart().startsWith("# ")) ?? "";
  const [line, ...rest] = first.trim().slice(2).split("\n");
  const [paragraph] = rest.join("\n").trim().slice(0, longest.sentence)
    .split(/\n\s*\n/);
  const [sentence, ...more] = plain(paragraph).split(/(?<=[.!?]) /);
  let summary = sentence;
  for (const next of more) {
    if (`${summary} ${next}`.length > glance) break;
    summary += ` ${next}`;
  }
  const words = texts.join(" ").split(/\s+/).length;
  return {
    title: plain(line.slice(0, longest.title)) || name.replaceAll("_", " "),
    summary: summary.replace(/[,:]$/, "."), // where a formula follows
    minutes: Math.max(1, Math.round(words / wordsPerMinute)),
  };
}

/** What stands between md` and its closing backtick, in one pass. */
function proseIn(source: string): string[] {
  const texts: string[] = [];
  let from = 0;
  for (;;) {
    const at = source.indexOf("md`", from);
    if (at < 0) return texts;
    const begin = at + 3;
    let end = begin;
    while (end < source.length && source[end] !== "`") {
      end += source[end] === "\\" ? 2 : 1;
    }
    const isWord = at > 0 && /[\w$]/.test(source[at - 1]);
    if (!isWord && end < source.length) texts.push(source.slice(begin, end));
    from = end + 1;
  }
}

/** Markdown without its marks; formulas as they are typed. */
function plain(markdown: string): string {
  return markdown
    .replace(/\$\{[^}]*\}/g, "…")
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/\$([^$]*)\$|[*_`]+/g, "$1")
    .replace(/\s+/g, " ")
    .trim();
}
