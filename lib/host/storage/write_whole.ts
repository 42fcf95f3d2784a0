/**
 * Writes a file that nobody finds half written, and its folder: under a hidden
 * name beside it, which takes the file's name when it is complete. The file
 * keeps its permissions.
 */
export async function writeWhole(path: string, text: string): Promise<void> {
  const slash = path.lastIndexOf("/");
  const folder = slash > 0 ? path.slice(0, slash) : slash === 0 ? "/" : ".";
  await Deno.mkdir(folder, { recursive: true });
  const mode = await Deno.stat(path).then(({ mode }) => mode, () => null);
  const name = path.slice(slash + 1);
  const partial = `${folder}/.${name}.${crypto.randomUUID()}.partial`;
  try {
    await Deno.writeTextFile(partial, text, { createNew: true });
    using file = await Deno.open(partial, { write: true });
    await file.sync();
    if (mode !== null && Deno.build.os !== "windows") {
      await Deno.chmod(partial, mode & 0o777);
    }
    await Deno.rename(partial, path);
  } catch (error) {
    await Deno.remove(partial).catch(() => {});
    throw error;
  }
}
