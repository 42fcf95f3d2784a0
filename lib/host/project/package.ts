import { fileURLToPath } from "node:url";
import configuration from "../../../deno.json" with { type: "json" };

/** The folder of this package: on disk, or in the registry. */
const root = new URL("../../../", import.meta.url);

/** The version of this package. */
export const packageVersion: string = configuration.version;

/** What a notebook's imports call this package. */
export const packageName: string = configuration.name;

/** What an import map says of it where it comes from the registry. */
export const packageRange: string = `jsr:${packageName}@^${packageVersion}`;

/** The folder of this package, where it runs from one on disk. */
export const packageFolder: string | undefined = root.protocol === "file:"
  ? fileURLToPath(root).replace(/(?<=.)[/\\]$/, "")
  : undefined;

/** The addresses of its entries, by what a notebook's imports call them. */
export function packageEntries(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(configuration.exports).map(([entry, file]) => [
      packageName + entry.slice(1),
      new URL(file, root).href,
    ]),
  );
}
