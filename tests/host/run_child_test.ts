import { assert, assertEquals, assertLess } from "@std/assert";
import { runChild } from "../../lib/host/child/run_child.ts";

Deno.test("a child gives its output, its errors and how it ended", async () => {
  const source = "console.log(2 + 3); console.error('oh'); Deno.exit(code)";
  for (const [code, status] of [[0, "done"], [3, "failed"]] as const) {
    assertEquals(
      await runChild({
        args: ["eval", `const code = ${code}; ${source}`],
        seconds: 60,
      }),
      { status, output: "5\n", errors: "oh\n" },
    );
  }
});

Deno.test("a child reads its input to the end", async () => {
  const input = "x".repeat(1e6);
  const { output } = await runChild({
    args: [
      "eval",
      "console.log((await new Response(Deno.stdin.readable).text()).length)",
    ],
    seconds: 60,
    input,
  });
  assertEquals(output, "1000000\n");
});

Deno.test("a child in an endless loop ends by its clock", async () => {
  const began = performance.now();
  const { status } = await runChild({
    args: ["eval", "for (;;);"],
    seconds: 1,
  });
  assertEquals(status, "out of time");
  assertLess(performance.now() - began, 10_000);
});

Deno.test("a child in an endless loop goes with its parent, killed by SIGKILL", async () => {
  if (Deno.build.os !== "linux") return; // looks into /proc
  const module = new URL("../../lib/host/child/run_child.ts", import.meta.url);
  const mark = `mark_${crypto.randomUUID()}`;
  const parent = new Deno.Command(Deno.execPath(), {
    args: [
      "eval",
      `import { runChild } from ${JSON.stringify(module.href)};
      await runChild({
        args: ["eval", "console.error('here'); /* ${mark} */ for (;;);"],
        seconds: 600,
        stderr: "inherit",
      });`,
    ],
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const reader = parent.stderr.getReader();
  await reader.read();
  reader.releaseLock();
  const children = () =>
    processes().filter(({ pid, line }) =>
      pid !== parent.pid && line.includes(mark)
    );
  assertEquals(children().length, 1);
  parent.kill("SIGKILL");
  await parent.status;
  const end = performance.now() + 5000;
  while (children().length > 0 && performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const left = children();
  for (const { pid } of left) Deno.kill(pid, "SIGKILL");
  assert(left.length === 0, "the child outlived its parent");
  await parent.stderr.cancel();
});

/** What runs on this machine, with its command line. */
function processes(): { pid: number; line: string }[] {
  return [...Deno.readDirSync("/proc")].flatMap(({ name }) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const line = Deno.readTextFileSync(`/proc/${name}/cmdline`);
      return [{ pid: Number(name), line }];
    } catch {
      return []; // it has just ended
    }
  });
}
