import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { Moves } from "../../lib/host/controls/moves.ts";

/** Turns that come when told to. */
function start() {
  const delivered: string[] = [];
  let next: (() => void) | undefined;
  const moves = new Moves(
    (key, text) => delivered.push(`${key}${text}`),
    (work) => next = work,
  );
  const turn = () => {
    const work = next;
    next = undefined;
    work?.();
  };
  return { moves, delivered, turn, isWaiting: () => next !== undefined };
}

Deno.test("of moves within a turn the first goes at once, then the newest", () => {
  const { moves, delivered, turn, isWaiting } = start();
  for (const text of ["1", "2", "3"]) moves.send("a", text);
  assertEquals(delivered, ["a1"]);
  turn();
  assertEquals(delivered, ["a1", "a3"]);
  for (const text of ["4", "5"]) moves.send("a", text);
  turn();
  turn();
  assertEquals(isWaiting(), false);
  moves.send("a", "6");
  assertEquals(delivered, ["a1", "a3", "a5", "a6"]);
});

Deno.test("a press and another control let what waits go first", () => {
  const { moves, delivered } = start();
  for (const text of ["1", "2"]) moves.send("a", text);
  moves.send("go", "press");
  moves.send("go", "press");
  moves.send("a", "3");
  moves.send("b", "4");
  moves.flush();
  assertEquals(delivered, ["a1", "a2", "gopress", "gopress", "a3", "b4"]);
});

Deno.test("whatever moves and turns come, nothing is reordered, no press and no last move lost", () => {
  const event = fc.oneof(
    fc.record({
      key: fc.constantFrom("a", "b"),
      text: fc.constantFrom("move", "press"),
    }),
    fc.constant("turn" as const),
  );
  fc.assert(fc.property(fc.array(event, { maxLength: 40 }), (events) => {
    const { moves, delivered, turn, isWaiting } = start();
    const sent: string[] = [];
    for (const [i, event] of events.entries()) {
      if (event === "turn") turn();
      else {
        const text = event.text === "press" ? "press" : String(i);
        sent.push(`${event.key}${text}`);
        moves.send(event.key, text);
      }
    }
    while (isWaiting()) turn();
    let at = 0;
    for (const one of delivered) {
      at = sent.indexOf(one, at) + 1;
      if (at === 0) return false;
    }
    const presses = (list: string[]) =>
      list.filter((one) => one.endsWith("press")).length;
    return presses(delivered) === presses(sent) &&
      delivered.at(-1) === sent.at(-1);
  }));
});
