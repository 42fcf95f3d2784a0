import { join, resolve } from "node:path";
import { suggestion } from "../../options/mod.ts";
import { findConfiguration } from "./configuration.ts";
import { packageFolder, packageName, packageRange } from "./package.ts";
import { templates } from "./templates/list.ts";

/** What somebody wants to begin. */
export interface NewNotebook {
  /** The folder that it will lie in; made where there is none. */
  readonly folder: string;
  /** Its name: of its file, and with spaces of its title. */
  readonly name: string;
  /** The name of a template. Default: "blank". */
  readonly template?: string;
}

/** What was written, and what somebody might still do. */
export interface WrittenNotebook {
  /** The name of the notebook, which its address ends in. */
  readonly name: string;
  /** The files, the notebook first. */
  readonly files: readonly string[];
  /** A word about a deno.json that is there already. */
  readonly advice?: string;
}

/** A longer name fits no card. */
const longest = 80;

/**
 * Writes a notebook from a template, and a deno.json where there is none, so
 * that editors and Jupyter's kernel find the library. Overwrites nothing.
 *
 * @throws {RangeError} If the name or the template does not fit.
 * @throws {Error} If there is a notebook of that name.
 */
export async function writeNotebook(
  { folder, name: given, template = "blank" }: NewNotebook,
): Promise<WrittenNotebook> {
  const name = fileName(given);
  const chosen = templates.find((one) => one.name === template);
  if (!chosen) {
    const names = templates.map(({ name }) => name);
    throw new RangeError(
      `Cannot begin with "${template}": expected ${
        suggestion(template, names, names.join(", "))
      }`,
    );
  }
  await Deno.mkdir(folder, { recursive: true });
  const files: string[] = [];
  try {
    for (const { suffix, source } of chosen.files) {
      const text = await (await fetch(new URL(source, templateFolder))).text();
      const file = join(folder, name + suffix);
      await writeNew(
        file,
        text.replaceAll("TITLE", titleOf(name)).replaceAll("NAME", name),
      );
      files.push(file);
    }
    return { name, files, ...await writeConfiguration(folder, files) };
  } catch (error) {
    for (const file of files) await Deno.remove(file);
    throw error;
  }
}

const templateFolder = new URL("./templates/", import.meta.url);

/**
 * The name of a file from what somebody typed: "My first" → "my_first".
 *
 * @throws {RangeError} If it could not name one on every system.
 */
export function fileName(given: string): string {
  const name = given.trim().replace(/\.ts$/, "").replace(/\s+/g, "_");
  if (/^[\p{L}\p{N}][\p{L}\p{N}_-]*$/u.test(name) && name.length <= longest) {
    return name;
  }
  throw new RangeError(
    `Cannot name a notebook "${
      given.slice(0, longest)
    }": expected at most ${longest} letters, digits, spaces, - and _`,
  );
}

/** "my_first" → "My first". */
function titleOf(name: string): string {
  const words = name.replaceAll("_", " ");
  return words[0].toUpperCase() + words.slice(1);
}

/** Deno finds this package, also where it is not from the registry. */
function configuration(): string {
  return `${
    JSON.stringify(
      {
        imports: { [packageName]: packageRange },
        ...packageFolder === undefined ? {} : { links: [packageFolder] },
      },
      undefined,
      2,
    )
  }\n`;
}

async function writeConfiguration(
  folder: string,
  files: string[],
): Promise<{ readonly advice?: string }> {
  const found = await findConfiguration(resolve(folder));
  if (!found) {
    const file = join(folder, "deno.json");
    await writeNew(file, configuration());
    files.push(file);
    return {};
  }
  const own = packageFolder && join(packageFolder, "deno.json");
  if (found.file === own || found.content.imports?.[packageName]) return {};
  return {
    advice:
      `${found.file} does not name ${packageName}: for editors and Jupyter, deno add ${
        packageRange.replace(/@\^.*/, "")
      }`,
  };
}

/** Writes a file that is not there, whole or not at all. */
async function writeNew(file: string, text: string): Promise<void> {
  try {
    await Deno.writeTextFile(file, text, { createNew: true });
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists) {
      throw new Error(
        `Cannot write ${file}: it is there already, expected another name`,
      );
    }
    await Deno.remove(file).catch(() => {});
    throw error;
  }
}
