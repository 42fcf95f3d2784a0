import { sha256 } from "../../job/hash.ts";
import { findFile, NotFound } from "../server/find_file.ts";
import { largestSource } from "../server/notebook_files.ts";
import { writeWhole } from "../storage/write_whole.ts";
import { formatChanged } from "./format_changed.ts";

/** A notebook's source as it lies on disk. */
export interface Source {
  /** The SHA-256 of the file. */
  readonly version: string;
  /** Its text, with line feeds. */
  readonly text: string;
}

/** What became of a text that was to be saved. */
export type Saved = Source & {
  /** "conflict": the file is another by now, and was not written. */
  readonly status: "saved" | "conflict";
};

interface SourceFile extends Source {
  readonly file: string;
  readonly lineEnd: "\n" | "\r\n";
}

/** Reads and writes the sources of the notebooks in a folder. */
export class Sources {
  readonly #folder: string;
  /** Those who write one file wait for each other. */
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * The source of a notebook.
   *
   * @throws {NotFound} If there is none of that name.
   * @throws {RangeError} If its file cannot be edited as text.
   */
  async read(name: string): Promise<Source> {
    const { version, text } = await this.#read(name);
    return { version, text };
  }

  /**
   * Writes a source, formatted where it was changed, if the file is still of
   * the version that was changed.
   *
   * @throws {NotFound} If there is none of that name.
   * @throws {RangeError} If this is no text to write.
   */
  async save(name: string, base: string, text: string): Promise<Saved> {
    if (!text.isWellFormed() || text.includes("\r")) {
      throw new RangeError(
        `Cannot save "${name}.ts": half a character or a carriage return in it, expected Unicode with line feeds`,
      );
    }
    return await this.#inTurn(name, async () => {
      const before = await this.#read(name);
      const conflict = ({ version, text }: Source): Saved => ({
        status: "conflict",
        version,
        text,
      });
      if (before.version !== base) return conflict(before);
      const { file, lineEnd } = before;
      // A file that may not be written must not be replaced, either.
      (await Deno.open(file, { write: true })).close();
      const formatted = await formatChanged(before.text, text, file);
      const written = formatted.replaceAll("\n", lineEnd);
      checkSize(name, new TextEncoder().encode(written).length);
      // Formatting takes its time: others may have written meanwhile.
      const now = await this.#read(name);
      if (now.version !== base) return conflict(now);
      if (written !== before.text.replaceAll("\n", lineEnd)) {
        await writeWhole(file, written);
      }
      return {
        status: "saved",
        version: await sha256(new TextEncoder().encode(written)),
        text: formatted,
      };
    });
  }

  async #read(name: string): Promise<SourceFile> {
    const file = await this.find(name);
    const { size } = await Deno.stat(file);
    checkSize(name, size);
    const bytes = await Deno.readFile(file);
    const raw = decode(name, bytes);
    const text = raw.replaceAll("\r\n", "\n");
    const lineEnd = text === raw ? "\n" : "\r\n";
    if (text.includes("\r") || text.replaceAll("\n", lineEnd) !== raw) {
      throw new RangeError(
        `Cannot edit "${name}.ts": its lines end in different ways, expected line feeds alone`,
      );
    }
    return { file, lineEnd, text, version: await sha256(bytes) };
  }

  /** @throws {NotFound} If there is no notebook of that name. */
  async find(name: string): Promise<string> {
    if (name.includes("/")) throw new NotFound(name);
    return await findFile(this.#folder, `${name}.ts`);
  }

  async #inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
    const earlier = this.#turns.get(name) ?? Promise.resolve();
    const turn = earlier.then(work, work);
    this.#turns.set(name, turn);
    try {
      return await turn;
    } finally {
      if (this.#turns.get(name) === turn) this.#turns.delete(name);
    }
  }
}

function decode(name: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })
      .decode(bytes);
  } catch {
    throw new RangeError(
      `Cannot edit "${name}.ts": it is no text, expected UTF-8`,
    );
  }
}

function checkSize(name: string, bytes: number): void {
  if (bytes <= largestSource) return;
  throw new RangeError(
    `Cannot edit "${name}.ts": it has ${
      (bytes / 1e6).toFixed(1)
    } MB, expected ${largestSource / 1e6} MB at most`,
  );
}
