/** What a shared folder must be able to do; paths are relative to it. */
export interface SharedFiles {
  /** Makes a file; false where there is one. Of several who try one succeeds. */
  create(path: string, text: string): Promise<boolean>;
  /** Makes or replaces a file, whole or not at all. */
  replace(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** The contents of a file; nothing where there is none. */
  read(path: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** When a file was written, by the clock of the folder's server, in ms. */
  modified(path: string): Promise<number | undefined>;
  /** Gives a file another name; false where it is gone. */
  rename(from: string, to: string): Promise<boolean>;
  /** Removes a file, if it is there. */
  remove(path: string): Promise<void>;
  /** The names of the files in a folder within, in no order. */
  list(folder: string): Promise<readonly string[]>;
}
