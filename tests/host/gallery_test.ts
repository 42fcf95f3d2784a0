import { assert, assertEquals } from "@std/assert";
import {
  describeSource,
  listNotebooks,
  readRooms,
} from "../../lib/host/server/notebook_files.ts";

Deno.test("every notebook here has a picture, the room of its figures, and words that tell what it is about", async () => {
  const notebooks = await listNotebooks("notebooks");
  assert(notebooks.length >= 20);
  for (const { name, summary, pictured } of notebooks) {
    assert(pictured, `${name} has no picture: deno task thumbnails`);
    const rooms = Object.values(await readRooms("notebooks", name));
    assert(
      rooms.some((room) => room !== null),
      `${name} has no rooms: deno task thumbnails`,
    );
    assert(summary.length >= 80, `${name}: ${summary}`);
    assert(!/[\\${}_]/.test(summary), `${name} shows code: ${summary}`);
  }
});

Deno.test("a card has as many sentences as are read at a glance, one at least", () => {
  const of = (text: string) =>
    describeSource(`md\`\n# Title\n\n${text}\n\`;`, "").summary;
  assertEquals(of("A **teacher**.\nA student."), "A teacher. A student.");
  const long = `It ${"really ".repeat(40)}is.`;
  assertEquals(of(`${long} Short.`), long);
  assertEquals(of(`Short. ${long}`), "Short.");
  assertEquals(of("The mean is,\n\n$$x^2.$$"), "The mean is.");
  assertEquals(of("It computes $W_2x$: little."), "It computes W_2x: little.");
});
