import type { OptionTable } from "../../lib/options/mod.ts";
import type { Generator as Random } from "../../lib/random/mod.ts";
import { pick } from "../soak/mutate.ts";
import { strangers } from "./positional.ts";

/** All options of a table, nested ones as the path of names to them. */
function* pathsOf(
  table: OptionTable,
  path: readonly string[] = [],
): Generator<readonly string[]> {
  for (const [name, option] of Object.entries(table)) {
    yield [...path, name];
    for (const { table: within } of [option, ...option.choices ?? []]) {
      const inner = within?.({});
      if (inner) yield* pathsOf(inner, [...path, name]);
    }
  }
}

/** Numbers that options are given by mistake, beside the strangers. */
const oddNumbers = [-Infinity, Infinity, 1e300, 5e-324, -0, 1.5, 3];

/** Options that fit, with up to three of the table set to something else. */
export function generatedOptions(
  random: Random,
  table: OptionTable,
  fitting: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const paths = [...pathsOf(table)];
  let options = { ...fitting };
  if (paths.length === 0) return { x: pick(random, strangers) };
  for (let k = 1 + random.integer(3); k > 0; k--) {
    const values = random.integer(2) === 0 ? oddNumbers : strangers;
    options = withValue(options, pick(random, paths), pick(random, values));
  }
  return options;
}

/** The options with one of them set, those that it stands in made where needed. */
function withValue(
  options: unknown,
  [name, ...rest]: readonly string[],
  value: unknown,
): Record<string, unknown> {
  const isPlain = typeof options === "object" && options !== null &&
    Object.getPrototypeOf(options) === Object.prototype;
  const own = isPlain ? options as Record<string, unknown> : {};
  return {
    ...own,
    [name]: rest.length === 0 ? value : withValue(own[name], rest, value),
  };
}
