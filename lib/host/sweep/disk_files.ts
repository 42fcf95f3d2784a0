import type { SharedFiles } from "../../sweep/mod.ts";

/** A folder of this machine, or one that it shares with others. */
export function diskFiles(folder: string): SharedFiles {
  const at = (path: string) => `${folder}/${path}`;
  return {
    async create(path, text) {
      try {
        await Deno.writeTextFile(at(path), text, { createNew: true });
        return true;
      } catch (error) {
        if (error instanceof Deno.errors.AlreadyExists) return false;
        // half a file would be a claim that nobody has
        await Deno.remove(at(path)).catch(() => {});
        throw error;
      }
    },

    async replace(path, bytes) {
      const partial = at(`${path}.${crypto.randomUUID()}.partial`);
      try {
        await Deno.writeFile(partial, bytes);
        await Deno.rename(partial, at(path));
      } catch (error) {
        await Deno.remove(partial).catch(() => {});
        throw error;
      }
    },

    read: (path) => unlessGone(Deno.readFile(at(path))),

    modified: async (path) =>
      (await unlessGone(Deno.stat(at(path))))?.mtime?.getTime(),

    rename: async (from, to) =>
      await unlessGone(
        Deno.rename(at(from), at(to)).then(() => true),
      ) ?? false,

    remove: async (path) => {
      await unlessGone(Deno.remove(at(path)));
    },

    async list(within) {
      const names: string[] = [];
      for await (const { name } of Deno.readDir(at(within))) names.push(name);
      return names;
    },
  };
}

async function unlessGone<T>(promise: Promise<T>): Promise<T | undefined> {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
