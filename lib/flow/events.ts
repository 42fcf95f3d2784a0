import type { Status } from "../status.ts";
import type { OdeEvent, OdeStep } from "./problem.ts";

/** Where an event fell. */
export interface LocatedEvent {
  /** The status of the event. */
  readonly status: Status;
  /** Its time. */
  readonly time: number;
  /** y at that time. */
  readonly y: Float64Array;
}

/** Looks for events from step to step. */
export interface EventWatch {
  /** The status of an event that has already fallen at the start. */
  begin(t: number, y: Float64Array): Status | undefined;
  /** The first event within a step. */
  look(step: OdeStep): LocatedEvent | undefined;
}

/** An event is located to this fraction of its step. */
const precision = 1e-9;
const maxLooks = 60;

/** Watches for events; keeps their values at the end of the last step. */
export function eventWatch(events: readonly OdeEvent[]): EventWatch {
  const values = events.map(() => Infinity);

  function begin(t: number, y: Float64Array): Status | undefined {
    events.forEach((event, i) => values[i] = event.value(t, y));
    return events.find((_, i) => values[i] <= 0)?.status;
  }

  function look(step: OdeStep): LocatedEvent | undefined {
    const { previousTime, time: end, y } = step;
    let first: { event: OdeEvent; time: number } | undefined;
    for (let i = 0; i < events.length; i++) {
      const before = values[i];
      values[i] = events[i].value(end, y);
      if (!(values[i] <= 0)) continue;
      const out = new Float64Array(y.length);
      const time = locate(
        (at) => events[i].value(at, step.interpolate(at, out)),
        { time: previousTime, value: before },
        { time: end, value: values[i] },
      );
      if (first === undefined || time < first.time) {
        first = { event: events[i], time };
      }
    }
    if (first === undefined) return undefined;
    const { event, time } = first;
    const at = time === end
      ? y
      : step.interpolate(time, new Float64Array(y.length));
    event.value(time, at); // so that the event's own state belongs to its point
    return { status: event.status, time, y: at };
  }

  return { begin, look };
}

/**
 * The zero between a positive and a non-positive value, from the side where it
 * is not positive: regula falsi with halved end values (Illinois), bisection
 * where that is slow.
 */
function locate(
  value: (t: number) => number,
  positive: { time: number; value: number },
  fallen: { time: number; value: number },
): number {
  let [a, fa] = [positive.time, positive.value];
  let [b, fb] = [fallen.time, fallen.value];
  const width = precision * (b - a);
  let side = 0;
  for (let looks = 0; looks < maxLooks && b - a > width && fb < 0; looks++) {
    const secant = b - fb * (b - a) / (fb - fa);
    const m = looks % 3 < 2 && secant > a && secant < b
      ? secant
      : a + (b - a) / 2;
    const fm = value(m);
    if (fm <= 0) {
      if (side < 0) fa /= 2;
      [b, fb, side] = [m, fm, -1];
    } else {
      if (side > 0) fb /= 2;
      [a, fa, side] = [m, fm, 1];
    }
  }
  return b;
}
