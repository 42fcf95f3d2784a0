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

/** Whether a function is declared async: what follows its first `await` runs in microtasks. */
export function isAsync(body: unknown): boolean {
  const name = Object.prototype.toString.call(body);
  return name === "[object AsyncFunction]" ||
    name === "[object AsyncGeneratorFunction]";
}
