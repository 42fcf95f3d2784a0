import { chromium, type Page } from "playwright-core";
import { PATIENCE } from "./patience.ts";

const root = new URL("../..", import.meta.url);

type PageOptions = NonNullable<
  Parameters<Awaited<ReturnType<typeof chromium.launch>>["newPage"]>[0]
>;

/**
 * Starts a browser and closes it when `use` ends. Errors that a page opened
 * with what `use` is handed tells nobody but its console fail it, except those
 * that are wanted.
 */
export async function withBrowser(
  use: (
    open: (url: string, options?: PageOptions) => Promise<Page>,
  ) => Promise<void>,
  { allow }: { readonly allow?: RegExp } = {},
): Promise<void> {
  const browser = await chromium.launch({
    executablePath: Deno.env.get("CHROMIUM") ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
  const problems: string[] = [];
  try {
    await use(async (url, options = {}) => {
      // a context of its own, in which a test may open more tabs
      const context = await browser.newContext({
        viewport: { width: 1280, height: 1400 },
        ...options,
      });
      const page = await context.newPage();
      page.setDefaultTimeout(PATIENCE);
      page.on("pageerror", (error) => problems.push(error.message));
      page.on("console", (message) => {
        if (message.type() === "error") problems.push(message.text());
      });
      await page.goto(url);
      return page;
    });
    const worse = problems.filter((problem) => !allow?.test(problem));
    if (worse.length > 0) throw new Error(worse.join("\n"));
  } finally {
    await browser.close();
  }
}

/** Serves the notebooks of a folder as a user does, until `use` ends. */
export async function withServer(
  folder: string,
  use: (address: string) => Promise<void>,
): Promise<void> {
  const server = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "cli.ts", "start", folder, "--port", "0"],
    cwd: root,
    env: { NO_COLOR: "1" },
    stdout: "piped",
    stderr: "null",
  }).spawn();
  try {
    await use(await readAddress(server.stdout));
  } finally {
    server.kill();
    await server.status;
  }
}

/** Opens a notebook of a folder in a browser, and closes all when `use` ends. */
export async function withNotebook(
  folder: string,
  name: string,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  await withServer(
    folder,
    (address) =>
      withBrowser(async (open) =>
        await use(await open(`${address}notebooks/${name}`))
      ),
  );
}

/** Resolves when nothing on a notebook's page has run for a moment. */
export async function rest(page: Page): Promise<void> {
  for (;;) {
    await page.waitForFunction(
      () =>
        /done|failed/.test(
          document.getElementById("page")?.dataset.state ?? "",
        ),
    );
    await page.waitForTimeout(250); // runs may follow each other
    const state = await page.locator("#page").getAttribute("data-state");
    if (state !== "running") return;
  }
}

/** What of a page has moved. */
export interface Move {
  /** The element, or that around a text. */
  readonly name: string;
  /** How far, in pixels: what only grew to one side has not moved. */
  readonly by: number;
  readonly from: string;
  readonly to: string;
}

/**
 * What has moved by itself since a page was opened, as far as it could be seen:
 * the sum of Chromium's layout-shift scores, and each element that moved.
 */
export async function layoutShift(
  page: Page,
): Promise<{ readonly score: number; readonly moves: readonly Move[] }> {
  return await page.evaluate(() =>
    new Promise((resolve) => {
      interface Shift extends PerformanceEntry {
        readonly value: number;
        readonly hadRecentInput: boolean;
        readonly sources: readonly {
          readonly node: Node | null;
          readonly previousRect: DOMRectReadOnly;
          readonly currentRect: DOMRectReadOnly;
        }[];
      }
      const shifts: Shift[] = [];
      new PerformanceObserver((list) =>
        shifts.push(...list.getEntries() as Shift[])
      ).observe({ type: "layout-shift", buffered: true });
      const name = (node: Node | null) => {
        const element = (node instanceof Element ? node : node?.parentElement)
          ?.closest("[data-identity], [id]") as HTMLElement | null;
        return element?.dataset.identity ?? element?.id ?? "";
      };
      setTimeout(() => {
        const own = shifts.filter(({ hadRecentInput }) => !hadRecentInput);
        const say = ({ x, y, width, height }: DOMRectReadOnly) =>
          [x, y, width, height].map(Math.round).join(" ");
        resolve({
          score: own.reduce((sum, { value }) => sum + value, 0),
          moves: own.flatMap(({ sources }) => sources)
            // no node: a part of a browser's own control, as of a player
            .filter(({ node }) => node !== null)
            .map(({ node, previousRect: a, currentRect: b }) => ({
              name: name(node),
              by: Math.max(
                Math.abs(b.top - a.top),
                Math.min(
                  Math.abs(b.left - a.left),
                  Math.abs(b.right - a.right),
                ),
              ),
              from: say(a),
              to: say(b),
            }))
            .sort((a, b) => b.by - a.by),
        });
      }, 100);
    })
  );
}

/** What {@linkcode memory} finds. */
export interface Memory {
  /** Of objects. */
  readonly megabytes: number;
  /** Of documents, also those that stand in none any more. */
  readonly nodes: number;
  readonly listeners: number;
  readonly workers: number;
}

/** What the page holds in memory after everything unused was given back. */
export async function memory(page: Page): Promise<Memory> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  // a second time for what the first has let go of
  await session.send("HeapProfiler.collectGarbage");
  await page.waitForTimeout(200);
  await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  const find = (name: string) =>
    metrics.find((metric) => metric.name === name)!.value;
  await session.detach();
  return {
    megabytes: find("JSHeapUsedSize") / 1e6,
    nodes: find("Nodes"),
    listeners: find("JSEventListeners"),
    workers: page.workers().length,
  };
}

/** Reads the line that says where the server is; drains the rest. */
async function readAddress(
  output: ReadableStream<Uint8Array>,
): Promise<string> {
  const reader = output.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const { value, done } = await reader.read();
    text += decoder.decode(value);
    const address = text.match(/http:\S+/)?.[0];
    if (address || done) {
      reader.releaseLock();
      output.pipeTo(new WritableStream()).catch(() => {});
      return address ?? "";
    }
  }
}
