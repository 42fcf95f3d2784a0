/**
 * Whether a value is a generator object. Anything else with `next` (a Map's
 * iterator, an iterator helper) is a value like any other.
 */
export function isGenerator(
  value: unknown,
): value is Generator<unknown> | AsyncGenerator<unknown> {
  const name = Object.prototype.toString.call(value);
  return name === "[object Generator]" || name === "[object AsyncGenerator]";
}
