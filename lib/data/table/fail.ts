/** Refuses a file for what is in it. */
export function fail(why: string): never {
  throw new SyntaxError(`Cannot read the table: ${why}`);
}
