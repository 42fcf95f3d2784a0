import { type Browser, chromium, type Page } from "playwright-core";

const root = new URL("../..", import.meta.url);

/**
 * Opens a notebook of a folder in a browser, and closes all when `use` ends.
 * Errors that the page tells nobody but its console fail it.
 */
export async function withNotebook(
  folder: string,
  name: string,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const server = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "lib/host/start.ts", folder, "--port", "0"],
    cwd: root,
    env: { NO_COLOR: "1" },
    stdout: "piped",
    stderr: "null",
  }).spawn();
  let browser: Browser | undefined;
  try {
    const address = await readAddress(server.stdout);
    browser = await chromium.launch({
      executablePath: Deno.env.get("CHROMIUM") ?? "/usr/bin/chromium",
      args: ["--no-sandbox"],
    });
    const page = await browser.newPage({
      viewport: { width: 1280, height: 1400 },
    });
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") problems.push(message.text());
    });
    await page.goto(`${address}notebooks/${name}`);
    await use(page);
    if (problems.length > 0) throw new Error(problems.join("\n"));
  } finally {
    await browser?.close();
    server.kill();
    await server.status;
  }
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
