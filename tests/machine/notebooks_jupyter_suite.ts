import { assert, assertEquals } from "@std/assert";
import { type Execution, Kernel } from "./kernel.ts";
import { notebooks, type TestedNotebook } from "./notebooks.ts";

const folder = decodeURIComponent(
  new URL("../../notebooks", import.meta.url).pathname,
);

/** Runs all cells of a notebook, as "run all" does, until nothing changes. */
async function runAll(
  kernel: Kernel,
  { source, shorten }: TestedNotebook,
): Promise<void> {
  const text = await Deno.readTextFile(source.replace(/ts$/, "ipynb"));
  const { cells } = JSON.parse(shorten(text));
  const submitted = (cells as { source: string[] }[]).map(({ source }) => {
    const code = source.join("");
    return { code, ...kernel.submit(code) };
  });
  const answers = await Promise.all(submitted.map(({ ended }) => ended));
  // V8 may lose the promise of an evaluation (docs/limits.md): that cell has run
  // all the same, and what it shows is compared. More than one is our doing.
  const isLost = ({ evalue }: Execution) => evalue === "Execution failed";
  assert(answers.filter(isLost).length <= 1, "answers were lost");
  for (const [i, answer] of answers.entries()) {
    if (isLost(answer) && i < answers.length - 1) continue;
    const { code } = submitted[i];
    assertEquals(
      answer.status,
      "ok",
      `${answer.evalue}: ${code.slice(0, 200)}`,
    );
  }
}

/** The texts that a reader finds, without what depends on the clock. */
function readable(
  kernel: Kernel,
  { timed }: TestedNotebook,
): readonly string[] {
  const texts = [...kernel.displays.values()].map(({ bundles }) => {
    const { "text/plain": text, "text/html": html = "" } = bundles.at(-1)!;
    assert(!/role="(?:status|alert)" style/.test(html), html);
    return (text ?? "").replace(timed, "");
  });
  return [...new Set(texts)].sort();
}

for (const notebook of notebooks) {
  Deno.test(`${notebook.source} in a kernel: run all, again, and after a restart`, async () => {
    const kernel = await Kernel.start(folder);
    try {
      await runAll(kernel, notebook);
      const first = readable(kernel, notebook);
      assert(first.length > 10, first.join("\n"));
      // The same cells are defined anew, in the place where they are run.
      kernel.displays.clear();
      await runAll(kernel, notebook);
      assertEquals(readable(kernel, notebook), first);
      await kernel.restart();
      await runAll(kernel, notebook);
      assertEquals(readable(kernel, notebook), first);
    } finally {
      assert(await kernel.stop());
    }
  });
}

const flagship = notebooks.find(({ source }) =>
  source === "notebooks/teacher_student.ts"
)!;

Deno.test("several notebooks at once keep to themselves", async () => {
  const kernels = await Promise.all([0, 1].map(() => Kernel.start(folder)));
  try {
    await Promise.all(
      kernels.map((kernel) => runAll(kernel, flagship)),
    );
    const [first, second] = kernels;
    const before = readable(second, flagship);
    const [address, other] = kernels.map((kernel) => {
      const { "text/html": html } = kernel.shown("Student width")!;
      return JSON.parse(html.match(/\{"port":\d+,"token":"\w+"[^}]*\}/)![0]);
    });
    const knock = async (port: number, token: string) => {
      const socket = new WebSocket(
        `ws://127.0.0.1:${port}/?token=${token}`,
        { headers: { origin: "http://localhost:8888" } } as unknown as string[],
      );
      const opened = await new Promise<boolean>((resolve) => {
        socket.onopen = () => resolve(true);
        socket.onerror = () => resolve(false);
      });
      return opened ? socket : undefined;
    };
    assertEquals(await knock(address.port, other.token), undefined);
    const socket = await knock(address.port, address.token);
    socket!.send(JSON.stringify({ key: "range Student width", text: "7" }));
    await first.until("a wider student", () => first.shown("student = 2 → 7"));
    socket!.close();
    assertEquals(readable(second, flagship), before);
  } finally {
    await Promise.all(kernels.map((kernel) => kernel.stop()));
  }
});
