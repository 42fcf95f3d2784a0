import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { makeRecorder, type Recorder } from "../../lib/optimize/recorder.ts";

const everyStep = { spacing: 1, indices: [] };
const fine = { spacing: 2 ** -40, indices: [] };

/** Offers steps first … last at log(1 + step), as an optimizer does. */
function offer(
  recorder: Recorder<number>,
  first: number,
  last: number,
  place: (step: number) => number,
): void {
  for (let step = first; step <= last; step++) {
    if (place(step) >= recorder.next()) recorder.add(place(step), step);
  }
}

const places = { log: Math.log1p, even: (step: number) => step };

for (const [name, place] of Object.entries(places)) {
  const start = name === "log" ? fine : everyStep;

  Deno.test(`makeRecorder keeps the first step of each multiple, ${name}`, () => {
    fc.assert(fc.property(
      fc.integer({ min: 0, max: 3000 }),
      fc.integer({ min: 2, max: 60 }),
      (last, capacity) => {
        const recorder = makeRecorder<number>(capacity, start);
        offer(recorder, 0, last, place);
        const { spacing } = recorder.state();
        const kept = new Map<number, number>();
        for (let step = last; step >= 0; step--) {
          kept.set(Math.floor(place(step) / spacing), step);
        }
        assertEquals(
          recorder.items(),
          [...kept.values()].toSorted((a, b) => a - b),
        );
        assert(recorder.items().length <= capacity);
        if (last < capacity) assertEquals(recorder.items().length, last + 1);
        if (name === "even") {
          assert(recorder.items().length >= Math.min(last + 1, capacity / 2));
        }
      },
    ));
  });

  Deno.test(`makeRecorder goes on as if it had not stopped, ${name}`, () => {
    fc.assert(fc.property(
      fc.integer({ min: 0, max: 1000 }),
      fc.integer({ min: 0, max: 1000 }),
      fc.integer({ min: 2, max: 40 }),
      (before, after, capacity) => {
        const whole = makeRecorder<number>(capacity, start);
        offer(whole, 0, before + after, place);
        const first = makeRecorder<number>(capacity, start);
        offer(first, 0, before, place);
        const second = makeRecorder(capacity, first.state(), first.items());
        offer(second, before + 1, before + after, place);
        assertEquals(second.items(), whole.items());
        assertEquals(second.state(), whole.state());
      },
    ));
  });
}

Deno.test("makeRecorder takes the multiples themselves, as many as it has room for", () => {
  fc.assert(fc.property(
    fc.double({ min: 1e-9, max: 700, noNaN: true }),
    fc.integer({ min: 2, max: 200 }),
    (end, capacity) => {
      const recorder = makeRecorder<number>(capacity, fine);
      recorder.reach(end);
      for (let u = 0; u <= end; u = recorder.next()) recorder.add(u, u);
      const { spacing, indices } = recorder.state();
      assertEquals(indices, indices.map((_, k) => k));
      assertEquals(recorder.items(), indices.map((k) => k * spacing));
      assert(indices.length <= capacity && indices.length >= capacity / 2);
    },
  ));
});
