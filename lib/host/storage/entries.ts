import type { Amount } from "./ledger.ts";

/** An entry of a cache on disk. */
export interface Entry {
  readonly path: string;
  /** On disk. */
  readonly bytes: number;
  /** When it was used last, in ms. */
  readonly used: number;
}

/** What was not renamed for so long, in ms, belongs to a writer that died. */
const abandoned = 10 * 60_000;
/** Disks give out whole blocks, most of them of so many bytes. */
const block = 4096;

/** Bytes on disk of a file of this length. */
export function sizeOnDisk(length: number): number {
  return Math.max(1, Math.ceil(length / block)) * block;
}

/**
 * The file of an entry, in one of 256 folders: some file systems are slow with
 * many files side by side.
 *
 * @throws {RangeError} If the key is not one; it becomes a file's name.
 */
export function pathOf(folder: string, key: string): string {
  if (/^[0-9a-f]{64}$/.test(key)) return `${folder}/${key.slice(0, 2)}/${key}`;
  throw new RangeError(
    `Cannot keep a result as "${key}", expected 64 hexadecimal digits`,
  );
}

/**
 * All entries below a folder, the one used least recently first. Takes away
 * what writers left that died, and entries of earlier versions, which lay side
 * by side.
 */
export async function lookThrough(
  folder: string,
): Promise<{ readonly oldestFirst: readonly Entry[]; readonly total: Amount }> {
  const found: Entry[] = [];
  for await (const { name, isFile, isDirectory } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    if (isDirectory && /^[0-9a-f]{2}$/.test(name)) await collect(path, found);
    else if (isFile && isEntry(name)) await Deno.remove(path).catch(() => {});
    else if (isFile && isPartial(name)) await sweep(path);
  }
  const bytes = found.reduce((sum, { bytes }) => sum + bytes, 0);
  return {
    oldestFirst: found.sort((a, b) => a.used - b.used),
    total: { bytes, files: found.length },
  };
}

async function collect(shard: string, found: Entry[]): Promise<void> {
  for await (const { name, isFile } of Deno.readDir(shard)) {
    const path = `${shard}/${name}`;
    if (isFile && isPartial(name)) await sweep(path);
    if (!isFile || !isEntry(name)) continue;
    const file = await Deno.stat(path).catch(() => undefined);
    if (file === undefined) continue; // another process was faster
    found.push({
      path,
      bytes: sizeOnDisk(file.size),
      used: file.mtime?.getTime() ?? 0,
    });
  }
}

function isEntry(name: string): boolean {
  return /^[0-9a-f]{64}$/.test(name);
}

function isPartial(name: string): boolean {
  return /^([0-9a-f]{64}|ledger)\..*\.partial$/.test(name);
}

/** Removes what its writer has left; one from the future, by a clock set back. */
async function sweep(partial: string): Promise<void> {
  const file = await Deno.stat(partial).catch(() => undefined);
  const age = Date.now() - (file?.mtime?.getTime() ?? Date.now());
  if (Math.abs(age) > abandoned) await Deno.remove(partial).catch(() => {});
}
