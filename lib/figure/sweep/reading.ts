import type { Document, SVGElement } from "../../dom.ts";
import { formatNumber } from "../format.ts";
import { drawReadOut } from "../read/read_out.ts";
import { element } from "../svg.ts";
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
  const [cx, cy] = place;
  const ring = element(document, "circle", {
    cx,
    cy,
    r: 5,
    fill: "none",
    stroke: "currentColor",
    "stroke-width": 2,
  });
  const { box } = moment.plan;
  return { words, part: drawReadOut(document, box, cy, [words], ring) };
}
