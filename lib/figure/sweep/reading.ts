import type { Document, SVGElement } from "../../dom.ts";
import { formatNumber } from "../format.ts";
import { LINE_HEIGHT } from "../layout.ts";
import { SURFACE } from "../palette.ts";
import { element, wrap } from "../svg.ts";
import { KINDS, nameOf, OUTCOMES } from "./columns.ts";
import { type Moment, placeOf } from "./moment.ts";

/** What is known of a run, in words, the losses with all digits. */
export function wordsOf({ runs }: Moment, at: number): string {
  const row = runs.rows[at];
  const which = runs.varied.map((name) => `${name} ${row.run[name]}`);
  const became = OUTCOMES.flatMap((name) => {
    const value = row[name];
    if (value === undefined) return [];
    return [`${nameOf(name)} ${name === "loss" ? value : formatNumber(value)}`];
  });
  const end = row.error ?? KINDS[runs.kinds[at]];
  return [`run ${row.index}`, ...which, ...became, end].join(", ");
}

/** A ring around a run's dot, and its words where the dot is not. */
export function drawReading(
  document: Document,
  moment: Moment,
  at: number,
): { readonly words: string; readonly part?: SVGElement } {
  const words = wordsOf(moment, at);
  const place = placeOf(moment, at);
  if (!place) return { words };
  const { box } = moment.plan;
  const lines = wrap(words, box.width - 12);
  const isLow = place[1] > box.top + box.height / 2;
  const top = isLow
    ? box.top + 14
    : box.top + box.height - 6 - (lines.length - 1) * LINE_HEIGHT;
  const part = element(document, "g", {
    "data-seen": "",
    "pointer-events": "none",
    "aria-hidden": "true",
  }, [
    element(document, "circle", {
      cx: place[0],
      cy: place[1],
      r: 5,
      fill: "none",
      stroke: "currentColor",
      "stroke-width": 2,
    }),
    ...lines.map((line, k) =>
      element(document, "text", {
        x: box.left + 6,
        y: top + k * LINE_HEIGHT,
        "text-anchor": "start",
        fill: "currentColor",
        stroke: SURFACE,
        "stroke-width": 5,
        "stroke-linejoin": "round",
        "paint-order": "stroke",
      }, [line])
    ),
  ]);
  return { words, part };
}
