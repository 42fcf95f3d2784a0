import { assert, assertEquals, assertLessOrEqual } from "@std/assert";
import {
  cell,
  choice,
  choices,
  md,
  openNotebook,
  type Prose,
  type ProseView,
  range,
  soundPlayer,
} from "../../lib/notebook/mod.ts";
import { heightAt, type Room, roomsOf } from "../../lib/host/room.ts";
import { makeGallery } from "../figure/gallery.ts";

Deno.test("the room of every figure is its height at any width, but where that jumps", async () => {
  const graph = openNotebook({
    duplicates: "refuse",
    readBytes: () => Promise.reject(new Error("no files")),
  });
  const figures = Object.values(makeGallery());
  const cells = figures.map((figure, i) =>
    cell(
      [
        `figure ${"abcdefghijklmnopqrstuvwxyz"[i % 26].repeat(1 + i / 26)} `,
        "",
      ] as never,
      figure,
    )
  );
  cell`no figure ${1}`;
  await graph.settled();
  const rooms = roomsOf(graph);
  assertEquals(
    Object.keys(rooms).filter((key) => rooms[key] !== null).sort(),
    cells.map(({ identity }) => identity!).sort(),
  );
  assertEquals(rooms["cell no figure"], null);
  let jumps = 0;
  let count = 0;
  for (const [i, figure] of figures.entries()) {
    const room = rooms[cells[i].identity!] as Room;
    assertEquals(room.span, figure.span);
    for (let width = 100; width <= 1400; width += 7) {
      const known = Math.min(Math.max(width, 160), 1280);
      count++;
      if (Math.abs(heightAt(room, width) - figure.height(known)) > 2) jumps++;
    }
    for (const width of [160, 320, 640, 1280]) {
      assertLessOrEqual(
        Math.abs(heightAt(room, width) - figure.height(width)),
        0.5,
      );
    }
  }
  assert(jumps < 0.02 * count, `${jumps} of ${count}`);
});

Deno.test("the room of prose is what stands for its values, and a draft of these takes as much", async () => {
  const graph = openNotebook({
    duplicates: "refuse",
    readBytes: () => Promise.reject(new Error("no files")),
  });
  const n = range`n ${{ min: 1, max: 9, value: 4 }}`;
  const third = cell`third = A third of ${n} ${(n) => n / 3}`;
  const inner = md`about **${third}**`;
  const text = md`Of ${n}, with ${"words"}: ${inner}, <${third.at(() => "b")}>`;
  md`nothing to wait for`;
  await graph.settled();
  const texts = ["4", null, "about 1.333\n", "b"];
  const rooms = roomsOf(graph);
  assertEquals(rooms["prose 1"], { texts });
  assertEquals(Object.keys(rooms).includes("prose 2"), false);
  const { draft } = text.view as ProseView;
  const words = ({ html }: Prose) => html.replace(/<[^>]*>/g, "");
  assertEquals(words(await draft(texts)), words(text.value!));
});

Deno.test("a player without its sound takes the room of the player", async () => {
  const graph = openNotebook({
    duplicates: "refuse",
    readBytes: () => Promise.reject(new Error("no files")),
  });
  const tone = cell`A tone ${() =>
    soundPlayer([0, 1, 0, -1], { sampleRate: 8000, name: "<a> & b" })}`;
  const text = md`Listen: ${tone}`;
  await graph.settled();
  const texts = [{ kind: "player" as const, name: "<a> & b" }];
  assertEquals(roomsOf(graph)["prose 0"], { texts });
  // as it comes back from where it was kept
  const kept = JSON.parse(JSON.stringify(texts));
  const { draft } = text.view as ProseView;
  assertEquals(
    (await draft(kept)).html,
    text.value!.html.replace(/(?<=;base64,)[^"]*/, ""),
  );
});

Deno.test("the room of a menu that follows from a cell is what it offered", async () => {
  const graph = openNotebook({
    duplicates: "refuse",
    readBytes: () => Promise.reject(new Error("no files")),
  });
  const names = cell`names = Names ${() => ["a", "b"]}`;
  choices`Columns ${names}`;
  choice`Target ${names}`;
  choice`Known ${["x", "y"]}`;
  assertEquals(roomsOf(graph), {});
  await graph.settled();
  assertEquals(roomsOf(graph), {
    "cell names": null,
    "choices Columns": { options: ["a", "b"], text: "a\nb" },
    "choice Target": { options: ["a", "b"], text: "a" },
  });
});
