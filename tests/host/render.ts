import { parseHTML } from "linkedom";

const root = new URL("../../", import.meta.url);
/** Where pages and kept results go. */
export const out = await Deno.makeTempDir();

/** `deno task render`, as a user calls it: with options, or values of inputs. */
export async function render(notebook: string, ...set: string[]) {
  const plain = set[0]?.startsWith("--");
  const file = `${out}/${crypto.randomUUID()}.html`;
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["task", "render", notebook, "--out", file],
      ...plain ? set : set.flatMap((pair) => ["--set", pair]),
    ],
    cwd: root,
    env: { NO_COLOR: "1", THALWEG_CACHE: `${out}/results` },
  }).output();
  const html = await Deno.readTextFile(file).catch(() => "");
  return {
    code,
    said: new TextDecoder().decode(stdout),
    complained: new TextDecoder().decode(stderr),
    document: parseHTML(html).document,
    html,
  };
}
