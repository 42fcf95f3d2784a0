import type { SharedFiles } from "../../lib/sweep/mod.ts";

/** A shared folder in memory, whose clock and disk are the test's. */
export interface MemoryFiles extends SharedFiles {
  /** ms, by which files are dated. */
  clock: number;
  /** Whether nothing can be written. */
  full: boolean;
  /** What there is. */
  readonly contents: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

export function memoryFiles(): MemoryFiles {
  const contents = new Map<string, Uint8Array<ArrayBuffer>>();
  const dates = new Map<string, number>();
  const write = (path: string, bytes: Uint8Array<ArrayBuffer>) => {
    if (files.full) throw new Error("No space left on device");
    contents.set(path, bytes);
    dates.set(path, files.clock);
  };
  const files: MemoryFiles = {
    clock: 1e12,
    full: false,
    contents,
    // each answers after a turn, as a disk does
    async create(path, text) {
      await Promise.resolve();
      if (contents.has(path)) return false;
      write(path, new TextEncoder().encode(text));
      return true;
    },
    async replace(path, bytes) {
      await Promise.resolve();
      write(path, bytes);
    },
    read: (path) => Promise.resolve(contents.get(path)),
    modified: (path) => Promise.resolve(dates.get(path)),
    async rename(from, to) {
      await Promise.resolve();
      const bytes = contents.get(from);
      if (bytes === undefined) return false;
      contents.set(to, bytes);
      dates.set(to, dates.get(from)!);
      contents.delete(from);
      dates.delete(from);
      return true;
    },
    remove(path) {
      contents.delete(path);
      dates.delete(path);
      return Promise.resolve();
    },
    list: (folder) =>
      Promise.resolve(
        [...contents.keys()].filter((path) => path.startsWith(`${folder}/`))
          .map((path) => path.slice(folder.length + 1)),
      ),
  };
  return files;
}
