/** A block of TypeScript in a doc comment or a page, as it is shown. */
export interface Block {
  /** "lib/data/dataset.ts:74". */
  readonly place: string;
  readonly code: string;
  /** Not to be run: its fence says "ignore". */
  readonly ignored: boolean;
}

const root = new URL("../../", import.meta.url);

/** The blocks that "deno test --doc" would run, each in a module of its own. */
export async function exampleBlocks(): Promise<readonly Block[]> {
  const blocks: Block[] = [];
  for (const file of await sources()) {
    const text = await Deno.readTextFile(new URL(file, root));
    for (const { line, body } of pieces(file, text)) {
      let from = 0;
      for (
        const { 0: whole, 1: words, 2: code, index } of body.matchAll(
          /^```(ts|typescript)\b.*\n([^]*?)^```/gm,
        )
      ) {
        const fence = whole.slice(0, whole.indexOf("\n"));
        from = body.slice(0, index).split("\n").length;
        blocks.push({
          place: `${file}:${line + from}`,
          code,
          ignored: words !== undefined && /\bignore\b/.test(fence),
        });
      }
    }
  }
  return blocks;
}

/** Files whose blocks are shown to people who use the package. */
async function sources(): Promise<readonly string[]> {
  const found = ["mod.ts", "engine.ts", "cli.ts", "README.md"];
  async function visit(folder: string): Promise<void> {
    for await (
      const { name, isDirectory } of Deno.readDir(new URL(folder, root))
    ) {
      if (isDirectory) await visit(`${folder}${name}/`);
      else if (/\.(ts|md)$/.test(name)) found.push(folder + name);
    }
  }
  await visit("lib/");
  await visit("docs/");
  return found;
}

/** Doc comments without their stars; a page is one piece. */
function* pieces(
  file: string,
  text: string,
): Generator<{ readonly line: number; readonly body: string }> {
  if (file.endsWith(".md")) return yield { line: 0, body: text };
  for (const { 0: comment, index } of text.matchAll(/\/\*\*[^]*?\*\//g)) {
    if (!comment.includes("```")) continue;
    yield {
      line: text.slice(0, index).split("\n").length - 1,
      body: comment.replace(/^ *\* ?/gm, ""),
    };
  }
}
