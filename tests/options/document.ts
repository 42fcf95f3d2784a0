/**
 * Writes docs/options.md from what functions check their options against:
 * `deno task options`.
 *
 * @module
 */
import { jobKinds } from "../../lib/job/kinds.ts";
import type { Option, OptionTable } from "../../lib/options/mod.ts";
import { table as markdown } from "../soak/log.ts";
import { described } from "./described.ts";
import { optionWords } from "./option_words.ts";
import { publicEntries } from "./public_entries.ts";

/** Where the tables stand. */
export const optionsFile: URL = new URL(
  "../../docs/options.md",
  import.meta.url,
);

const head = [
  "# Options\n",
  "What every function takes as options, as it checks them: `deno task options`",
  "writes this page from the tables beside the functions, and the words from",
  "their interfaces. An unknown name is refused with what may be meant, a value",
  "of another kind with what is expected; undefined is as good as not given.",
  "Options within options have their path, with [] for each entry of a list.\n",
].join("\n");

/** The names of tables that are the same, once. */
interface Section {
  readonly names: string[];
  readonly table: OptionTable;
  readonly within: readonly string[];
}

/** The page, in Markdown. */
export async function optionsDocument(): Promise<string> {
  const words = optionWords(await publicEntries());
  const sections: Section[] = [];
  const methods = Object.values(jobKinds).flatMap(({ methodsTake = {} }) =>
    Object.entries(methodsTake).map(([method, table]) => ({
      name: `run.${method}`,
      table,
      within: undefined,
    }))
  );
  const known = new Set(described.map(({ name }) => name));
  const others = methods.filter(({ name }) => !known.has(name));
  for (const { name, table, within } of [...described, ...others]) {
    const same = sections.find((each) => each.table === table);
    if (same === undefined) {
      const path = within?.replaceAll(/\[\d+\]/g, "").split(".") ?? [];
      sections.push({ names: [name], table, within: path });
    } else if (!same.names.includes(name)) same.names.push(name);
  }
  const pages = sections.map(({ names, table, within }) => {
    const rows = [...optionsOf(table)].map(([path, shown, option]) => [
      "`" + shown + "`",
      `${option.expected.replaceAll("|", "\\|")}${
        option.required ? "; needed" : ""
      }`,
      words(names[0], [...within, ...path]),
    ]);
    const all = rows.length === 0
      ? "It takes none."
      : markdown([["option", "takes", "what it is"], ...rows]);
    return {
      heading: names.join(", "),
      body: `## ${names.join(", ")}\n\n${all}\n`,
    };
  });
  pages.sort((a, b) => compare(a.heading, b.heading));
  return [head, ...pages.map(({ body }) => body)].join("\n");
}

const { compare } = new Intl.Collator("en");

/** Each option with its path, and how that is shown. */
function* optionsOf(
  table: OptionTable,
  path: readonly string[] = [],
  shown = "",
): Generator<readonly [readonly string[], string, Option]> {
  for (const [name, option] of Object.entries(table)) {
    const [at, text] = [[...path, name], shown + name];
    yield [at, text, option];
    for (const each of [option, ...option.choices ?? []]) {
      const inner = each.table?.({});
      const entry = each.entries?.table?.({});
      if (inner) yield* optionsOf(inner, at, `${text}.`);
      if (entry) yield* optionsOf(entry, at, `${text}[].`);
    }
  }
}

if (import.meta.main) {
  await Deno.writeTextFile(optionsFile, await optionsDocument());
  Deno.exit(); // workers may wait
}
