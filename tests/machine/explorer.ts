import type { Page } from "playwright-core";
import type {
  ExploredRun,
  SweepExplorerOptions,
} from "../../lib/figure/mod.ts";

/** An explorer of made-up runs in a page of its own. */
export interface OpenExplorer {
  /** Makes so many runs. */
  make(count: number): Promise<void>;
  /** Shows the first ones of them, by default all, in place of those before. */
  show(options?: SweepExplorerOptions, count?: number): Promise<void>;
}

declare global {
  var explorer: typeof import("./explorer_page.ts");
  var explored: readonly ExploredRun[];
}

let code: Promise<string> | undefined;

/** The page's part as a module for browsers. */
async function bundle(): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["bundle", "--platform", "browser", "tests/machine/explorer_page.ts"],
    cwd: new URL("../..", import.meta.url),
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout);
}

/** Puts an explorer into an empty page. */
export async function openExplorer(page: Page): Promise<OpenExplorer> {
  await page.evaluate(async (code) => {
    const file = new Blob([code], { type: "text/javascript" });
    globalThis.explorer = await import(URL.createObjectURL(file));
    document.body.append(document.createElement("main"));
  }, await (code ??= bundle()));
  return {
    make: (count) =>
      page.evaluate((count) => {
        globalThis.explored = explorer.makeRuns(count);
      }, count),
    show: (options = {}, count) =>
      page.evaluate(({ options, count }) => {
        const main = document.querySelector("main")!;
        explorer.show(main, explored.slice(0, count), options);
      }, { options, count }),
  };
}
