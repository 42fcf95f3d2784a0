import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { runChild } from "../child/run_child.ts";

/** A lesson of fifty figures takes two seconds, in s. */
const patience = 120;

/**
 * Prints a document to a PDF file, whole or not at all.
 *
 * @throws {Error} If the browser does not.
 */
export async function writePdf(
  browser: string,
  html: string,
  out: string,
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "thalweg-" });
  try {
    const page = join(folder, "page.html");
    const printed = join(folder, "page.pdf");
    await Deno.writeTextFile(page, html);
    const args = [
      "--headless",
      "--disable-gpu",
      "--no-pdf-header-footer",
      // not that of a browser which is open
      `--user-data-dir=${join(folder, "profile")}`,
      `--print-to-pdf=${printed}`,
      pathToFileURL(page).href,
    ];
    const first = await print(browser, args);
    // A superuser's Chromium has no sandbox; the document has no scripts.
    const errors = /--no-sandbox/.test(first)
      ? await print(browser, ["--no-sandbox", ...args])
      : first;
    const bytes = await Deno.readFile(printed).catch(() => undefined);
    if (!bytes) {
      throw new Error(`Cannot print with ${browser}: ${errors.trim()}`);
    }
    await Deno.mkdir(dirname(resolve(out)), { recursive: true });
    const partial = `${out}.${Deno.pid}.partial`;
    await Deno.writeFile(partial, bytes);
    await Deno.rename(partial, out);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** What the browser said, if it did not print. */
async function print(
  program: string,
  args: readonly string[],
): Promise<string> {
  const { status, errors } = await runChild({
    program,
    args,
    seconds: patience,
  });
  return status === "done" ? "" : errors || status;
}
