// @ts-types="npm:@types/d3@^7.4.3"
import { least } from "d3";
import type { Document, SVGGElement } from "../../dom.ts";
import { linearAxis, type NumberAxis } from "../axis.ts";
import { element, elide, textWidth } from "../svg.ts";
import type { Relief } from "./relief.ts";
import type { BoxPoint, Projection } from "./view.ts";

/** How far labels and names stand from the edges, in CSS pixels on the ground. */
const [LABEL, NAME] = [14, 40];
/** Where along its edge a name stands: the first with most room for it. */
const NAME_PLACES = [0.5, 0.35, 0.65, 0.2, 0.8];

/**
 * The edges of the box that the surface never hides, with ticks: the two of the
 * ground that are nearest to the eye, and the upright one at the left.
 */
export function drawBox(
  document: Document,
  { grid: { xs, ys }, bands }: Relief,
  { place, scale, width }: Projection,
  names: readonly [string, string],
  value: string,
): SVGGElement {
  const near = (a: BoxPoint, b: BoxPoint) => place(a)[2] >= place(b)[2];
  const v = near([0, -0.5, 0], [0, 0.5, 0]) ? -0.5 : 0.5;
  const u = near([-0.5, 0, 0], [0.5, 0, 0]) ? -0.5 : 0.5;
  const corners = [[-0.5, -0.5], [0.5, -0.5], [0.5, 0.5], [-0.5, 0.5]] as const;
  const [leftU, leftV] = corners.reduce((best, corner) =>
    place([...corner, 0])[0] < place([...best, 0])[0] ? corner : best
  );
  const across = linearAxis(names[0], [xs[0], xs[xs.length - 1]]);
  const upward = linearAxis(names[1], [ys[0], ys[ys.length - 1]]);
  const beside = (from: BoxPoint, by: number, out: Out) => {
    const [x] = place(from);
    const there = place(out(from, by / scale));
    const side = there[0] - x;
    const anchor: Anchor = Math.abs(side) < by / 4
      ? "middle"
      : side > 0
      ? "start"
      : "end";
    return { there, anchor };
  };
  const overflow = (
    text: string,
    { there: [x], anchor }: ReturnType<typeof beside>,
  ) => {
    const length = textWidth(text);
    const left = x - length * SHARE_BEFORE[anchor];
    return Math.max(0, -left, left + length - width);
  };
  const nameOf = (name: string, at: (share: number) => BoxPoint, out: Out) => {
    const places = NAME_PLACES.map((share) => beside(at(share), NAME, out));
    const { there, anchor } = least(places, (at) => overflow(name, at))!;
    return word(document, there, name, anchor);
  };
  const along = (
    axis: NumberAxis,
    at: (share: number) => BoxPoint,
    out: Out,
  ) => [
    edge(document, place(at(0)), place(at(1))),
    ...axis.ticks(4, 200).map(({ value, label }) => {
      const { there, anchor } = beside(
        at(axis.place(value as number)),
        LABEL,
        out,
      );
      return word(document, there, label, anchor);
    }),
    nameOf(elide(`${axis.name} →`, 190), at, out),
  ];
  const losses = bands.ticks(3).map(({ value: level, label }) => {
    const h = (level - bands.levels[0]) / (bands.end - bands.levels[0]);
    const [x, y] = place([leftU, leftV, h]);
    return word(document, [x - 8, y], label, "end");
  });
  const [topX, topY] = place([leftU, leftV, 1]);
  return element(document, "g", { "data-box": "", "aria-label": "axes" }, [
    ...along(
      across,
      (share) => [share - 0.5, v, 0],
      ([a, b, h], by) => [a, b + Math.sign(v) * by, h],
    ),
    ...along(
      upward,
      (share) => [u, share - 0.5, 0],
      ([a, b, h], by) => [a + Math.sign(u) * by, b, h],
    ),
    edge(document, place([leftU, leftV, 0]), place([leftU, leftV, 1])),
    ...losses,
    word(document, [topX, topY - 12], `↑ ${value}`),
  ]);
}

/** How much of words lies left of their place. */
const SHARE_BEFORE = { start: 0, middle: 0.5, end: 1 };
type Anchor = keyof typeof SHARE_BEFORE;

/** A point moved away from the box. */
type Out = (point: BoxPoint, by: number) => BoxPoint;

type Place = readonly [number, number, number?];

function edge(document: Document, [x1, y1]: Place, [x2, y2]: Place) {
  return element(document, "line", {
    x1,
    y1,
    x2,
    y2,
    stroke: "currentColor",
    "stroke-opacity": 0.45,
  });
}

function word(
  document: Document,
  [x, y]: Place,
  text: string,
  anchor: Anchor = "middle",
) {
  return element(document, "text", {
    x,
    y,
    dy: "0.32em",
    "text-anchor": anchor,
  }, [text]);
}
