import type { Document, SVGElement } from "../../dom.ts";
import { ROLES } from "../palette.ts";
import { fitted } from "../short_name.ts";
import { type Box, element, round } from "../svg.ts";
import { barsOf, countBars } from "./bars.ts";
import { nameOf } from "./columns.ts";
import type { Moment } from "./moment.ts";
import type { Plan } from "./plan.ts";
import type { Range } from "./selection.ts";
import { labelOf } from "./view.ts";

/** Room above the bars of a strip, and below them. */
const STRIP = { above: 16, below: 18 };

/** What of a strip its bars take up. */
export function barsBox({ left, top, width, height }: Box): Box {
  return {
    left,
    top: top + STRIP.above,
    width,
    height: height - STRIP.above - STRIP.below,
  };
}

/** A column as bars, all runs behind the selected ones, with what is ranged over. */
export function stripParts(
  document: Document,
  moment: Moment,
  { name, box }: Plan["strips"][number],
): SVGElement[] {
  const column = moment.runs.column(name);
  const domain = moment.domain(name);
  const bars = barsBox(box);
  const { ends: edges, of, counts: all } = barsOf(column, domain);
  const selected = countBars(of, edges.length, moment.selected.mask);
  const most = all.reduce((a, b) => Math.max(a, b), 1);
  const place = (x: number) =>
    bars.left + bars.width *
      Math.min(1, Math.max(0, (x - domain[0]) / (domain[1] - domain[0])));
  const bottom = bars.top + bars.height;
  const path = (counts: Uint32Array) =>
    Array.from(counts, (count, i) => {
      if (count === 0) return "";
      const [from, to] = edges[i].map(place);
      const [left, right] = [from + 0.5, to - 0.5];
      const height = Math.max(1, bars.height * count / most);
      return `M${round(left)},${round(bottom)}V${round(bottom - height)}H${
        round(Math.max(left + 0.5, right))
      }V${round(bottom)}Z`;
    }).join("");
  const range = moment.selection.ranges.get(name);
  const ends = column.few
    ? [column.few[0], column.few[column.few.length - 1]]
    : domain;
  const [first, last] = ends.map((end) => labelOf(column, end));
  const half = bars.width / 2 - 4;
  return [
    element(document, "rect", {
      x: bars.left,
      y: bars.top,
      width: bars.width,
      height: bars.height,
      fill: "transparent",
    }),
    element(
      document,
      "text",
      { x: bars.left, y: box.top + 11 },
      fitted(document, rangeWords(moment, name), box.width),
    ),
    ...range
      ? [element(document, "rect", {
        "data-range": "",
        x: place(range[0]),
        y: bars.top,
        width: Math.max(1, place(range[1]) - place(range[0])),
        height: bars.height,
        fill: "currentColor",
        "fill-opacity": 0.12,
      })]
      : [],
    element(document, "path", {
      d: path(all),
      fill: ROLES.plain,
      "fill-opacity": 0.22,
    }),
    element(document, "path", { d: path(selected), fill: ROLES.plain }),
    element(document, "path", {
      d: `M${round(bars.left)},${round(bottom)}h${round(bars.width)}`,
      stroke: "currentColor",
      "stroke-opacity": 0.3,
    }),
    element(document, "text", {
      x: bars.left,
      y: bottom + 12,
      "fill-opacity": 0.7,
    }, fitted(document, first, half)),
    element(document, "text", {
      x: bars.left + bars.width,
      y: bottom + 12,
      "text-anchor": "end",
      "fill-opacity": 0.7,
    }, last === first ? [] : fitted(document, last, half)),
  ];
}

/** The name of a column, and what of it is selected. */
export function rangeWords(
  { runs, selection: { ranges } }: Moment,
  name: string,
): string {
  const range = ranges.get(name);
  const column = runs.column(name);
  if (!range) return nameOf(name);
  const held = column.few?.filter((x) => x >= range[0] && x <= range[1]);
  const [from, to] = held ? [held[0], held[held.length - 1]] : range;
  if (from === undefined) return `${nameOf(name)}: none`;
  const words = [from, to].map((x) => labelOf(column, x));
  return words[0] === words[1]
    ? `${nameOf(name)} ${words[0]}`
    : `${nameOf(name)} ${words[0]} … ${words[1]}`;
}

/** The rectangle over the dots that is selected, if both axes are. */
export function drawBrush(document: Document, moment: Moment): SVGElement {
  const { plan: { box }, xName, yName, x, y, selection: { ranges } } = moment;
  const [across, upward] = [ranges.get(xName), ranges.get(yName)];
  const g = element(document, "g", { "data-brush": "" });
  if (!across && !upward) return g;
  const share = (at: number, [low, high]: Range) =>
    Math.min(1, Math.max(0, (at - low) / (high - low)));
  const [left, right] = (across ?? x).map((at) => share(at, x));
  const [bottom, top] = (upward ?? y).map((at) => share(at, y));
  g.append(element(document, "rect", {
    x: box.left + left * box.width,
    y: box.top + (1 - top) * box.height,
    width: (right - left) * box.width,
    height: (top - bottom) * box.height,
    fill: "currentColor",
    "fill-opacity": 0.07,
    stroke: "currentColor",
    "stroke-opacity": 0.5,
  }));
  return g;
}
