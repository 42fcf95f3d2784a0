/** What a folder holds, or a limit of it. */
export interface Amount {
  /** Bytes on disk. */
  readonly bytes: number;
  /** Files. */
  readonly files: number;
}

/**
 * What a cache's folder holds, without looking through it: a file with a line
 * for each entry written, and one for all that was there when the folder was
 * looked through last. Any number of processes append to it; a line that is
 * lost in a race, or counts an entry anew that was replaced, is made good by the
 * next look.
 *
 * Its time of change is that of the newest use of an entry: however the clock of
 * this machine is set, later uses have later times.
 */
export class Ledger {
  readonly #path: string;
  #latest = 0;

  constructor(path: string) {
    this.#path = path;
  }

  /**
   * Notes an entry.
   *
   * @throws {Deno.errors.NotFound} If the folder has not been looked through.
   */
  async add({ bytes, files }: Amount): Promise<void> {
    await this.#learn();
    await Deno.writeTextFile(this.#path, `${bytes} ${files}\n`, {
      append: true,
      create: false,
    });
    await this.#touch();
  }

  /** What was found by looking and noted since; nothing where nobody knows. */
  async total(): Promise<Amount | undefined> {
    const text = await Deno.readTextFile(this.#path).catch(() => "");
    if (!/^=(\d+ \d+\n)+$/.test(text)) return undefined;
    const total = { bytes: 0, files: 0 };
    for (const line of text.slice(1, -1).split("\n")) {
      const [bytes, files] = line.split(" ").map(Number);
      total.bytes += bytes;
      total.files += files;
    }
    return total;
  }

  /** Notes what was found by looking. */
  async replace({ bytes, files }: Amount): Promise<void> {
    await this.#learn();
    const partial = `${this.#path}.${crypto.randomUUID()}.partial`;
    await Deno.writeTextFile(partial, `=${bytes} ${files}\n`, { mode: 0o600 });
    await Deno.rename(partial, this.#path);
    await this.#touch();
  }

  /** A time after all earlier uses, by the clock if that goes forward. */
  async now(): Promise<Date> {
    await this.#learn();
    this.#latest = Math.max(Date.now(), this.#latest + 1);
    await this.#touch();
    return new Date(this.#latest);
  }

  /** The time of the newest use in earlier sessions. */
  async #learn(): Promise<void> {
    if (this.#latest > 0) return;
    const file = await Deno.stat(this.#path).catch(() => undefined);
    this.#latest = Math.max(this.#latest, file?.mtime?.getTime() ?? 0);
  }

  async #touch(): Promise<void> {
    const time = new Date(this.#latest);
    await Deno.utime(this.#path, time, time).catch(() => {}); // not there yet
  }
}
