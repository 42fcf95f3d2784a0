import { assertEquals, assertThrows } from "@std/assert";
import { type LogEntry, withEntries } from "./log.ts";

function entry(name: string, failures: number): LogEntry {
  return {
    name,
    amount: "60 seconds",
    seed: 1,
    count: 1000,
    failures,
    measured: "",
    date: "2026-01-01",
    commit: "0123abcd",
  };
}

const document = "# Benchmarks\n\n## Soaks\n\nWhat they are.\n\n## Next\n\nx\n";

Deno.test("a log keeps what is around it, and one row of each soak", () => {
  const once = withEntries(document, [entry("a", 0), entry("b", 2)]);
  assertEquals(once.split("| a ").length, 2);
  assertEquals(
    once.replace(/\n\|.*/g, "").replace("are.\n\n\n", "are.\n\n"),
    document,
  );
  assertEquals(withEntries(once, [entry("b", 2)]), once);
  const mended = withEntries(once, [entry("b", 0)]);
  assertEquals(mended, withEntries(document, [entry("a", 0), entry("b", 0)]));
});

Deno.test("a document without a log is refused", () => {
  assertThrows(() => withEntries("# x\n", [entry("a", 0)]), RangeError);
});
