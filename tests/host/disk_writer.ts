/**
 * A process that fills a storage on disk as fast as it can, and a check of what
 * it left: `deno run -A disk_writer.ts <folder> <keys> <maxBytes>
 * <numbers in the largest entry>`.
 *
 * @module
 */
import { fromBytes, toBytes } from "../../lib/job/bytes.ts";
import { diskStorage } from "../../lib/host/storage/disk_storage.ts";

/** Starts a writer of that many keys, and waits for its first entry. */
export async function spawnWriter(
  folder: string,
  keys: number,
  { maxBytes = 256e6, largest = 20_000 } = {},
): Promise<Deno.ChildProcess> {
  const writer = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-A",
      "--no-check",
      import.meta.url,
      folder,
      String(keys),
      String(maxBytes),
      String(largest),
    ],
    stdout: "piped",
  }).spawn();
  const reader = writer.stdout.getReader();
  await reader.read();
  await reader.cancel();
  return writer;
}

/** Paths of all files below a folder, from there on, in order. */
export async function filesBelow(folder: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (!isDirectory) found.push(name);
    else {
      for (const path of await filesBelow(`${folder}/${name}`)) {
        found.push(`${name}/${path}`);
      }
    }
  }
  return found.sort();
}

/**
 * Reads all entries, and counts them.
 *
 * @throws {SyntaxError} If one is not whole.
 */
export async function verify(folder: string): Promise<number> {
  let count = 0;
  for (const path of await filesBelow(folder)) {
    const [, name] = path.match(/^[0-9a-f]{2}\/([0-9a-f]{64})$/) ?? [];
    if (name === undefined) continue;
    const bytes = await Deno.readFile(`${folder}/${path}`).catch((error) => {
      if (error instanceof Deno.errors.NotFound) return undefined; // evicted
      throw error;
    });
    if (bytes === undefined) continue;
    const { key, numbers } = fromBytes(bytes) as {
      readonly key: string;
      readonly numbers: Float64Array;
    };
    if (key !== name || numbers.some((x) => x !== numbers.length)) {
      throw new SyntaxError(
        `Cannot read "${name}": it is not what was written`,
      );
    }
    count++;
  }
  return count;
}

if (import.meta.main) {
  const [folder, keys, maxBytes, largest] = Deno.args;
  const storage = diskStorage({ folder, maxBytes: Number(maxBytes) });
  for (let i = 0;; i++) {
    const key = (i % Number(keys)).toString(16).padStart(64, "0");
    const length = 1 + (7919 * i) % Number(largest);
    const numbers = new Float64Array(length).fill(length);
    await storage.set(key, toBytes({ key, numbers })!);
    if (i === 0) await Deno.stdout.write(Uint8Array.of(1));
    await storage.get(key);
  }
}
