import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { readTable, summarizeTable } from "../../../lib/data/table/mod.ts";

Deno.test("summarizeTable counts every cell once, in its range", () => {
  const cell = fc.option(fc.integer({ min: -50, max: 50 }), { freq: 5 });
  fc.assert(fc.property(
    fc.array(cell, { minLength: 3, maxLength: 60 }),
    (cells) => {
      const text = cells.map((value) => `${value ?? ""};x`).join("\n");
      const [{ missing, distinct, range, bins, rows }] = summarizeTable(
        readTable(`a;b\n${text}\n`),
      );
      const present = cells.filter((value) => value !== null);
      assertEquals(rows, cells.length);
      assertEquals(missing, cells.length - present.length);
      assertEquals(distinct, new Set(present).size);
      if (present.length === 0) return assertEquals(bins, []);
      assertEquals(range, [Math.min(...present), Math.max(...present)]);
      assertEquals(
        bins.reduce((sum, { count }) => sum + count, 0),
        present.length,
      );
      const [low, high] = range!;
      bins.forEach(({ count }, k) => {
        const place = (value: number) =>
          low === high
            ? 0
            : Math.min(19, Math.floor(20 * (value - low) / (high - low)));
        // ends of ranges may round either way: none of these lies on one
        if (
          present.every((v) =>
            low === high ||
            Number.isInteger(20 * (v - low) / (high - low)) === false ||
            v === low || v === high
          )
        ) {
          assertEquals(count, present.filter((v) => place(v) === k).length);
        }
      });
    },
  ));
});

Deno.test("summarizeTable names the most frequent texts, and dates as dates", () => {
  const [text, date, empty] = summarizeTable(readTable(
    "t,d,e\nb,2023-01-01,\na,2023-01-01,\nb,2023-01-21,\nb,,\n",
  ));
  assertEquals(text.bins, [{ label: "b", count: 3 }, { label: "a", count: 1 }]);
  assertEquals([text.distinct, text.missing, text.range], [2, 0, undefined]);
  assertEquals([date.kind, date.missing], ["date", 1]);
  assertEquals(date.bins[0], { label: "2023-01-01 … 2023-01-02", count: 2 });
  assertEquals(date.bins.at(-1), {
    label: "2023-01-20 … 2023-01-21",
    count: 1,
  });
  assertEquals([empty.bins, empty.missing], [[], 4]);
});
