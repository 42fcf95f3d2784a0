/**
 * A positive integer of a command line.
 *
 * @throws {RangeError} If it is something else.
 */
export function readWhole(
  name: string,
  value: string | undefined,
): number | undefined {
  if (value === undefined || /^[1-9]\d*$/.test(value)) {
    return value === undefined ? undefined : Number(value);
  }
  throw new RangeError(
    `Cannot read the option --${name}: found "${value}", expected a positive integer`,
  );
}
