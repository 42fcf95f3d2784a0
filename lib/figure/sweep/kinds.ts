import type { Document, SVGElement } from "../../dom.ts";
import { element } from "../svg.ts";
import { marks } from "../verdict_badge.ts";
import { VERDICT_COLORS } from "../verdict_counts.ts";
import { KINDS } from "./columns.ts";
import type { Moment } from "./moment.ts";
import { KIND_HEIGHT } from "./plan.ts";

/** A verdict: its mark, its words, a bar and how many. */
export function kindParts(
  document: Document,
  { plan: { kinds }, runs, selected, selection }: Moment,
  kind: number,
): SVGElement[] {
  const name = KINDS[kind];
  const top = kinds.top + kind * KIND_HEIGHT;
  const middle = top + KIND_HEIGHT / 2 + 4;
  const words = 130;
  const room = kinds.width - words - 24 - 66;
  const color = VERDICT_COLORS[name];
  const bar = (count: number, opacity: number) =>
    element(document, "rect", {
      x: kinds.left + words + 20,
      y: top + 5,
      width: room * count / runs.most,
      height: KIND_HEIGHT - 10,
      fill: color,
      "fill-opacity": opacity,
    });
  const isLeftOut = selection.without.has(kind);
  const all = runs.totals[kind];
  return [
    element(document, "rect", {
      x: kinds.left,
      y: top,
      width: kinds.width,
      height: KIND_HEIGHT,
      fill: "transparent",
    }),
    element(document, "text", {
      x: kinds.left + 8,
      y: middle,
      "text-anchor": "middle",
      fill: isLeftOut ? "currentColor" : color,
      "fill-opacity": isLeftOut ? 0.4 : 1,
    }, [name === "none" ? "×" : marks[name]]),
    element(document, "text", {
      x: kinds.left + 20,
      y: middle,
      "fill-opacity": isLeftOut || all === 0 ? 0.45 : 1,
      "text-decoration": isLeftOut ? "line-through" : undefined,
    }, [name === "none" ? "no verdict" : name]),
    bar(all, 0.22),
    bar(selected.counts[kind], 1),
    element(document, "text", {
      x: kinds.left + kinds.width,
      y: middle,
      "text-anchor": "end",
      "fill-opacity": all === 0 ? 0.45 : 1,
    }, [
      selected.counts[kind] === all
        ? String(all)
        : `${selected.counts[kind]} of ${all}`,
    ]),
  ];
}
