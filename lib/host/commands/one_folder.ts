/**
 * The folder that a command is about: the one that it names, else `notebooks`
 * where there is one, else the current folder.
 *
 * @throws {SyntaxError} If it names more.
 */
export async function oneFolder(
  act: string,
  words: readonly string[],
): Promise<string> {
  if (words.length < 2) return words[0] ?? await homeFolder();
  throw new SyntaxError(
    `Cannot ${act} ${words.length} folders: expected one`,
  );
}

/** Where notebooks are meant to be where no folder is named. */
export async function homeFolder(): Promise<string> {
  return await isFolder("notebooks") ? "notebooks" : ".";
}

/**
 * Refuses a folder that is not there.
 *
 * @throws {RangeError} If it is not.
 */
export async function checkFolder(act: string, folder: string): Promise<void> {
  if (await isFolder(folder)) return;
  throw new RangeError(
    `Cannot ${act} "${folder}": there is no such folder, expected one with notebooks (.ts files)`,
  );
}

async function isFolder(path: string): Promise<boolean> {
  return await Deno.stat(path).then(
    ({ isDirectory }) => isDirectory,
    () => false,
  );
}
