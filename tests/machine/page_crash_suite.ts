import { assertEquals, assertLess } from "@std/assert";
import { withBrowser, withServer } from "./browser.ts";

const storage = new URL(
  "../../lib/host/storage/indexed_db_storage.ts",
  import.meta.url,
).href;

/** A page that fills the database as fast as it can, or reads all of it. */
const program = `
import { md } from "@thalweg/thalweg";
import { indexedDbStorage } from ${JSON.stringify(storage)};
md\`# Crash\`;
const storage = indexedDbStorage({ name: "crash" });
const keyOf = (i) => (i % 6).toString(16).padStart(64, "0");
let writing = false;
async function write() {
  for (let i = Math.floor(1000 * Math.random());; i++) {
    const bytes = new Uint8Array(100_000 + (7919 * i) % 1_900_000).fill(i % 251);
    writing = true;
    await storage.set(keyOf(i), bytes);
    writing = false;
  }
}
async function verify() {
  const found = [];
  for (let i = 0; i < 6; i++) {
    const bytes = await storage.get(keyOf(i));
    if (bytes) found.push(bytes.every((byte) => byte === bytes[0]));
  }
  return found;
}
Object.assign(globalThis, { write, verify, isWriting: () => writing });
`;

interface Program {
  write(): Promise<never>;
  verify(): Promise<readonly boolean[]>;
  isWriting(): boolean;
}

Deno.test("the page's cache whose tabs crashed in mid-write holds only whole entries", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/crash.ts`, program);
  let crashes = 0;
  let entries = 0;
  await withServer(folder, (address) =>
    withBrowser(async (open) => {
      // Pages of one context share their database.
      const browser = (await open("about:blank")).context().browser()!;
      const context = await browser.newContext();
      const reader = await context.newPage();
      await reader.goto(`${address}notebooks/crash`);
      await reader.waitForFunction(() => "verify" in globalThis);
      for (let k = 0; k < 5; k++) {
        const page = await context.newPage();
        await page.goto(`${address}notebooks/crash`);
        await page.waitForFunction(() => "write" in globalThis);
        await page.evaluate(async () => {
          const { write, isWriting } = globalThis as unknown as Program;
          write();
          const end = performance.now() + 50 + 50 * Math.random();
          while (performance.now() < end || !isWriting()) {
            await new Promise((resolve) => setTimeout(resolve));
          }
        });
        const crashed = new Promise((resolve) => page.once("crash", resolve));
        page.goto("chrome://crash").catch(() => {});
        await crashed;
        crashes++;
        await page.close();
        const whole = await reader.evaluate(() =>
          (globalThis as unknown as Program).verify()
        );
        assertEquals(whole, whole.map(() => true));
        entries = whole.length;
      }
    }));
  assertEquals(crashes, 5);
  assertLess(0, entries);
  await Deno.remove(folder, { recursive: true });
});
