/** The files below a folder, by paths from there; none that are hidden. */
export async function* listFiles(
  folder: string,
  below = "",
): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (name.startsWith(".") || name === "node_modules") continue;
    if (isDirectory) yield* listFiles(`${folder}/${name}`, `${below}${name}/`);
    else yield below + name;
  }
}

/**
 * Whether a source names a file, as it would to read it. What lies beside
 * notebooks and is not named stays at home.
 */
export function namedIn(path: string, sources: readonly string[]): boolean {
  return sources.some((source) =>
    ['"', "'", "`"].some((quote) =>
      [path, `./${path}`].some((name) => source.includes(quote + name + quote))
    )
  );
}
