import type { JobStorage } from "../../job/mod.ts";

/** Options of {@linkcode diskStorage}. */
export interface DiskStorageOptions {
  /** Where the files lie. Default: {@linkcode cacheFolder}. */
  readonly folder?: string;
  /** How much is kept, in bytes. Default: 256 MB. */
  readonly maxBytes?: number;
}

/** What was not renamed for so long, in ms, belongs to a writer that died. */
const abandoned = 10 * 60_000;

/**
 * Keeps the results of jobs as files, one each, named by key.
 *
 * A file is written under a name of its own and renamed when it is complete, so
 * that a process killed in mid-write leaves no entry, and any number of
 * processes may share the folder. Beyond `maxBytes` the entries used least
 * recently go; before a process looks again, it may write another eighth.
 */
export function diskStorage(
  { folder = cacheFolder(), maxBytes = 256e6 }: DiskStorageOptions = {},
): JobStorage {
  /** Bytes that may be written before the folder is looked through. */
  let room = 0;

  async function get(key: string): Promise<Uint8Array | undefined> {
    const path = `${folder}/${checkedKey(key)}`;
    try {
      const bytes = await Deno.readFile(path);
      const now = new Date();
      // when it was used last; not all file systems keep the time of access
      await Deno.utime(path, now, now).catch(() => {});
      return bytes;
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return undefined;
      throw error;
    }
  }

  async function set(key: string, bytes: Uint8Array): Promise<void> {
    const path = `${folder}/${checkedKey(key)}`;
    if (bytes.length > maxBytes) return;
    await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
    const partial = `${path}.${crypto.randomUUID()}.partial`;
    try {
      await Deno.writeFile(partial, bytes, { mode: 0o600 });
      await Deno.rename(partial, path);
    } catch (error) {
      await Deno.remove(partial).catch(() => {});
      throw error;
    }
    room -= bytes.length;
    if (room < 0) room = await evict(folder, maxBytes);
  }

  async function remove(key: string): Promise<void> {
    await Deno.remove(`${folder}/${checkedKey(key)}`).catch(() => {});
  }

  return { get, set, delete: remove };
}

/**
 * The folder for what can be computed again: `THALWEG_CACHE` from the
 * environment, else by the custom of the system, else `.cache/thalweg`.
 */
export function cacheFolder(): string {
  const chosen = variable("THALWEG_CACHE");
  if (chosen !== undefined) return chosen;
  const { os } = Deno.build;
  const home = variable("HOME");
  const caches = os === "windows"
    ? variable("LOCALAPPDATA")
    : variable("XDG_CACHE_HOME") ??
      (home && `${home}/${os === "darwin" ? "Library/Caches" : ".cache"}`);
  return `${caches ?? ".cache"}/thalweg`;
}

function variable(name: string): string | undefined {
  try {
    return Deno.env.get(name) || undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) return undefined;
    throw error;
  }
}

/** Keys become file names, so nothing else may. */
function checkedKey(key: string): string {
  if (/^[0-9a-f]{64}$/.test(key)) return key;
  throw new RangeError(
    `Cannot keep a result as "${key}", expected 64 hexadecimal digits`,
  );
}

/** Removes what is too much; returns how much may come before the next look. */
async function evict(folder: string, maxBytes: number): Promise<number> {
  const files: { path: string; size: number; used: number }[] = [];
  const now = Date.now();
  for await (const { name, isFile } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    const partial = /^[0-9a-f]{64}\..*\.partial$/.test(name);
    if (!isFile || !partial && !/^[0-9a-f]{64}$/.test(name)) continue;
    try {
      const { size, mtime } = await Deno.stat(path);
      const used = mtime?.getTime() ?? 0;
      if (partial) {
        if (now - used > abandoned) await Deno.remove(path);
      } else files.push({ path, size, used });
    } catch {
      // another process was faster
    }
  }
  files.sort((a, b) => a.used - b.used);
  let total = files.reduce((sum, { size }) => sum + size, 0);
  // room for an eighth, so that not every entry leads here
  const kept = total > maxBytes ? maxBytes * 7 / 8 : maxBytes;
  for (const { path, size } of files.slice(0, -1)) {
    if (total <= kept) break;
    await Deno.remove(path).catch(() => {});
    total -= size;
  }
  return Math.min(maxBytes - total, maxBytes / 8);
}
