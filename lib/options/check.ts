import { isOptions, type Option, type OptionTable } from "./kinds.ts";
import { closestName } from "./suggestion.ts";
import { sameMeaning } from "./synonyms.ts";

/**
 * Checks what a caller gave against what a function takes: every name is a
 * known one, at every depth, and every value of its kind. An option that is
 * undefined is one that is not given.
 *
 * @param act What the function does, as in `train` or `build the network`.
 * @throws {TypeError} If a name is unknown, one that is needed is missing, or
 * a value is of another type.
 * @throws {RangeError} If a value is out of its range.
 */
export function checkOptions(
  act: string,
  given: unknown,
  table: OptionTable,
): void {
  if (given !== undefined && !isOptions(given)) {
    throw new TypeError(
      `Cannot ${act}: options are ${shown(given)}, expected a plain object`,
    );
  }
  checkTable({ act, table }, given ?? {}, table, "");
}

/**
 * Checks data of which there are several kinds against the table of its kind;
 * see {@linkcode variants}.
 */
export function checkVariant(
  act: string,
  given: unknown,
  { table }: Option,
): void {
  if (!isOptions(given)) checkOptions(act, given ?? null, {});
  const own = table?.(given);
  if (own) checkOptions(act, given, own);
}

/** The call that is checked. */
interface Call {
  readonly act: string;
  /** Of the outermost options. */
  readonly table: OptionTable;
}

function checkTable(
  call: Call,
  given: Readonly<Record<string, unknown>>,
  table: OptionTable,
  path: string,
): void {
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(table, name)) refuse(call, name, table, path);
    const value = given[name];
    if (value !== undefined) checkValue(call, value, table[name], path + name);
  }
  for (const [name, { required, expected }] of Object.entries(table)) {
    if (!required || given[name] !== undefined) continue;
    throw new TypeError(
      `Cannot ${call.act}: ${path}${name} is missing, expected ${expected}`,
    );
  }
}

function checkValue(
  call: Call,
  value: unknown,
  option: Option,
  path: string,
): void {
  const { expected, isType, isInRange, table, entries, choices } = option;
  if (!isType(value) || isInRange?.(value) === false) {
    const Refusal = isType(value) ? RangeError : TypeError;
    throw new Refusal(
      `Cannot ${call.act}: ${path} is ${shown(value)}, expected ${expected}`,
    );
  }
  const chosen = choices?.find((choice) => choice.isType(value));
  if (chosen) checkValue(call, value, chosen, path);
  const within = table?.(value);
  if (within) {
    const given = value as Readonly<Record<string, unknown>>;
    checkTable(call, given, within, `${path}.`);
  }
  if (!entries) return;
  Array.from(value as ArrayLike<unknown>).forEach((entry, i) =>
    checkValue(call, entry, entries, `${path}[${i}]`)
  );
}

function refuse(
  { act, table: outermost }: Call,
  name: string,
  table: OptionTable,
  path: string,
): never {
  const found = meant(name, table, outermost, path);
  const names = Object.keys(table);
  const cure = found.length > 0
    ? `did you mean ${found.map((each) => `"${each}"`).join(" or ")}?`
    : names.length === 0
    ? "expected none"
    : `expected ${names.length > 1 ? "one of " : ""}${names.join(", ")}`;
  throw new TypeError(
    `Cannot ${act}: unknown option "${path}${name}", ${cure}`,
  );
}

/** What is meant by an unknown name: its meaning counts more than its letters. */
function meant(
  name: string,
  table: OptionTable,
  outermost: OptionTable,
  path: string,
): readonly string[] {
  const here = Object.keys(table);
  const paths = pathsOf(outermost);
  const last = (each: string) => each.slice(each.lastIndexOf(".") + 1);
  const same = here.filter((known) => sameMeaning(name, known));
  if (same.length > 0) return same.map((known) => path + known);
  const exact = paths.filter((known) => last(known) === name);
  if (exact.length > 0) return exact;
  const elsewhere = paths.filter((known) => sameMeaning(name, last(known)));
  if (elsewhere.length > 0) return elsewhere;
  const near = closestName(name, here);
  if (near !== undefined) return [path + near];
  const far = closestName(name, paths.map(last));
  return far === undefined ? [] : paths.filter((known) => last(known) === far);
}

/** The names of all options, nested ones with where they are. */
function pathsOf(table: OptionTable, path = ""): string[] {
  return Object.entries(table).flatMap(([name, option]) => [
    path + name,
    ...tablesOf(option).flatMap((table) => pathsOf(table, `${path}${name}.`)),
  ]);
}

function tablesOf({ table, choices = [] }: Option): OptionTable[] {
  const own = table?.({});
  return [...own ? [own] : [], ...choices.flatMap(tablesOf)];
}

/** A value in a few words. */
export function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "function") return "a function";
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  const { name } = value.constructor ?? Object;
  if (name === "Object") return "an object";
  return `${/^[AEIO]/.test(name) ? "an" : "a"} ${name}`;
}
